import Primitives
import WideMath

/// One swap through a constant-product pair: what went in and what came out.
public struct SwapTrace: Hashable, Sendable {
    /// A token's part in a swap, as the pair's own event counts it.
    public struct Side: Hashable, Sendable {
        /// The token.
        public let token: Address
        /// What the pair received.
        public let received: TokenAmount
        /// What the pair paid.
        public let paid: TokenAmount

        /// Makes a side.
        public init(token: Address, received: TokenAmount, paid: TokenAmount) {
            self.token = token
            self.received = received
            self.paid = paid
        }
    }

    /// The place in the block of the transaction that it is part of, from 0.
    public let transaction: Int
    /// Who signed that transaction, if known.
    public let sender: Address?
    /// The pair.
    public let pair: Address
    /// The token of which the pair has more now.
    public let tokenIn: Address
    /// How much more.
    public let amountIn: TokenAmount
    /// The token of which the pair has less now.
    public let tokenOut: Address
    /// How much less.
    public let amountOut: TokenAmount

    /// A swap by its two sides, in either order, each counted net: flash swaps and dust pay both.
    ///
    /// Nothing if the pair did not give one token for the other.
    public init?(
        transaction: Int,
        sender: Address?,
        pair: Address,
        _ one: Side,
        _ other: Side
    ) {
        let (input, output) = one.received > one.paid ? (one, other) : (other, one)
        guard input.received > input.paid, output.paid > output.received else { return nil }
        self.transaction = transaction
        self.sender = sender
        self.pair = pair
        tokenIn = input.token
        amountIn = TokenAmount(input.received.raw.wrappingSubtract(input.paid.raw))
        tokenOut = output.token
        amountOut = TokenAmount(output.paid.raw.wrappingSubtract(output.received.raw))
    }

    /// Whether it is a swap of the same pair in the same direction.
    func follows(_ other: SwapTrace) -> Bool {
        pair == other.pair && tokenIn == other.tokenIn && tokenOut == other.tokenOut
    }

    /// Whether it is a swap of the same pair in the opposite direction.
    func opposes(_ other: SwapTrace) -> Bool {
        pair == other.pair && tokenIn == other.tokenOut && tokenOut == other.tokenIn
    }
}
