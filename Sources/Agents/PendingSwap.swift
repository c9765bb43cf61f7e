import Primitives
import WideMath

/// A swap through a pool that somebody has sent and no block holds yet.
public struct PendingSwap: Hashable, Sendable {
    /// The token that is paid, which tells the direction.
    public let tokenIn: Address
    /// How much is paid.
    public let amountIn: UInt256
    /// The least output that is accepted.
    public let amountOutMin: UInt256

    /// Makes a pending swap.
    public init(tokenIn: Address, amountIn: UInt256, amountOutMin: UInt256) {
        self.tokenIn = tokenIn
        self.amountIn = amountIn
        self.amountOutMin = amountOutMin
    }
}
