import Primitives

/// One token that went for another, on whatever way.
public struct LotTrade: Hashable, Sendable {
    /// What was sold.
    public let tokenIn: Address
    /// How much of it.
    public let amountIn: TokenAmount
    /// What was bought.
    public let tokenOut: Address
    /// How much of it.
    public let amountOut: TokenAmount
    /// What changed hands, in quote units: proceeds of the one and cost of the other.
    public let value: TokenAmount
    /// The number of the rebalance that it was part of, or `TaxLots.withdrawals`.
    public let rebalance: UInt64

    /// Makes a trade.
    public init(
        tokenIn: Address,
        amountIn: TokenAmount,
        tokenOut: Address,
        amountOut: TokenAmount,
        value: TokenAmount,
        in rebalance: UInt64
    ) {
        self.tokenIn = tokenIn
        self.amountIn = amountIn
        self.tokenOut = tokenOut
        self.amountOut = amountOut
        self.value = value
        self.rebalance = rebalance
    }
}
