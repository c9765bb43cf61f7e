import Chain
import Primitives
import WideMath

/// Liquidity that is about to be added and removed around a swap, as it went on a fork.
public struct LiquidityPlan: Sendable {
    /// An amount of each token of the pool.
    public struct Size: Hashable, Sendable {
        /// Of the base token.
        public let base: UInt256
        /// Of the quote token.
        public let quote: UInt256
    }

    /// The seen transactions that must be there, in order; the last is the swap itself.
    public let needed: [PendingTransaction]
    /// What is added.
    public let size: Size
    /// What is gained after gas at the base fee, in whole quote tokens at outside prices.
    public let gain: Double
    /// What is left of it once the builder has his share.
    public let net: Double
    /// The gas of both transactions.
    public let gas: Gas
    let mint: Outbox.Order
    let burn: Outbox.Order
}
