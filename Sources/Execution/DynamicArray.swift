import Ledger
import Primitives
import WideMath

/// A dynamic array of a contract's storage, of elements that take a slot each.
///
/// Its length is in its own slot.
public struct DynamicArray<Value: Word>: Sendable {
    /// The slot number of the array.
    public let index: UInt32
    /// Names an array.
    public init(_ index: UInt32) { self.index = index }
    /// The place of the length.
    public var count: Slot<UInt64> { Slot(index) }
    /// The place of an element.
    @inline(__always)
    public subscript(position: UInt64) -> Location<Value> {
        Location(StorageKey(slot: index, element: position))
    }
}
