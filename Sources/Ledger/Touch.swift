import WideMath

/// One cell or account that the current transaction has warmed (EIP-2929).
///
/// The cell names its entry by position. The entry is the cell's own, and of this transaction, if
/// it lies between the transaction's first entry and the last, and names the cell back: so nothing
/// has to be cleared when the next transaction begins, and undoing warmings is to drop entries
/// from the end. A position left over from an earlier transaction either fails that check or
/// finds an entry that the cell has by right.
struct Touch: BitwiseCopyable {
    /// A cell's index, or the complement of an account's, which is negative.
    let code: Int
    /// The value of the cell when it was touched, which is the one the transaction began with:
    /// whatever stores to a cell touches it before, and a roll-back brings both back together.
    let original: UInt256
}
