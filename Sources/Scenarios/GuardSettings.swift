import Primitives
import WideMath

/// What the vault refuses, whatever its keeper says; a limit of zero is not checked, except
/// slippage and value loss.
public struct GuardSettings: Sendable, Hashable {
    /// The most that a trade may lose against the oracle price.
    public var slippage: BasisPoints
    /// The oldest oracle answer that is still used, in seconds.
    public var oracleAge: UInt64
    /// The least time between two rebalances, in seconds.
    public var cooldown: UInt64
    /// The most of NAV that one rebalance may lose at oracle prices, the keeper's reward included.
    public var valueLoss = BasisPoints(100)
    /// The most of NAV that trading may lose within `lossDays`.
    public var lossBudget = BasisPoints(0)
    /// The days of the loss budget.
    public var lossDays: UInt64 = 1
    /// The most of a pool's price that a trade may move.
    public var impact = BasisPoints(0)
    /// How far a pool's price may be from the oracles.
    public var poolDeviation = BasisPoints(0)
    /// The least time that a pool's average price is taken over, in seconds.
    public var averageWindow: UInt64 = 1_800
    /// How far an oracle may be from the average price of the asset's venue.
    public var averageDeviation = BasisPoints(0)
    /// The least depth of a pool, the quote amount that moves its price by 1 %.
    public var depth = TokenAmount.zero
    /// The most of NAV that one rebalance may sell.
    public var turnover = BasisPoints(0)
    /// The most of NAV that may be sold within 24 hours.
    public var dailyTurnover = BasisPoints(0)
    /// The base fee above which nothing is traded.
    public var baseFee = Wei.zero
    /// The fall of the share price within a day that trips the circuit breaker.
    public var priceDrop = BasisPoints(0)

    /// Makes guards; what is left out has the format's default.
    public init(
        slippage: BasisPoints = BasisPoints(100),
        oracleAge: UInt64 = 3_600,
        cooldown: UInt64 = 600
    ) {
        self.slippage = slippage
        self.oracleAge = oracleAge
        self.cooldown = cooldown
    }
}
