import Execution
import Primitives
import WideMath

extension Pair {
    /// The reserves were taken anew.
    public struct Sync: Event {
        /// The reserve of token0.
        public let reserve0: UInt256
        /// The reserve of token1.
        public let reserve1: UInt256
        /// `Sync(uint112,uint112)`.
        public static let topic = eventTopic("Sync(uint112,uint112)")
        /// Two words.
        @inline(__always)
        public func write(to log: borrowing LogWriter) {
            log.data(reserve0)
            log.data(reserve1)
        }
    }

    /// Tokens were exchanged.
    public struct Swap: Event {
        /// Who called the pair.
        public let sender: Address
        /// Token0 that came in.
        public let amount0In: UInt256
        /// Token1 that came in.
        public let amount1In: UInt256
        /// Token0 that went out.
        public let amount0Out: UInt256
        /// Token1 that went out.
        public let amount1Out: UInt256
        /// Who received it.
        public let to: Address
        /// `Swap(address,uint256,uint256,uint256,uint256,address)`.
        public static let topic = eventTopic(
            "Swap(address,uint256,uint256,uint256,uint256,address)"
        )
        /// Two topics and four words.
        @inline(__always)
        public func write(to log: borrowing LogWriter) {
            log.topic(sender)
            log.topic(to)
            log.data(amount0In)
            log.data(amount1In)
            log.data(amount0Out)
            log.data(amount1Out)
        }
    }

    /// Liquidity was added.
    public struct Mint: Event {
        /// Who called the pair.
        public let sender: Address
        /// Token0 that was added.
        public let amount0: UInt256
        /// Token1 that was added.
        public let amount1: UInt256
        /// `Mint(address,uint256,uint256)`.
        public static let topic = eventTopic("Mint(address,uint256,uint256)")
        /// One topic and two words.
        @inline(__always)
        public func write(to log: borrowing LogWriter) {
            log.topic(sender)
            log.data(amount0)
            log.data(amount1)
        }
    }

    /// Liquidity was taken out.
    public struct Burn: Event {
        /// Who called the pair.
        public let sender: Address
        /// Token0 that went out.
        public let amount0: UInt256
        /// Token1 that went out.
        public let amount1: UInt256
        /// Who received it.
        public let to: Address
        /// `Burn(address,uint256,uint256,address)`.
        public static let topic = eventTopic("Burn(address,uint256,uint256,address)")
        /// Two topics and two words.
        @inline(__always)
        public func write(to log: borrowing LogWriter) {
            log.topic(sender)
            log.topic(to)
            log.data(amount0)
            log.data(amount1)
        }
    }
}
