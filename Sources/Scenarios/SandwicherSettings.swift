import Primitives
import WideMath

/// One that trades before and after others' pending trades.
public struct SandwicherSettings: Sendable, Hashable {
    /// The pool's name.
    public var pool: String
    /// The least profit after gas that it acts for, in the pool's quote token.
    public var minProfit: TokenAmount
    /// How it bids for its place.
    public var bidding: Bidding

    /// Makes settings.
    public init(
        pool: String,
        minProfit: TokenAmount = .zero,
        bidding: Bidding = .tips
    ) {
        self.pool = pool
        self.minProfit = minProfit
        self.bidding = bidding
    }
}
