import Ledger
import Primitives
import WideMath

/// A mapping of a contract's storage.
public struct Mapping<Key: Word, Value: Word>: Sendable {
    /// The slot number of the mapping.
    public let index: UInt32
    /// Names a mapping.
    public init(_ index: UInt32) { self.index = index }
    /// The place of an entry.
    @inline(__always)
    public subscript(key: Key) -> Location<Value> {
        Location(StorageKey(slot: index, key: key.word))
    }
}
