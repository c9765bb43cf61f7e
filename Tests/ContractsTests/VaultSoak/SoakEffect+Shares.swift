import Contracts
import Primitives
import WideMath

extension SoakEffect {
    /// What a call of any of the vault's functions should have done.
    init(_ evidence: SoakEvidence) {
        let call = evidence.call
        let settled = SoakEffect(settlement: .full)
        switch call.kind {
        case .deposit: self = .deposit(call.word(0), evidence.word, evidence)
        case .mint: self = .deposit(evidence.word, call.word(0), evidence)
        case .withdraw: self = .exit(call.word(0), evidence.word, evidence)
        case .redeem: self = .exit(evidence.word, call.word(0), evidence)
        case .redeemInKind: self = .inKind(of: call.caller, leavingOut: [], evidence)
        case .redeemInKindExcept:
            self = .inKind(of: call.address(2), leavingOut: call.addresses(3), evidence)
        case .claim: self = .claim(evidence)
        case .transfer: self = .passing(call.word(1), from: call.caller, to: call.address(0))
        case .transferFrom:
            self = .passing(call.word(2), from: call.address(0), to: call.address(1))
        case .rebalance: self = .slice(call.trades, evidence)
        case .performUpkeep: self = .upkeep(evidence)
        case .openAuction: self = .opening
        case .bid: self = .bid(evidence)
        case .raiseTargets, .closeRebalance, .accrue: self = settled
        case .shutDown: self = SoakEffect(settlement: .management)
        case .configure: self = .configuring(evidence)
        default: self.init()
        }
    }

    /// Shares for quote tokens.
    ///
    /// ⌊a · (S + V) ÷ (N + 1)⌋ shares for `a` more of NAV, at N rounded up, which are no more than
    /// at N rounded down: no slack at either.
    private static func deposit(
        _ assets: UInt256,
        _ shares: UInt256,
        _ evidence: SoakEvidence
    ) -> SoakEffect {
        let call = evidence.call
        return SoakEffect(
            settlement: .full,
            shares: [Change(holder: call.address(1), amount: shares, isGain: true)],
            moves: [Move(asset: 0, from: call.caller, to: SoakWorld.vault, amount: assets)],
            isIn: true
        )
    }

    /// Quote tokens for shares.
    ///
    /// `withdraw` counts each sale at its value rounded up, which is the most that a balance's
    /// value, rounded down, falls by: no slack. `redeem` sells amounts that are together worth at
    /// most what is wanted, W; each of k values falls by less than a unit more than its part, all
    /// of them, whole numbers, by at most W + k − 1.
    private static func exit(
        _ assets: UInt256,
        _ shares: UInt256,
        _ evidence: SoakEvidence
    ) -> SoakEffect {
        let call = evidence.call
        let sold = Set(evidence.events(Vault.Traded.topic).map { $0.topics[2] })
        let isExact = call.kind == .withdraw || sold.isEmpty
        return SoakEffect(
            settlement: .full,
            shares: [Change(holder: call.address(2), amount: shares, isGain: false)],
            moves: [Move(asset: 0, from: SoakWorld.vault, to: call.address(1), amount: assets)],
            hasTraded: !sold.isEmpty,
            slack: isExact ? .zero : UInt256(UInt64(sold.count - 1))
        )
    }

    /// A slice of every counted balance, rounded down: ⌊balance · shares ÷ (supply + virtual)⌋.
    ///
    /// Exact values keep their ratio to the shares; rounded down they fall short by less than a
    /// unit an asset, but for the quote token, whose value is its balance.
    private static func inKind(
        of owner: Address,
        leavingOut: [Address],
        _ evidence: SoakEvidence
    ) -> SoakEffect {
        let (call, before) = (evidence.call, evidence.before)
        let shares = call.word(0)
        var effect = SoakEffect(
            settlement: .management,
            shares: [Change(holder: owner, amount: shares, isGain: false)],
            slack: UInt256(UInt64(before.counted.count - 1)),
            isInKind: true
        )
        let all = before.recount.supply.wrappingAdd(evidence.management)
            .wrappingAdd(before.virtual)
        for (index, asset) in evidence.world.assets.enumerated() {
            let isLeftOut = leavingOut.contains(asset.token)
            // A token that cannot be asked pays nothing to who leaves it out.
            let isHidden = before.told[index] == nil
            let amount = isHidden ? .zero : before.counted[index].times(shares, over: all)
            if isLeftOut {
                let change = Change(holder: owner, amount: amount, isGain: true)
                effect.claims.append((index, change))
            } else {
                let to = call.address(1)
                effect.moves.append(
                    Move(asset: index, from: SoakWorld.vault, to: to, amount: amount)
                )
            }
        }
        return effect
    }

    private static func claim(_ evidence: SoakEvidence) -> SoakEffect {
        let call = evidence.call
        guard let asset = evidence.asset(call.address(0)) else { return SoakEffect() }
        let claimed = Change(holder: call.caller, amount: evidence.word, isGain: false)
        let paid = Move(
            asset: asset,
            from: SoakWorld.vault,
            to: call.address(1),
            amount: evidence.word
        )
        return SoakEffect(moves: [paid], claims: [(asset, claimed)])
    }

    private static func passing(_ amount: UInt256, from: Address, to: Address) -> SoakEffect {
        SoakEffect(shares: [
            Change(holder: from, amount: amount, isGain: false),
            Change(holder: to, amount: amount, isGain: true),
        ])
    }

    /// Terms of fees are charged for before they change: performance only where its own do.
    private static func configuring(_ evidence: SoakEvidence) -> SoakEffect {
        let (call, fees) = (evidence.call, evidence.before.fees)
        let isPerformance: Bool
        switch call.word(0).asUInt64.flatMap(Vault.Setting.init(rawValue:)) {
        case .fees:
            let next = Vault.FeeTerms(word: call.word(2))
            isPerformance = next.performance != fees.performance
        case .feeReceiver: isPerformance = fees.performance.count > 0
        default: return SoakEffect()
        }
        return SoakEffect(settlement: isPerformance ? .full : .management, forgets: isPerformance)
    }
}
