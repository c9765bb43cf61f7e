import Execution
import Primitives
import WideMath

/// What a vault asks a strategy: which weights to hold, and whether to act now.
///
/// Weights are parts of their sum, one an asset, in the vault's order, in which number 0 is the
/// quote token. Basis points that sum to 10,000 are weights; so are whole numbers like 60 and 40.
/// A strategy says *what* and never trades: how is an execution module's, who is the vault's.
public enum Strategy {
    /// The selectors of a strategy.
    public enum Function {
        /// `targets() view returns (uint256[])`: the weights to hold.
        public static let targets = Selector(0x26d6_0fb4, "targets()")
        /// `assess(uint256[] values, uint256 lastRebalance) view returns (bool due, uint256
        /// deviation, uint256 trigger, uint256[] goals)`: see `Assessment`.
        public static let assess = Selector(0x62b0_0470, "assess(uint256[],uint256)")
        /// `signal()`: tells an event trigger that the event has come.
        public static let signal = Selector(0x640d_090b, "signal()")

        /// All of them.
        public static let all = [targets, assess, signal]
    }

    /// The layout that the strategies here begin with.
    public enum Storage {
        /// When to act.
        public static let trigger = Slot<Trigger>(0)
        /// Who may signal an event; nobody if it is the zero address.
        public static let signaller = Slot<Address>(1)
        /// When the last signal was given, in seconds since 1970-01-01 UTC.
        public static let signalledAt = Slot<UInt64>(2)
        /// The weights that a strategy starts from.
        public static let weights = DynamicArray<UInt256>(3)
    }

    /// An event of the world outside has come.
    public struct Signalled: Event {
        /// Who says so.
        public let by: Address
        /// `Signalled(address)`.
        public static let topic = eventTopic("Signalled(address)")
        /// One topic.
        public func write(to log: borrowing LogWriter) { log.topic(by) }
    }

    /// Why strategies, and those who ask them, refuse: custom errors that carry the numbers.
    enum Refusal {
        /// Weights of another number than the assets, that sum to nothing, or too large.
        static func badWeights(count: Int, sum: UInt256) -> Fault {
            custom("BadWeights(uint256,uint256)", [UInt256(UInt64(count)), sum])
        }

        /// Values of another number than the weights.
        static func badValues(count: Int, expected: Int) -> Fault {
            custom(
                "BadValues(uint256,uint256)",
                [UInt256(UInt64(count)), UInt256(UInt64(expected))]
            )
        }

        /// A signal from somebody who may not give it.
        static func notSignaller(_ caller: Address) -> Fault {
            custom("NotSignaller(address)", [caller.word])
        }

        private static func custom(_ signature: String, _ arguments: [UInt256]) -> Fault {
            .revert(.error(signature: signature, arguments: arguments))
        }
    }
}
