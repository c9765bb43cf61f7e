/// A point that the state can return to; it must be ended once, by `rollBack` or `commit`.
public struct Checkpoint: ~Copyable {
    let journalCount: Int
    let touchCount: Int
    let transactionStart: Int
    let touchStart: Int
}
