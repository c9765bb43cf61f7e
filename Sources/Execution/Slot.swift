import Ledger
import Primitives
import WideMath

/// A numbered slot of a contract's storage, as Solidity lays it out.
public struct Slot<Value: Word>: Sendable {
    /// The slot number.
    public let index: UInt32
    /// Names a slot.
    public init(_ index: UInt32) { self.index = index }
    /// The place.
    @inline(__always)
    public var location: Location<Value> { Location(StorageKey(slot: index)) }
}
