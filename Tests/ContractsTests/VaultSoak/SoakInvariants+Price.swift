import Contracts
import Primitives
import WideMath

extension SoakInvariants {
    /// Everybody has the shares that he had, those he got or gave, and the receiver those for fees.
    func requireShares(
        _ effect: SoakEffect,
        _ due: UInt256,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        var expected = before.recount.shares
        if !due.isZero { try expected.add(due, to: before.receiver) }
        for change in effect.shares where change.isGain {
            try expected.add(change.amount, to: change.holder)
        }
        for change in effect.shares where !change.isGain {
            try expected.take(change.amount, from: change.holder)
        }
        let difference = after.recount.shares.difference(from: expected)
        try require(
            difference == nil,
            .shares,
            "\(difference ?? ""), with \(due) for fees"
        )
    }

    /// (NAV + 1) ÷ (supply + virtual), at the same answers and with the shares due for fees issued
    /// before, falls by no more than the slack: whatever came or went did so at that price.
    ///
    /// Who comes, pays at least it. Who leaves is paid at most it, and the price of the others
    /// rises. A slice or a bid changes NAV alone, within its slack. `SoakEffect` derives each.
    mutating func requireSharePrice(
        _ effect: SoakEffect,
        _ due: UInt256,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        let sharesBefore = try before.recount.supply + due + before.virtual
        let sharesAfter = try after.recount.supply + after.virtual
        if effect.isInKind {
            try requireRatios(sharesBefore, sharesAfter, from: before, to: after)
        }
        for rounding in effect.isIn ? [Rounding.down, .up] : [.down] {
            guard let nav = before.nav(at: before.judged, rounding: rounding),
                let navAfter = after.nav(at: before.judged, rounding: rounding)
            else {
                unjudged += 1
                return
            }
            let left = UInt512(product: try navAfter + .one + effect.slack, sharesBefore)
            let right = UInt512(product: try nav + .one, sharesAfter)
            try require(
                !(left < right),
                .sharePrice,
                "NAV \(nav), rounded \(rounding), over \(sharesBefore) shares became "
                    + "\(navAfter) over \(sharesAfter), with \(effect.slack) allowed"
            )
        }
    }

    /// No asset's counted balance over shares falls: it needs no price, and rounds nothing.
    private func requireRatios(
        _ sharesBefore: UInt256,
        _ sharesAfter: UInt256,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        for (index, was) in before.counted.enumerated() {
            let left = UInt512(product: after.counted[index], sharesBefore)
            let right = UInt512(product: was, sharesAfter)
            try require(
                !(left < right),
                .balances,
                "asset \(index): \(was) over \(sharesBefore) shares became "
                    + "\(after.counted[index]) over \(sharesAfter)"
            )
        }
    }

    // MARK: Tokens

    /// Everybody has the tokens that he had, those he was paid, and not those that he paid.
    func requireTokens(
        _ effect: SoakEffect,
        _ world: SoakWorld,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        var expected = before.recount.tokens
        for move in effect.moves {
            let mode = world.mode(move.asset)
            if mode == .feigns { continue }
            let toll = mode == .takesToll ? HostileToken.toll(on: move.amount) : .zero
            // What sales bring before it pays is not known here.
            if !effect.hasTraded || move.from != SoakWorld.vault {
                try expected[move.asset].take(move.amount, from: move.from)
            }
            try expected[move.asset].add(move.amount - toll, to: move.to)
            if !toll.isZero { try expected[move.asset].add(toll, to: HostileToken.collector) }
        }
        // Pools pay each other and the vault; what the vault makes of that, limits judge.
        let pools = world.pools.map(\.address)
        let others = effect.hasTraded ? [SoakWorld.vault, HostileToken.collector] : []
        for index in expected.indices {
            let difference = after.recount.tokens[index]
                .difference(from: expected[index], except: effect.hasTraded ? pools + others : [])
            try require(
                difference == nil,
                .tokens,
                "asset \(index): \(difference ?? "")"
            )
        }
    }

    /// Only those who trade beside the vault lose or get tokens, and it loses none.
    func requireTokensStay(
        _ deed: SoakDeed,
        _ world: SoakWorld,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        var traders: [Address] = []
        switch deed {
        case .donate(_, _, let donor): traders = [donor, SoakWorld.vault, HostileToken.collector]
        case .swap(_, _, _, let trader):
            traders = world.pools.map(\.address) + [trader, HostileToken.collector]
        case .movePrice, .movePool: traders = world.pools.map(\.address) + [SoakPeople.bank]
        default: break
        }
        for index in world.assets.indices {
            let (was, now) = (before.recount.tokens[index], after.recount.tokens[index])
            let difference = now.difference(from: was, except: traders)
            try require(difference == nil, .tokens, "asset \(index): \(difference ?? "")")
            let (held, holds) = (was[SoakWorld.vault], now[SoakWorld.vault])
            try require(holds >= held, .tokens, "asset \(index): \(holds) are left of \(held)")
        }
    }

    func requireClaims(
        _ effect: SoakEffect,
        from before: SoakBooks,
        to after: SoakBooks
    ) throws {
        var expected = before.recount.claims
        for (asset, change) in effect.claims {
            if change.isGain {
                try expected[asset].add(change.amount, to: change.holder)
            } else {
                try expected[asset].take(change.amount, from: change.holder)
            }
        }
        for index in expected.indices {
            let difference = after.recount.claims[index].difference(from: expected[index])
            try require(
                difference == nil,
                .claims,
                "asset \(index): \(difference ?? "")"
            )
        }
    }

    /// Another moves somebody's shares only within his allowance, which that uses up.
    func requireAllowance(_ call: SoakCall, _ effect: SoakEffect, _ world: SoakWorld) throws {
        let owner: Address
        switch call.kind {
        case .withdraw, .redeem, .redeemInKindExcept: owner = call.address(2)
        case .transferFrom: owner = call.address(0)
        default: return
        }
        // Burning one's own shares needs none; `transferFrom` always does.
        if owner == call.caller, call.kind != .transferFrom { return }
        let place = ShareLedger.Storage.allowances[owner, call.caller]
        let before = world.machine.readOriginal(place, of: SoakWorld.vault).raw
        let after = world.machine.read(place, of: SoakWorld.vault).raw
        let used = effect.shares.first { !$0.isGain }?.amount ?? .zero
        let left = before.subtractingReportingOverflow(used)
        try require(
            !left.overflow && after == (before == .max ? .max : left.partialValue),
            .shares,
            "an allowance of \(before) became \(after), \(used) used"
        )
    }
}
