/// What events do to one agent at the moment.
///
/// The engine sets it before each block; the outbox sees to what concerns sending, and the agent
/// itself reads what concerns its role.
public struct Strain: Hashable, Sendable {
    /// Whether it neither looks nor sends.
    public var isOffline = false
    /// How many blocks late what it sends arrives.
    public var delayInBlocks: UInt64 = 0
    /// Whether it skips a nonce.
    public var skipsNonce = false
    /// Whether it offers half the base fee at most.
    public var isUnderPriced = false
    /// Whether what it sends by a private relay, bundles too, is lost.
    public var isRelayDown = false
    /// What an oracle's reporter multiplies the price by.
    public var answerFactor = 1.0
    /// How many times as often traders trade.
    public var tradeRate = 1.0
    /// The share of traders' trades that sells the base token; nothing for their own.
    public var sellShare: Double?
    /// What everybody else's demand for block space multiplies the base fee by.
    public var gasDemand = 1.0
    /// The share of its liquidity that a provider leaves in.
    public var depth = 1.0

    /// No strain.
    public init() {}
}
