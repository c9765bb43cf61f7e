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

    /// Asks the vault's strategy and execution module, and sizes trades toward the goals; with
    /// lots, sales that realise less gain come first.
    static func make(
        vault: VaultInfo,
        machine: Machine,
        lots: TaxLots? = nil
    ) throws(Fault) -> KeeperPlan {
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
        var wishes = try wishes(vault, books, goals, part: slice.part, machine)
        let left = try turnoverLeft(vault, books, limits, isFirst: isFirst, machine)
        // The slices that are left share what is left.
        wishes.turnoverMax =
            left.multiplied(by: slice.part, dividedBy: VaultMath.wad, rounding: .down) ?? .max
        if let lots { wishes.prefer(lots, vault, answers: books.answers, at: now) }
        let goal = try books.nav.scaled(by: goals[0], over: VaultMath.wad, rounding: .down)
        let routing = TradeRouting(vault.venues, slippage: limits.slippage, machine: machine)
        return KeeperPlan(
            isDue: true,
            trades: wishes.trades(
                idle: books.balances[0].raw,
                goal: goal.raw,
                vault.quote,
                routing
            )
        )
    }

    /// What the limit of turnover still admits in this rebalance, in quote units.
    private static func turnoverLeft(
        _ vault: VaultInfo,
        _ books: VaultBooks,
        _ limits: Vault.Limits,
        isFirst: Bool,
        _ machine: Machine
    ) throws(Fault) -> UInt256 {
        guard limits.turnover.count > 0 else { return .max }
        let most = try VaultMath.share(limits.turnover)
        let spent = machine.read(Vault.Storage.spent, of: vault.address).turnover
        let left = isFirst ? most : most.wrappingSubtract(min(most, spent))
        return try mulDiv(books.nav.raw, left, VaultMath.wad, rounding: .down)
    }

    /// Sales and purchases: each its part of the way and at most the asset's own maximum, none of
    /// an asset that is cooling off.
    private static func wishes(
        _ vault: VaultInfo,
        _ books: VaultBooks,
        _ goals: [UInt256],
        part: UInt256,
        _ machine: Machine
    ) throws(Fault) -> Wishes {
        var wishes = Wishes()
        for (index, holding) in vault.holdings.enumerated() {
            let terms = machine.read(
                Vault.Storage.trading[holding.token.address],
                of: vault.address
            )
            guard terms.isRested(at: machine.block.timestamp) else { continue }
            let value = books.values[index + 1]
            let goal = try books.nav.scaled(
                by: goals[index + 1],
                over: VaultMath.wad,
                rounding: .down
            )
            let way = goal < value ? try value - goal : try goal - value
            let worth = try way.scaled(by: part, over: VaultMath.wad, rounding: .down)
            let most = tradeMax(of: holding, vault, machine)
            let price = price(of: holding, books.answers[index + 1], vault)
            guard goal < value else {
                wishes.purchases.append(Need(holding, worth: worth.raw, most: most, price))
                continue
            }
            let amount = try VaultMath.amount(
                worth: worth,
                answer: books.answers[index + 1],
                assetUnit: holding.token.unit,
                quoteUnit: vault.quote.unit,
                rounding: .down
            )
            wishes.sales.append(
                Wishes.Sale(holding: holding, amount: min(amount.raw, most), price: price)
            )
        }
        return wishes
    }

    /// The most of a holding that one slice may move.
    private static func tradeMax(
        of holding: VaultInfo.Holding,
        _ vault: VaultInfo,
        _ machine: Machine
    ) -> UInt256 {
        let most = machine.read(Vault.Storage.tradeMax[holding.token.address], of: vault.address)
        return most.isZero ? .max : most.raw
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
