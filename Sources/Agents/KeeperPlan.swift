import Contracts
import Execution
import Primitives
import WideMath

/// What a keeper works out before a rebalance or its next slice.
struct KeeperPlan {
    /// Whether the strategy calls for a rebalance, or the next slice of one may be traded.
    let isDue: Bool
    /// Sales first, then purchases.
    let trades: [Vault.Trade]

    private init(isDue: Bool, trades: [Vault.Trade] = []) {
        self.isDue = isDue
        self.trades = trades
    }

    /// Nothing to do.
    private static let nothing = KeeperPlan(isDue: false)

    /// Asks the vault's strategy and execution module, and sizes trades toward the goals.
    static func make(vault: VaultInfo, machine: Machine) throws(Fault) -> KeeperPlan {
        let limits = machine.read(Vault.Storage.limits, of: vault.address)
        let now = machine.block.timestamp
        let status = machine.read(Vault.Storage.status, of: vault.address)
            .current(at: now, cooldown: limits.cooldown)
        guard status.phase == .active || status.phase == .rebalancing else { return nothing }
        let isFirst = status.phase == .active
        let books = VaultBooks(vault, machine)
        guard
            let assessment = Strategy.assess(
                machine.read(Vault.Storage.strategy, of: vault.address),
                values: books.values.map(\.raw),
                lastRebalance: status.lastRebalance,
                on: machine
            ), assessment.isDue || !isFirst
        else { return nothing }
        let elapsed = isFirst ? 0 : now - min(status.openedAt, now)
        guard
            let slice = ExecutionModule.slice(
                isFirst ? 0 : status.slice,
                of: machine.read(Vault.Storage.execution, of: vault.address),
                elapsed: elapsed,
                on: machine
            ), slice.count > 0, isFirst || status.slices > 0, elapsed >= slice.opensAt
        else { return nothing }
        let goals = try VaultMath.weights(parts: assessment.goals)
        return KeeperPlan(
            isDue: true,
            trades: try trades(vault, books, goals, part: slice.part, limits, machine)
        )
    }

    private static func trades(
        _ vault: VaultInfo,
        _ books: VaultBooks,
        _ goals: [UInt256],
        part: UInt256,
        _ limits: Vault.Limits,
        _ machine: Machine
    ) throws(Fault) -> [Vault.Trade] {
        var routing = TradeRouting(vault.venues, slippage: limits.slippage, machine: machine)
        var needs: [(holding: Int, worth: TokenAmount)] = []
        var trades: [Vault.Trade] = []
        for (index, holding) in vault.holdings.enumerated() {
            let value = books.values[index + 1]
            let goal = try books.nav.scaled(
                by: goals[index + 1],
                over: VaultMath.wad,
                rounding: .down
            )
            let way = goal < value ? try value - goal : try goal - value
            let worth = try way.scaled(by: part, over: VaultMath.wad, rounding: .down)
            guard goal < value else {
                needs.append((index, worth))
                continue
            }
            let amount = try VaultMath.amount(
                worth: worth,
                answer: books.answers[index + 1],
                assetUnit: holding.token.unit,
                quoteUnit: vault.quote.unit,
                rounding: .down
            )
            let price = price(of: holding, books.answers[index + 1], vault)
            trades += routing.trades(
                selling: holding.token,
                for: vault.quote,
                most: amount.raw,
                price: price
            )
        }
        for need in needs {
            let holding = vault.holdings[need.holding]
            trades += routing.trades(
                selling: vault.quote,
                for: holding.token,
                most: need.worth.raw,
                price: 1 / price(of: holding, books.answers[need.holding + 1], vault)
            )
        }
        return trades
    }

    /// Quote units for one unit of a holding at the oracle, for estimates.
    private static func price(
        of holding: VaultInfo.Holding,
        _ answer: UInt256,
        _ vault: VaultInfo
    ) -> Double {
        answer.asDouble * vault.quote.unit.asDouble
            / (holding.token.unit.asDouble * PriceFeed.answerUnit.asDouble)
    }
}
