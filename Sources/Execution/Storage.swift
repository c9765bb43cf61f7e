import Ledger
import Primitives
import WideMath

/// Where a value of a contract's storage is: a numbered slot or an entry of a mapping.
public struct Location<Value: Word>: Sendable {
    /// The place in the account's storage.
    public let key: StorageKey
    /// Names a place.
    @inline(__always)
    public init(_ key: StorageKey) { self.key = key }
}

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

/// A place in storage that compound assignment works on.
///
/// `try frame[slot] -= x` through a plain subscript would store, and charge for it, also when the
/// subtraction throws; through this it stores only when it succeeds.
public struct StorageReference<Value: Word> {
    let machine: MachinePointer
    let cell: CellIndex
    let isStatic: Bool
}

extension StorageReference where Value: Quantity {
    /// Adds to the value in storage; reverts with panic 0x11 on overflow, storing nothing.
    @inline(__always)
    public static func += (place: Self, amount: Value) throws(Fault) {
        let sum = try Value(word: place.machine.pointee.load(place.cell)) + amount
        place.machine.pointee.store(place.cell, sum.word, isStatic: place.isStatic)
    }

    /// Subtracts from the value in storage; reverts with panic 0x11 below zero, storing nothing.
    @inline(__always)
    public static func -= (place: Self, amount: Value) throws(Fault) {
        let difference = try Value(word: place.machine.pointee.load(place.cell)) - amount
        place.machine.pointee.store(place.cell, difference.word, isStatic: place.isStatic)
    }
}

extension StorageReference where Value == UInt256 {
    /// Adds to the value in storage; reverts with panic 0x11 on overflow, storing nothing.
    @inline(__always)
    public static func += (place: Self, amount: UInt256) throws(Fault) {
        let sum = try place.machine.pointee.load(place.cell) + amount
        place.machine.pointee.store(place.cell, sum, isStatic: place.isStatic)
    }
}
