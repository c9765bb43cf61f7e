import Primitives
import WideMath

/// What the vault charges and pays.
public struct FeeSettings: Sendable, Hashable {
    /// The part of NAV a year for management, streamed by time.
    public var management = BasisPoints(0)
    /// The part of gains above the high-water mark.
    public var performance = BasisPoints(0)
    /// How long a gain that comes in by itself takes to count, in seconds.
    public var unlocking: UInt64 = 0

    /// No fees.
    public init() {}
}

/// What a keeper gets for a rebalance or a slice of one, in quote tokens.
public struct RewardSettings: Sendable, Hashable {
    /// A fixed amount.
    public var tip = TokenAmount.zero
    /// The most that the tip and the refund of gas are together.
    public var cap = TokenAmount.zero
    /// What is refunded for a unit of gas on top of the base fee.
    public var priorityFee = Wei.zero

    /// No reward.
    public init() {}
}
