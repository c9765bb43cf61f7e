import Primitives
import WideMath

/// One change that a roll-back undoes.
struct JournalEntry: BitwiseCopyable {
    /// What changed.
    enum Action: UInt8 {
        /// Action: a cell took a new value. Revert: it takes the previous one.
        case stored
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
