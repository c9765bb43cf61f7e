import Contracts
import Primitives
import WideMath

extension SoakEffect {
    /// An auction was opened.
    static var opening: SoakEffect { SoakEffect(settlement: .full, opens: true) }

    /// What `performUpkeep` should have done, by its task.
    static func upkeep(_ evidence: SoakEvidence) -> SoakEffect {
        let (task, trades) = evidence.call.upkeep
        switch task {
        case 0: return SoakEffect()
        case 1: return slice(trades.trades, evidence)
        case 2: return opening
        default: return SoakEffect(settlement: .full)
        }
    }

    /// A slice of a rebalance.
    ///
    /// A route sells y and brings z, of exact values. The sum of the values, rounded down, falls by
    /// at most ⌈y⌉ − ⌊z⌋ ≤ ⌊y⌋ + 1 − ⌊z⌋, and the slippage guard holds ⌊z⌋ ≥ ⌈⌊y⌋(1 − s)⌉: by at
    /// most ⌊⌊y⌋·s⌋ + 1 a route. The keeper's reward comes on top. The limits are judged apart.
    static func slice(_ trades: [Vault.Trade], _ evidence: SoakEvidence) -> SoakEffect {
        var turnover = UInt256.zero
        var slack = UInt256.zero
        // A trade of nothing carries on with what the one before gave.
        for (index, trade) in trades.enumerated() where index == 0 || !trade.amountIn.isZero {
            let asset = evidence.asset(trade.tokenIn) ?? 0
            let value = evidence.value(trade.amountIn.raw, asset)
            turnover = turnover.wrappingAdd(value)
            slack = slack.wrappingAdd(evidence.slippage(of: value)).wrappingAdd(.one)
        }
        var effect = SoakEffect(
            settlement: .full,
            hasTraded: true,
            slack: slack,
            turnover: turnover,
            opens: evidence.before.status.phase == .active
        )
        for paid in evidence.events(Vault.KeeperPaid.topic) {
            let reward = SoakEvidence.word(paid)
            effect.slack = effect.slack.wrappingAdd(reward)
            effect.moves.append(
                Move(
                    asset: 0,
                    from: SoakWorld.vault,
                    to: evidence.call.caller,
                    amount: reward
                )
            )
        }
        // A token that keeps a part of what it pays, or all, costs more than its pool says; and of
        // one that says too little, what comes fills up what is owed, or what it hides, first. What
        // that may cost the limits bound, which are judged apart.
        let cheats = evidence.world.assets.indices.contains { index in
            switch evidence.world.mode(index) {
            case .takesToll, .feigns: true
            case .saysLess:
                evidence.before.recount.tokens[index][SoakWorld.vault] < evidence.world.lie(index)
            default: false
            }
        }
        if cheats || evidence.before.isShort { effect.slack = .max }
        return effect
    }

    /// A bid: one asset against the quote token.
    ///
    /// The guard holds v + 1 ≥ ⌈u(1 − s)⌉ for the values u and v, rounded down, of what goes and
    /// what comes. A sale's value falls by at most u + 1, and q = v comes in quote tokens: by at
    /// most ⌊u·s⌋ + 2. A purchase costs u = q exactly and brings at least v: at most ⌊u·s⌋ + 1.
    static func bid(_ evidence: SoakEvidence) -> SoakEffect {
        let (call, vault) = (evidence.call, SoakWorld.vault)
        guard let asset = evidence.asset(call.address(0)) else { return SoakEffect() }
        let goal = evidence.world.machine
            .read(Vault.Storage.goals[call.address(0)], of: vault).raw
        let isSale = evidence.before.counted[asset] > goal
        let (amount, quote) = (call.word(1), evidence.word)
        let gone = isSale ? evidence.value(amount, asset) : quote
        let slack = evidence.slippage(of: gone).wrappingAdd(isSale ? 2 : 1)
        let moves = [(asset, amount, isSale), (0, quote, !isSale)].map { number, amount, leaves in
            Move(
                asset: number,
                from: leaves ? vault : call.caller,
                to: leaves ? call.caller : vault,
                amount: amount
            )
        }
        return SoakEffect(settlement: .full, moves: moves, slack: slack, turnover: gone)
    }
}
