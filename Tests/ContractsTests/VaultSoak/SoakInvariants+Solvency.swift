import Contracts
import Execution
import Primitives
import WideMath

extension SoakInvariants {
    /// On a checkpoint everybody redeems in kind, in random order.
    ///
    /// Each gets exactly his slice, and of what cannot be paid a claim. Every now and then all
    /// claims are then paid, too.
    mutating func requireSolvency(_ world: SoakWorld, _ books: SoakBooks) throws {
        let checkpoint = world.machine.state.checkpoint()
        do {
            // The vault itself cannot call, should somebody have sent it shares.
            let holders = books.recount.shareholders.filter { $0 != SoakWorld.vault }
            var isFirst = true
            for holder in holders.shuffled(using: &stream) {
                try redeem(holder, world, isFirst: isFirst)
                isFirst = false
            }
            if stream.below(16) == 0 { try requireClaimsPaid(world) }
        } catch {
            world.machine.state.rollBack(checkpoint)
            throw error
        }
        world.machine.state.rollBack(checkpoint)
    }

    /// A holder redeems all his shares and leaves out only what cannot be paid.
    private func redeem(_ holder: Address, _ world: SoakWorld, isFirst: Bool) throws {
        let machine = world.machine
        let shares = world.shares(holder)
        let supply = ShareLedger.totalSupply(of: SoakWorld.vault, on: machine).raw
        let terms = machine.read(Vault.Storage.fees, of: SoakWorld.vault)
        let receiver = machine.read(Vault.Storage.feeReceiver, of: SoakWorld.vault)
        // The first redemption issues the shares due for management before it pays.
        let due = try fees.management(
            supply: supply,
            terms,
            isCharged: isFirst && receiver != .zero,
            now: world.now
        )
        let all = try supply + due + world.virtual
        var slices: [UInt256] = []
        var leftOut: [Int] = []
        for index in world.assets.indices {
            let held = world.real(index, SoakWorld.vault)
            let token = world.assets[index].token
            let owed = machine.read(Vault.Storage.owed[token], of: SoakWorld.vault).raw
            let told = world.told(index, held)
            let counted = world.rest(index, told ?? held, owed, terms.unlocking) ?? .zero
            let slice =
                told == nil ? .zero : try mulDiv(counted, shares, all, rounding: .down)
            slices.append(slice)
            if !world.pays(index) || slice > held { leftOut.append(index) }
        }
        let had = world.assets.indices.map { world.holding($0, holder) }
        let tokens = leftOut.map { world.assets[$0].token.word }
        let words = [shares, holder.word, holder.word, 128, UInt256(UInt64(tokens.count))] + tokens
        let function = Vault.Function.redeemInKindExcept
        let result = world.call(SoakWorld.vault, from: holder, function, words)
        try require(
            result.failure == nil,
            .solvency,
            "\(holder) cannot redeem \(shares) of \(supply) shares, leaving out \(leftOut): "
                + "\(String(describing: result.failure))"
        )
        let left = world.shares(holder)
        let expected = holder == receiver ? due : .zero
        try require(left == expected, .solvency, "\(holder) has \(left) shares left")
        for index in world.assets.indices {
            let (paid, claim) = had[index]
            let now = world.holding(index, holder)
            let isLeftOut = leftOut.contains(index)
            let toll =
                world.mode(index) == .takesToll ? HostileToken.toll(on: slices[index]) : .zero
            let got = try now.paid - paid
            let claimed = try now.claim - claim
            let due = isLeftOut ? .zero : try slices[index] - toll
            try require(
                got == due && claimed == (isLeftOut ? slices[index] : .zero),
                .solvency,
                "\(holder) got \(got) and a claim on \(claimed) of asset \(index) for \(shares) of "
                    + "\(all) shares, not \(slices[index])"
            )
        }
    }

    /// Everybody is paid what he may claim of the tokens that pay and never said too much.
    private func requireClaimsPaid(_ world: SoakWorld) throws {
        let recount = SoakRecount(world)
        for index in world.assets.indices where world.pays(index) && !hasOversaid[index] {
            let token = world.assets[index].token
            for (owner, amount) in zip(recount.claims[index].holders, recount.claims[index].amounts)
            where !amount.isZero {
                let words = [token.word, owner.word]
                let result = world.call(SoakWorld.vault, from: owner, Vault.Function.claim, words)
                try require(
                    result.word() == amount,
                    .solvency,
                    "\(owner) is not paid \(amount) of asset \(index): "
                        + "\(String(describing: result.failure))"
                )
            }
        }
    }

    // MARK: Views

    /// `totalAssets` and the limits say something whatever there is, and `totalAssets` NAV where
    /// there is one.
    mutating func requireViews(_ world: SoakWorld, _ books: SoakBooks) throws {
        let total = world.asked(Vault.Function.totalAssets)
        try require(total.failure == nil, .views, "totalAssets: \(String(describing: total))")
        if books.isPriced, let nav = books.nav(at: books.judged) {
            try require(
                total.word() == nav,
                .views,
                "totalAssets is \(total.word().map { "\($0)" } ?? "nothing"), NAV \(nav)"
            )
        }
        let holder = SoakPeople.all[stream.below(SoakPeople.all.count)]
        for function in HostileToken.limits + [Vault.Function.checkUpkeep] {
            let words = function == Vault.Function.checkUpkeep ? [32, 0] : [holder.word]
            let result = world.asked(function, words)
            try require(
                result.failure == nil,
                .views,
                "\(function.signature) of \(holder): \(String(describing: result.failure))"
            )
        }
    }
}

extension SoakWorld {
    /// Whether a token moves when it is told to, and says so.
    func pays(_ index: Int) -> Bool {
        switch mode(index) {
        case .normal, .returnsShort, .entersVault, .saysMore, .saysLess, .takesToll: true
        case .reverts, .returnsFalse, .halts, .hidesBalance, .haltsAsked, .feigns: false
        }
    }

    /// What somebody has of an asset, and may claim of it.
    func holding(_ index: Int, _ holder: Address) -> (paid: UInt256, claim: UInt256) {
        let token = assets[index].token
        let claim = machine.read(Vault.Storage.claims[holder, token], of: Self.vault).raw
        return (real(index, holder), claim)
    }
}
