import WideMath

/// A swap that brings a pool back to the outside price, as near as its fee makes worth while.
public struct RepegTrade: Hashable, Sendable {
    /// Which token goes in.
    public enum Direction: Sendable {
        /// Token 0 in, token 1 out.
        case zeroForOne
        /// Token 1 in, token 0 out.
        case oneForZero
    }

    /// Which token goes in.
    public let direction: Direction
    /// What goes into the pool.
    public let amountIn: UInt256
    /// What comes out of it.
    public let amountOut: UInt256
    /// The outside value of the output less the input, in whole raw units of the input token.
    public let profit: UInt256
}
