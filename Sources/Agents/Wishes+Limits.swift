import Contracts
import Primitives
import WideMath

extension Wishes {
    /// Puts sales first that realise less gain, or more loss, for each unit of their proceeds at
    /// the oracles: they are carried out in that order, as far as there is room.
    ///
    /// They stay as they are where the lots do not hold what is to be sold. `answers` are the quote
    /// token's, then the holdings', as in `VaultBooks`.
    mutating func prefer(
        _ lots: TaxLots,
        _ vault: VaultInfo,
        answers: [UInt256],
        at time: UInt64
    ) {
        var candidates: [SaleCandidate] = []
        for sale in sales where !sale.amount.isZero {
            guard let index = vault.holdings.firstIndex(of: sale.holding),
                let numerator = try? answers[index + 1] * vault.quote.unit,
                let denominator = try? sale.holding.token.unit * PriceFeed.answerUnit,
                let price = RawPrice(numerator: numerator, denominator: denominator)
            else { return }
            let (asset, amount) = (sale.holding.token.address, TokenAmount(sale.amount))
            candidates.append(SaleCandidate(asset: asset, amount: amount, price: price))
        }
        guard let order = try? lots.ordered(candidates, at: time, by: .highestCostFirst) else {
            return
        }
        sales = order.compactMap { next in
            sales.first { $0.holding.token.address == next.candidate.asset }
        }
        isOrdered = true
    }

    /// The part of everything that the limit of turnover admits, which counts what is sold and the
    /// quote tokens that purchases take; a thousandth less, as prices are estimates.
    func admitted(surplus: UInt256, room: UInt256) -> Double {
        let offered = sales.reduce(0) { $0 + $1.amount.asDouble * $1.price }
        let sold = min(offered, room.asDouble)
        let wanted = purchases.reduce(0) { $0 + $1.wanted.asDouble }
        let turnover = sold + min(wanted, surplus.asDouble + sold)
        let most = turnoverMax.asDouble
        return turnover <= most ? 1 : 0.999 * most / turnover
    }

    /// The sales in order, each as far as there is room beside those before it.
    func soldInOrder(
        for quote: TokenInfo,
        room: UInt256,
        _ routing: inout TradeRouting
    ) -> TradeRouting.Order {
        var all = TradeRouting.Order()
        for sale in sales where all.amountOut < room {
            let order = routing.order(
                selling: sale.holding.token,
                for: quote,
                most: sale.amount,
                mostOut: room.wrappingSubtract(all.amountOut),
                price: sale.price
            )
            all.trades += order.trades
            all.amountOut = all.amountOut.wrappingAdd(order.amountOut)
        }
        return all
    }
}

extension Need {
    /// A part of it.
    func scaled(by part: Double) -> Need {
        let worth = wanted.part(part)
        guard let holding else { return Need(quote: worth) }
        return Need(holding, worth: worth, most: most, price)
    }
}

extension UInt256 {
    /// A part of it, for estimates.
    func part(_ part: Double) -> UInt256 {
        part == 1 ? self : UInt256(truncating: asDouble * part) ?? .zero
    }
}
