import Chain
import Primitives
import WideMath

/// A cycle that an arbitrageur is about to trade, as it went on a fork of the coming block.
public struct CyclePlan: Sendable {
    /// The swaps.
    public let trade: CycleTrade
    /// The gas that the whole transaction used.
    public let gas: Gas
    /// What it pays the coinbase beside its tip.
    public let payment: Wei
    /// What is left in the end: after gas and payment, in the token's smallest units.
    public let net: Double
    /// The seen transactions that it follows, in order.
    public let movers: [PendingTransaction]
    let order: Outbox.Order
}
