import Primitives
import WideMath

/// A point that the state can return to; it must be ended once, by `rollBack` or `commit`.
public struct Checkpoint: ~Copyable {
    let journalCount: Int
    @inline(__always)
    init(journalCount: Int) { self.journalCount = journalCount }
}
