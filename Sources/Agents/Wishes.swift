import Contracts
import Primitives
import WideMath

/// What a keeper would sell and buy in a slice, before it is known what the sales bring.
struct Wishes {
    /// One sale.
    struct Sale {
        /// What is sold.
        let holding: VaultInfo.Holding
        /// The most of it.
        let amount: UInt256
        /// Quote units for one unit of it, for estimates.
        let price: Double
    }

    /// What is to be sold.
    var sales: [Sale] = []
    /// What is to be bought.
    var purchases: [Need] = []
    /// The most that may be sold, quote tokens for purchases included, in quote units.
    var turnoverMax = UInt256.max
    /// Whether the first sales are to be made first; otherwise all give way alike.
    var isOrdered = false

    /// Trades that sell no more than purchases and the quote token's own goal take, and buy no more
    /// than there is then.
    ///
    /// Where purchases depend on what sales bring, the last of them takes whatever is left: a vault
    /// whose goal is to hold no quote tokens may not be left with any.
    func trades(
        idle: UInt256,
        goal: UInt256,
        _ quote: TokenInfo,
        _ routing: TradeRouting
    ) -> [Vault.Trade] {
        var needs = purchases
        if goal > idle { needs.append(Need(quote: goal.wrappingSubtract(idle))) }
        var surplus = idle > goal ? idle.wrappingSubtract(goal) : .zero
        var room = needs.reduce(UInt256.zero) { $0.wrappingAdd($1.wanted) }
        let part = admitted(surplus: surplus, room: room.wrappingSubtract(min(room, surplus)))
        if part < 1 {
            needs = needs.map { $0.scaled(by: part) }
            (surplus, room) = (surplus.part(part), room.part(part))
        }
        var routing = routing
        let sold = sold(for: quote, room: room.wrappingSubtract(min(room, surplus)), &routing)
        // A thousandth less than planned may come: purchases must not fail for that.
        let proceeds = sold.amountOut.multiplied(by: 999, dividedBy: 1_000, rounding: .down)
        let spendable = surplus.wrappingAdd(proceeds ?? .zero)
        var bought: [[Vault.Trade]] = []
        // The one that takes what is left is the one that is furthest from what it wants.
        var last: (index: Int, slack: UInt256)?
        for (need, amount) in zip(needs, Need.shares(of: spendable, needs)) {
            guard let holding = need.holding else { continue }
            let order = routing.order(
                selling: quote,
                for: holding.token,
                most: amount,
                mostOut: need.most,
                price: 1 / need.price
            )
            if order.trades.isEmpty { continue }
            let slack = need.wanted.wrappingSubtract(amount)
            if last.map({ slack > $0.slack }) ?? true { last = (bought.count, slack) }
            bought.append(order.trades)
        }
        if !sold.trades.isEmpty, goal <= idle, part == 1, let last {
            bought.append(Self.takingTheRest(bought.remove(at: last.index)))
        }
        return sold.trades + bought.joined()
    }

    /// The sales; where they would bring more than there is room for, scaled down together, or the
    /// first ones only where they are ordered.
    private func sold(
        for quote: TokenInfo,
        room: UInt256,
        _ routing: inout TradeRouting
    ) -> TradeRouting.Order {
        func order(_ part: Double, _ routing: inout TradeRouting) -> TradeRouting.Order {
            var all = TradeRouting.Order()
            for sale in sales {
                let amount = UInt256(truncating: sale.amount.asDouble * part) ?? .zero
                let order = routing.order(
                    selling: sale.holding.token,
                    for: quote,
                    most: part == 1 ? sale.amount : amount,
                    price: sale.price
                )
                all.trades += order.trades
                all.amountOut = all.amountOut.wrappingAdd(order.amountOut)
            }
            return all
        }
        var trial = routing
        let whole = order(1, &trial)
        if whole.amountOut <= room {
            routing = trial
            return whole
        }
        // A fiftieth less: what comes beyond the plan must find room too.
        if isOrdered { return soldInOrder(for: quote, room: room.part(0.98), &routing) }
        return order(0.98 * room.asDouble / whole.amountOut.asDouble, &routing)
    }

    /// The same trades, the last leg of which sells all that is left of the quote token.
    private static func takingTheRest(_ trades: [Vault.Trade]) -> [Vault.Trade] {
        guard let start = trades.lastIndex(where: { !$0.amountIn.isZero }) else { return trades }
        var trades = trades
        trades[start] = Vault.Trade(
            pair: trades[start].pair,
            tokenIn: trades[start].tokenIn,
            amountIn: Vault.Trade.spare,
            amountOutMin: trades[start].amountOutMin
        )
        return trades
    }
}
