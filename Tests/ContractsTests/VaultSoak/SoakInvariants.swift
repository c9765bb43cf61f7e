import Contracts
import Execution
import Primitives
import TestSupport
import WideMath

/// What must hold after everything that happens to a vault, judged from its books before and after.
struct SoakInvariants {
    /// What is due and spent, counted along.
    var fees: SoakFees
    var limits = SoakLimits()
    /// Which tokens have ever said that the vault holds more than it does.
    private(set) var hasOversaid: [Bool]
    /// How often nobody could say what the vault is worth, as a token said too much for any word.
    var unjudged = 0
    /// For orders and samples: none of the world's own numbers, so that looking changes nothing.
    var stream: TestNumbers

    init(_ world: SoakWorld, _ stream: TestNumbers) {
        fees = SoakFees(virtual: world.virtual, now: SoakWorld.start)
        hasOversaid = world.assets.map { _ in false }
        self.stream = stream
    }

    /// Checks everything after a deed that ended in an outcome.
    mutating func check(
        _ deed: SoakDeed,
        _ outcome: SoakWorld.Outcome,
        _ world: SoakWorld,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        let lock = world.machine.read(Vault.Storage.lock, of: SoakWorld.vault)
        try require(lock == 1, .lock, "the lock is \(lock)")
        try requireConservation(world, after)
        if let call = deed.call, outcome.failure == nil {
            try judge(call, outcome, world, from: before, to: after)
        } else {
            try judgeOthers(deed, world, from: before, to: after)
        }
        try requireViews(world, after)
        try requireSolvency(world, after)
    }

    /// How often the share price was not judged since it was asked for last.
    mutating func takeUnjudged() -> Int {
        defer { unjudged = 0 }
        return unjudged
    }

    // MARK: Conservation

    /// Σ balances of shares is the supply, Σ balances of each token is what there was at the
    /// beginning, Σ claims is what is owed, and no less is held.
    private mutating func requireConservation(_ world: SoakWorld, _ books: SoakBooks) throws {
        let recount = books.recount
        try require(
            recount.shares.sum == recount.supply,
            .conservation,
            "shares add up to \(recount.shares.sum.map { "\($0)" } ?? "too many"), the supply is "
                + "\(recount.supply)"
        )
        for index in world.assets.indices {
            let all = UInt256.one << 160
            let sum = recount.tokens[index].sum
            try require(
                sum == all && recount.tokenSupplies[index] == all,
                .conservation,
                "asset \(index) adds up to \(sum.map { "\($0)" } ?? "too many"), its supply is "
                    + "\(recount.tokenSupplies[index]), not \(all)"
            )
            let owed = recount.owed[index]
            try require(
                recount.claims[index].sum == owed,
                .claims,
                "claims on asset \(index) add up to "
                    + "\(recount.claims[index].sum.map { "\($0)" } ?? "too much"), owed is \(owed)"
            )
            if world.mode(index) == .saysMore { hasOversaid[index] = true }
            let held = recount.tokens[index][SoakWorld.vault]
            try require(
                hasOversaid[index] || held >= owed,
                .claims,
                "of asset \(index) \(owed) are owed, and \(held) there"
            )
        }
    }

    // MARK: What is not a call of the vault, or a refused one

    /// Shares stay where they are, and no balance of the vault falls.
    private mutating func judgeOthers(
        _ deed: SoakDeed,
        _ world: SoakWorld,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        var effect = SoakEffect()
        // A hostile token that moves outside a call of the vault may call it as anybody may.
        if after.admitted != before.admitted, deed.call == nil {
            let isOpen = before.status.phase != .halted
            effect.settlement = isOpen && before.isPriced ? .full : .none
            effect.opens =
                before.status.phase == .active && after.status.openedAt == before.now
        }
        try requireTokensStay(deed, world, from: before, to: after)
        // What a token says from now on is no doing of the vault.
        if case .changeToken = deed {
            return try requireShares(effect, .zero, from: before, to: after)
        }
        try judge(effect, from: before, to: after)
        for (index, was) in before.counted.enumerated() {
            try require(
                after.counted[index] >= was,
                .balances,
                "asset \(index) counts \(after.counted[index]) after \(was)"
            )
        }
        if case .donate(let index, let amount, let donor) = deed, after.refused == before.refused {
            try judgeDonation(index, amount, donor, world, from: before, to: after)
        }
    }

