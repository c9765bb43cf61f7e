import Ledger
import Primitives
import WideMath

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
