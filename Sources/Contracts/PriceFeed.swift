import Execution
import Primitives
import WideMath

/// A price oracle with the interface of a Chainlink aggregator, fed by one reporter.
///
/// Answers are quote tokens for one asset, with 8 decimals.
public enum PriceFeed: Contract {
    /// The name its code declares.
    public static let name = "PriceFeed"
    /// Round, answer, time and reporter.
    public static let slotCount: UInt32 = 4
    /// The decimals of an answer.
    public static let answerDecimals = 8
    /// One in an answer, 10⁸.
    public static let answerUnit = UInt256(100_000_000)

    /// The contract's layout.
    public enum Storage {
        /// How many answers there have been.
        public static let roundID = Slot<UInt64>(0)
        /// The last answer.
        public static let answer = Slot<UInt256>(1)
        /// When it was given, in seconds since 1970-01-01 UTC.
        public static let updatedAt = Slot<UInt64>(2)
        /// Who may give answers.
        public static let reporter = Slot<Address>(3)
    }

    /// `latestRoundData()`.
    public static let latestRoundData = Selector(0xfeaf_968c, "latestRoundData()")
    /// `submit(uint256)`.
    public static let submit = Selector(0xea99_c2a6, "submit(uint256)")

    /// An answer was given.
    public struct AnswerUpdated: Event {
        /// The answer.
        public let current: UInt256
        /// Its number.
        public let roundID: UInt64
        /// When.
        public let updatedAt: UInt64
        /// `AnswerUpdated(int256,uint256,uint256)`.
        public static let topic = eventTopic("AnswerUpdated(int256,uint256,uint256)")
        /// Two topics and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(current)
            log.topic(roundID)
            log.data(updatedAt)
        }
    }

    /// Dispatches by selector.
    public static func execute(_ frame: borrowing Frame) throws(Fault) -> Output {
        switch frame.selector {
        case latestRoundData.value:
            let round = UInt256(frame[Storage.roundID])
            let updatedAt = UInt256(frame[Storage.updatedAt])
            return frame.output(words: [
                round, frame[Storage.answer], updatedAt, updatedAt, round,
            ])
        case submit.value:
            try submit(try frame.arguments(1)[0], frame)
            return frame.output()
        case ERC20.decimals.value:
            return frame.output(UInt256(UInt64(answerDecimals)))
        default:
            throw .revert(.empty)
        }
    }

    private static func submit(
        _ answer: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        guard frame.caller == frame[Storage.reporter] else {
            throw .revert(.error(signature: "NotReporter(address)", arguments: [frame.caller.word]))
        }
        guard !answer.isZero, answer.high == 0 else {
            throw .revert(.error(signature: "BadAnswer(uint256)", arguments: [answer]))
        }
        let round = frame[Storage.roundID] + 1
        frame[Storage.roundID] = round
        frame[Storage.answer] = answer
        frame[Storage.updatedAt] = frame.timestamp
        frame.emit(AnswerUpdated(current: answer, roundID: round, updatedAt: frame.timestamp))
    }
}

extension PriceFeed {
    /// The last answer and its time, read without a charge.
    public static func latest(
        of feed: Address,
        on machine: Machine
    ) -> (answer: UInt256, updatedAt: UInt64) {
        (machine.read(Storage.answer, of: feed), machine.read(Storage.updatedAt, of: feed))
    }
}