    /// A gift counts at once, or little by little where gains unlock.
    private func judgeDonation(
        _ index: Int,
        _ amount: UInt256,
        _ donor: Address,
        _ world: SoakWorld,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        let held = before.recount.tokens[index][SoakWorld.vault]
        let holds = after.recount.tokens[index][SoakWorld.vault]
        let came = try holds - held
        try require(came <= amount, .tokens, "\(came) came of \(amount)")
        let place = Vault.Storage.booked[world.assets[index].token]
        let booked = world.machine.readOriginal(place, of: SoakWorld.vault).raw
        let told = before.told[index] ?? held
        let owed = before.recount.owed[index]
        let free = told > owed ? try told - owed : .zero
        guard before.fees.unlocking > 0, free >= booked else { return }
        try require(
            after.counted[index] == before.counted[index],
            .balances,
            "a gift of asset \(index) counts at once: \(after.counted[index])"
        )
    }

    // MARK: Calls that succeeded

    private mutating func judge(
        _ call: SoakCall,
        _ outcome: SoakWorld.Outcome,
        _ world: SoakWorld,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        try require(
            after.admitted == before.admitted,
            .reentrancy,
            "\(after.admitted - before.admitted) calls from inside were let in"
        )
        let evidence = SoakEvidence(
            call: call,
            word: outcome.word ?? .zero,
            logs: outcome.logs,
            world: world,
            before: before,
            management: try fees.due(.management, before)
        )
        let effect = SoakEffect(evidence)
        try require(
            effect.settlement != .full || before.isPriced,
            .prices,
            "answers \(before.answers), balances \(before.told)"
        )
        try requireTokens(effect, world, from: before, to: after)
        try requireClaims(effect, from: before, to: after)
        try requireAllowance(call, effect, world)
        try requireEvents(evidence, effect)
        try judge(effect, from: before, to: after)
    }

    /// What the vault says of a slice is what the books say.
    private func requireEvents(_ evidence: SoakEvidence, _ effect: SoakEffect) throws {
        guard let event = evidence.events(Vault.Rebalanced.topic).first else { return }
        let nav = evidence.before.nav(at: evidence.before.judged)
        let said = (0..<3).map { UInt256(bigEndian: event.data[(32 * $0)..<(32 * $0 + 32)]) }
        try require(
            said[0] == nav && said[2] == effect.turnover,
            .limits,
            "the vault says NAV \(String(describing: said[0])) and turnover "
                + "\(String(describing: said[2])) of \(effect)"
        )
    }

    /// Shares, share price and limits.
    private mutating func judge(
        _ effect: SoakEffect,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        let due = try fees.due(effect.settlement, before)
        try requireShares(effect, due, from: before, to: after)
        if effect.opens { limits.open() }
        var effect = effect
        if effect.turnover != nil, let nav = before.nav(at: before.judged) {
            effect.slack = min(effect.slack, try limits.lossLeft(before.limits, nav))
        }
        try requireSharePrice(effect, due, from: before, to: after)
        try requireLimits(effect, from: before, to: after)
        try fees.settle(effect.settlement, before, forgets: effect.forgets)
    }

    private mutating func requireLimits(
        _ effect: SoakEffect,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        guard let turnover = effect.turnover, let nav = before.nav(at: before.judged),
            let navAfter = after.nav(at: before.judged)
        else { return }
        let excess = try limits.trade(
            turnover: turnover,
            from: nav,
            to: navAfter,
            before.limits,
            now: before.now
        )
        if let excess { throw SoakViolation(.limits, excess) }
    }
}
