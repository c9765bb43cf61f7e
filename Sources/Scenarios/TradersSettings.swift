import Primitives
import WideMath

/// Many people who trade for reasons of their own, buying and selling alike.
public struct TradersSettings: Sendable, Hashable {
    /// The pool's name.
    public var pool: String
    /// The mean number of trades a block: 0 to 50.
    public var ratePerBlock: Double
    /// How large a trade is, in the pool's quote token.
    public var size: SizeDistribution
    /// How much worse than quoted a trade may end before it reverts.
    public var slippage: BasisPoints
    /// How many wallets the trades come from.
    public var wallets: Int

    /// Makes settings; what is left out has the format's default.
    public init(
        pool: String,
        ratePerBlock: Double,
        size: SizeDistribution,
        slippage: BasisPoints = BasisPoints(50),
        wallets: Int = 8
    ) {
        self.pool = pool
        self.ratePerBlock = ratePerBlock
        self.size = size
        self.slippage = slippage
        self.wallets = wallets
    }
}
