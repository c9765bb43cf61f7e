import Contracts
import Execution
import Primitives
import WideMath

/// How the keeper takes the most that a slice allows: he pushes the pools so that the vault's own
/// trades lose what its limits leave, and brings them back afterwards.
extension KeeperMarket {
    /// A slice that takes all it can, or leaves a part of that for a later one.
    @discardableResult
    mutating func drain(leaving part: Double = 0) -> Bool {
        guard var plan = plan(), let left = fit(&plan, leaving: part) else { return false }
        wash(&plan, left)
        let final = plan
        return trade("slice", isSlice: true) { $0.carryOut(final) }
    }

    // MARK: Planning

    /// What the vault counts of each asset, in quote units, with what it is about to see.
    var values: [Double] {
        var seen = gains
        seen.look(at: now)
        return held.indices.map { seen.counted($0, of: held[$0], at: now).asDouble * worth($0) }
    }

    /// From what there is most too much of to what there is most too little of, or where the
    /// oracles are wrong in his favour.
    mutating func plan() -> KeeperPlan? {
        let values = values
        let nav = values.reduce(0, +)
        let sum = terms.weights.reduce(0) { $0 + $1.asDouble }
        let excess = values.indices.map { values[$0] - terms.weights[$0].asDouble / sum * nav }
        var best: (sold: Int, bought: Int, score: Double)?
        for sold in excess.indices where excess[sold] > 0 {
            for bought in excess.indices where excess[bought] < 0 {
                let most = min(excess[sold], -excess[bought])
                let luck = terms.style == .exploitLag ? error(sold) - error(bought) : 1
                let score = most * max(luck, 1e-9)
                if score > best?.score ?? 0 { best = (sold, bought, score) }
            }
        }
        guard let best, let way = way(from: best.sold, to: best.bought) else { return nil }
        let done = episode.slices(at: now, for: terms.openFor)
        let part = terms.mode == .slices ? 1 / Double(terms.sliceCount - done) : 1
        return KeeperPlan(
            sold: best.sold,
            bought: best.bought,
            way: way,
            value: min(excess[best.sold], -excess[best.bought]) * part,
            rate: 0
        )
    }

    /// Makes the plan's trade one that the vault admits; gives what is left to take, in quote
    /// units.
    private mutating func fit(_ plan: inout KeeperPlan, leaving part: Double) -> Double? {
        let nav = values.reduce(0, +)
        let isOpen = episode.isOpen(at: now, for: terms.openFor)
        let slippage = Double(terms.limits.slippage.count) / 10_000
        let left = ledger.left(at: now, isOpen: isOpen)
        // The reward fills up what the rebalance leaves, but not what the day does.
        let reward = min(left.rebalance * nav, Double(terms.reward.cap))
        let most = min(left.rebalance * nav, left.day * nav - reward) * (1 - part)
        plan.rate = min(slippage, max(0, most) / plan.value) * (1 - 1e-9)
        var shave = 1e-8
        for _ in 0..<12 {
            let trial = plan
            guard let failure = whatIf({ carryOut(trial) }).failure else {
                return most - plan.rate * plan.value
            }
            switch Self.reason(failure) {
            case "SlippageExceeded", "ValueLost", "LossBudgetExceeded":
                plan.rate *= 1 - shave
                shave = min(0.5, shave * 30)
            case "PoolDeviates": plan.rate *= 0.5
            case "TurnoverExceeded", "DailyTurnoverExceeded", "ImpactTooHigh", "SliceTooLarge":
                plan.value *= 0.6
            case "NotCloser", "WeightFurther": plan.value *= 0.8
            default:
                refused["slice: \(Self.reason(failure))", default: 0] += 1
                return nil
            }
        }
        return nil
    }

    /// Adds a round through other pools that loses what the trade leaves, by halving intervals.
    private mutating func wash(_ plan: inout KeeperPlan, _ left: Double) {
        let rate = Double(terms.limits.slippage.count) / 10_000 * (1 - 1e-7)
        guard left > plan.rate * plan.value * 1e-6, let round = round(without: plan.way) else {
            return
        }
        var trial = plan
        trial.round = round
        trial.roundRate = rate
        var (least, most) = (0.0, min(left / rate / Double(round.count) * 1.1, values[0]))
        for _ in 0..<12 {
            trial.washed = (least + most) / 2
            let next = trial
            if whatIf({ carryOut(next) }).failure == nil {
                least = trial.washed
                plan = trial
            } else {
                most = trial.washed
            }
        }
    }

    /// From the quote token through two or three pools and back.
    private mutating func round(without used: [Int]) -> [KeeperPlan.Leg]? {
        let first = 1 + random.below(tokens.count - 1)
        for start in pools(0, first) where !used.contains(start) {
            guard let back = way(from: first, to: 0, without: used + [start]) else { continue }
            var legs = [KeeperPlan.Leg(pool: start, sold: 0, bought: first)]
            for pool in back {
                let sold = legs[legs.count - 1].bought
                let assets = pools[pool].assets
                legs.append(
                    .init(pool: pool, sold: sold, bought: assets[assets[0] == sold ? 1 : 0])
                )
            }
            return legs
        }
        return nil
    }

    // MARK: Doing

    /// Pushes the pools of a plan and rebalances through them, in one block.
    func carryOut(_ plan: KeeperPlan?, then more: [Vault.Trade] = []) -> WhatIfResult {
        let trades = (plan.map(prepare) ?? []) + more
        return machine.call(Self.vault, from: Self.keeper, data: Vault.rebalanceCalldata(trades))
    }

    /// Pushes the pools of a plan; gives its trades.
    private func prepare(_ plan: KeeperPlan) -> [Vault.Trade] {
        var trades: [Vault.Trade] = []
        let amount = UInt256(truncating: plan.value / worth(plan.sold)) ?? .zero
        var (sold, input) = (plan.sold, amount)
        for (place, index) in plan.way.enumerated() {
            let pool = pools[index]
            let other = pool.assets[pool.assets[0] == sold ? 1 : 0]
            if place + 1 == plan.way.count {
                let out = plan.value * (1 - plan.rate) / worth(other)
                push(pool, selling: sold, input, bringing: out)
            }
            trades.append(trade(pool, sold, place == 0 ? amount : .zero))
            input = output(pool, selling: sold, input) ?? .zero
            sold = other
        }
        var washed = UInt256(truncating: plan.washed) ?? .zero
        for leg in plan.round where !washed.isZero {
            let pool = pools[leg.pool]
            let value = washed.asDouble * worth(leg.sold) * (1 - plan.roundRate)
            push(pool, selling: leg.sold, washed, bringing: value / worth(leg.bought))
            trades.append(trade(pool, leg.sold, washed))
            washed = output(pool, selling: leg.sold, washed) ?? .zero
        }
        return trades
    }

    func trade(_ pool: Pool, _ sold: Int, _ amount: UInt256) -> Vault.Trade {
        Vault.Trade(
            pair: pool.pair,
            tokenIn: tokens[sold],
            amountIn: TokenAmount(amount),
            amountOutMin: .zero
        )
    }
}
