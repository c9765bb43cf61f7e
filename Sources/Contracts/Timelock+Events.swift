import Execution
import Primitives
import WideMath

extension Timelock {
    /// A call was announced.
    public struct CallScheduled: Event {
        /// The operation's identifier.
        public let id: UInt256
        /// What is to be called.
        public let operation: Operation
        /// Its delay, in seconds.
        public let delay: UInt256
        /// `CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)`.
        public static let topic = eventTopic(
            "CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)"
        )
        /// Two topics, the second the number of the call in a batch: zero; and the rest.
        public func write(to log: borrowing LogWriter) {
            log.topic(id)
            log.topic(UInt256.zero)
            log.data(operation.target)
            log.data(operation.value)
            log.data(UInt256(160))
            log.data(operation.predecessor)
            log.data(delay)
            for word in Timelock.tail(of: operation.data) { log.data(word) }
        }
    }

    /// A call was made.
    public struct CallExecuted: Event {
        /// The operation's identifier.
        public let id: UInt256
        /// What was called.
        public let operation: Operation
        /// `CallExecuted(bytes32,uint256,address,uint256,bytes)`.
        public static let topic = eventTopic(
            "CallExecuted(bytes32,uint256,address,uint256,bytes)"
        )
        /// Two topics, the second the number of the call in a batch: zero; and the rest.
        public func write(to log: borrowing LogWriter) {
            log.topic(id)
            log.topic(UInt256.zero)
            log.data(operation.target)
            log.data(operation.value)
            log.data(UInt256(96))
            for word in Timelock.tail(of: operation.data) { log.data(word) }
        }
    }

    /// An announced operation has a salt.
    public struct CallSalt: Event {
        /// The operation's identifier.
        public let id: UInt256
        /// Its salt.
        public let salt: UInt256
        /// `CallSalt(bytes32,bytes32)`.
        public static let topic = eventTopic("CallSalt(bytes32,bytes32)")
        /// One topic and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(id)
            log.data(salt)
        }
    }

    /// An announcement was taken back.
    public struct Cancelled: Event {
        /// The operation's identifier.
        public let id: UInt256
        /// `Cancelled(bytes32)`.
        public static let topic = eventTopic("Cancelled(bytes32)")
        /// One topic.
        public func write(to log: borrowing LogWriter) { log.topic(id) }
    }

    /// The least delay has changed; in seconds.
    public struct MinDelayChange: Event {
        /// What it was.
        public let oldDuration: UInt256
        /// What it is.
        public let newDuration: UInt256
        /// `MinDelayChange(uint256,uint256)`.
        public static let topic = eventTopic("MinDelayChange(uint256,uint256)")
        /// Two words.
        public func write(to log: borrowing LogWriter) {
            log.data(oldDuration)
            log.data(newDuration)
        }
    }
}
