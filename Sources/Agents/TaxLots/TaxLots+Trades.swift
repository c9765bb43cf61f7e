import Primitives

extension TaxLots {
    /// Books one trade of a rebalance, as a vault's `Traded` event tells it.
    ///
    /// `value` is what changed hands in quote units: the proceeds of what was sold and the cost of
    /// what was bought. For a trade against the quote token that is its own amount; for one between
    /// two other assets, their value at the oracle. The quote token's side is not booked. A trade
    /// that cannot be booked whole is not booked at all.
    ///
    /// - Returns: The gain on what was sold; nothing if that was the quote token.
    @discardableResult
    public mutating func trade(
        tokenIn: Address,
        amountIn: TokenAmount,
        tokenOut: Address,
        amountOut: TokenAmount,
        value: TokenAmount,
        at time: UInt64,
        by method: Method,
        in rebalance: UInt64
    ) throws(TaxLotsError) -> RealisedGain? {
        var next = self
        var sale: RealisedGain?
        if tokenIn != quote {
            sale = try next.sell(
                tokenIn,
                amount: amountIn,
                proceeds: value,
                at: time,
                by: method,
                in: rebalance
            )
        }
        if tokenOut != quote {
            try next.buy(tokenOut, amount: amountOut, cost: value, at: time)
        }
        self = next
        return sale
    }
}
