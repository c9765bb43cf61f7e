import Ledger
import Primitives
import WideMath

/// A mapping of mappings of a contract's storage, such as allowances.
public struct DoubleMapping<First: Word, Second: Word, Value: Word>: Sendable {
    /// The slot number of the outer mapping.
    public let index: UInt32
    /// Names a mapping of mappings.
    public init(_ index: UInt32) { self.index = index }
    /// The place of an entry.
    @inline(__always)
    public subscript(first: First, second: Second) -> Location<Value> {
        Location(StorageKey(slot: index, key: first.word, secondKey: second.word))
    }
}
