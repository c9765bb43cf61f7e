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
