import Primitives
import WideMath

/// One that rebalances the vault.
public struct KeeperSettings: Sendable, Hashable {
    /// How it decides that a rebalance is due.
    public var strategy: KeeperStrategy
    /// How many blocks it waits for a rebalance to be included before it sends another.
    public var retryAfterBlocks: UInt64

    /// Makes settings; what is left out has the format's default.
    public init(strategy: KeeperStrategy = .threshold, retryAfterBlocks: UInt64 = 10) {
        self.strategy = strategy
        self.retryAfterBlocks = retryAfterBlocks
    }
}

/// How a keeper decides.
public enum KeeperStrategy: String, Sendable, Hashable, CaseIterable {
    /// When the vault's trigger is met, straight back to the targets.
    case threshold
}

/// One that trades a pool back to the outside price.
public struct ArbitrageurSettings: Sendable, Hashable {
    /// The pool's name.
    public var pool: String
    /// The least profit after gas that it acts for, in the pool's quote token.
    public var minProfit: TokenAmount

    /// Makes settings.
    public init(pool: String, minProfit: TokenAmount = .zero) {
        self.pool = pool
        self.minProfit = minProfit
    }
}

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

/// How large a trade is, in a pool's quote token.
public enum SizeDistribution: Sendable, Hashable {
    /// Always this much.
    case fixed(TokenAmount)
    /// `median · exp(sigma · z)` with z standard normal.
    case lognormal(median: TokenAmount, sigma: Double)
}

/// One that trades before and after others' pending trades.
public struct SandwicherSettings: Sendable, Hashable {
    /// The pool's name.
    public var pool: String
    /// The least profit after gas that it acts for, in the pool's quote token.
    public var minProfit: TokenAmount

    /// Makes settings.
    public init(pool: String, minProfit: TokenAmount = .zero) {
        self.pool = pool
        self.minProfit = minProfit
    }
}

/// One that writes an asset's outside price to its oracle.
public struct OracleReporterSettings: Sendable, Hashable {
    /// The asset's name.
    public var asset: String
    /// The longest time between two reports, in seconds.
    public var heartbeat: UInt64
    /// The move since the last report that calls for another at once.
    public var deviation: BasisPoints

    /// Makes settings; what is left out has the format's default.
    public init(
        asset: String,
        heartbeat: UInt64 = 3_600,
        deviation: BasisPoints = BasisPoints(50)
    ) {
        self.asset = asset
        self.heartbeat = heartbeat
        self.deviation = deviation
    }
}

/// The rest of the chain's users, who fill blocks so that the base fee stays near a figure.
public struct BlockSpaceSettings: Sendable, Hashable {
    /// The figure.
    public var baseFee: BaseFeePath

    /// Makes settings.
    public init(baseFee: BaseFeePath) { self.baseFee = baseFee }
}

/// A base fee through a run, a unit of gas.
public enum BaseFeePath: Sendable, Hashable {
    /// The same throughout.
    case constant(Wei)
    /// Each value in turn for that many seconds, the last to the end of the run; never empty.
    case steps(values: [Wei], every: UInt64)
}
