/// A warming that a roll-back undoes: the cell or account becomes cold.
///
/// Warmings lie apart from the journal because they are most of it and need no previous value: the
/// stamp before was another transaction's, which is never the current one again.
struct Warming: BitwiseCopyable {
    /// A cell's index, or the complement of an account's, which is negative.
    let code: Int
}
