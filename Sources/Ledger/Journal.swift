import Primitives
import WideMath

/// One change that a roll-back undoes.
struct JournalEntry: BitwiseCopyable {
    /// What changed.
    enum Action: UInt8 {
        /// Action: a cell took a new value. Revert: it takes the previous one.
        case stored
        /// Action: a cell was stored to for the first time in its transaction. Revert: it
        /// takes the previous one and counts as not stored to.
        case firstStored
        /// Action: a balance changed. Revert: it takes the previous one.
        case balance
        /// Action: a nonce changed. Revert: it takes the previous one.
        case nonce
        /// Action: an account got code. Revert: it takes the previous code number.
        case code
    }

    let action: Action
    let index: Int
    let previous: UInt256
}

/// A warming that a roll-back undoes: the cell or account becomes cold.
///
/// Warmings lie apart from the journal because they are most of it and need no previous value: the
/// stamp before was another transaction's, which is never the current one again.
struct Warming: BitwiseCopyable {
    /// A cell's index, or the complement of an account's, which is negative.
    let code: Int
}

/// A point that the state can return to; it must be ended once, by `rollBack` or `commit`.
public struct Checkpoint: ~Copyable {
    let journalCount: Int
    let warmingCount: Int
    @inline(__always)
    init(journalCount: Int, warmingCount: Int) {
        self.journalCount = journalCount
        self.warmingCount = warmingCount
    }
}
