import Primitives
import WideMath

/// One that adds liquidity for a single swap, in a bundle around it.
public struct JITProviderSettings: Sendable, Hashable {
    /// The pool's name.
    public var pool: String
    /// The least profit after gas and tips that it acts for, in the pool's quote token.
    public var minProfit: TokenAmount
    /// The share of the profit that it pays the builder.
    public var bid: BasisPoints

    /// Makes settings.
    public init(
        pool: String,
        minProfit: TokenAmount = .zero,
        bid: BasisPoints = BasisPoints(9_000)
    ) {
        self.pool = pool
        self.minProfit = minProfit
        self.bid = bid
    }
}
