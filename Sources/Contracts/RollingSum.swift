import Execution
import Primitives
import WideMath

/// What was added within the last seconds, exactly: a queue of amounts with their times.
///
/// Two slots of a contract: ends and total in the first, entries in the second. Adding one takes
/// up to four old ones away, so the queue stays short; while some that are due are left, the sum
/// is too high rather than too low.
public struct RollingSum: Sendable {
    private let summary: Slot<Summary>
    private let entries: Mapping<UInt64, Entry>

    /// Names the two slots from a number on.
    public init(_ slot: UInt32) {
        summary = Slot(slot)
        entries = Mapping(slot + 1)
    }

    /// Ends of the queue (64 bits each) and the sum of what is in it (128 bits).
    struct Summary: Word {
        var first: UInt64
        var end: UInt64
        var total: UInt128

        init(word: UInt256) {
            first = word.limb2
            end = word.limb3
            total = word.low
        }

        var word: UInt256 { UInt256(low: total, high: UInt128(end) << 64 | UInt128(first)) }
    }

    /// An amount (128 bits) and when it was added.
    struct Entry: Word {
        var amount: UInt128
        var time: UInt64

        init(amount: UInt128, time: UInt64) {
            self.amount = amount
            self.time = time
        }

        init(word: UInt256) {
            amount = word.low
            time = word.limb2
        }

        var word: UInt256 { UInt256(low: amount, high: UInt128(time)) }
    }

    /// The sum of what was added within `window` seconds before now, and now.
    func total(window: UInt64, _ frame: borrowing Frame) throws(Fault) -> UInt256 {
        UInt256(low: try expire(window, most: .max, keeping: true, frame).total)
    }

    /// Adds an amount; one from 2¹²⁸ on, or a sum there, reverts with panic 0x11.
    func add(_ amount: UInt256, window: UInt64, _ frame: borrowing Frame) throws(Fault) {
        var summary = try expire(window, most: 4, keeping: false, frame)
        let sum = try UInt256(low: summary.total) + amount
        guard sum.high == 0 else { throw .revert(.panic(.arithmeticOverflow)) }
        frame[entries[summary.end]] = Entry(amount: amount.low, time: frame.timestamp)
        summary.end += 1
        summary.total = sum.low
        frame[self.summary] = summary
    }

    /// The summary without what is older than the window; `keeping` leaves storage as it is.
    private func expire(
        _ window: UInt64,
        most: Int,
        keeping: Bool,
        _ frame: borrowing Frame
    ) throws(Fault) -> Summary {
        var summary = frame[self.summary]
        var count = 0
        while summary.first < summary.end, count < most {
            try frame.checkGas()
            let entry = frame[entries[summary.first]]
            let end = entry.time.addingReportingOverflow(window)
            if end.overflow || end.partialValue > frame.timestamp { break }
            if !keeping { frame[entries[summary.first]] = Entry(amount: 0, time: 0) }
            summary.first += 1
            summary.total -= entry.amount
            count += 1
        }
        return summary
    }
}
