import Primitives
import WideMath

/// Which storage cell of an account is meant: a numbered slot or an entry of a mapping there.
public struct StorageKey: Hashable, Sendable {
    /// The slot number in Solidity's layout, below 2²⁷; an array or a constant has a flag above.
    public let slot: UInt32
    /// How many mapping keys follow: 0, 1 or 2.
    public let depth: UInt8
    /// The first mapping key.
    public let key: UInt256
    /// The second mapping key.
    public let secondKey: UInt256

    /// A numbered slot.
    @inline(__always)
    public init(slot: UInt32) {
        self.slot = slot
        depth = 0
        key = .zero
        secondKey = .zero
    }

    /// An entry of the mapping at a slot.
    @inline(__always)
    public init(slot: UInt32, key: UInt256) {
        self.slot = slot
        depth = 1
        self.key = key
        secondKey = .zero
    }

    /// An entry of the mapping of mappings at a slot.
    @inline(__always)
    public init(slot: UInt32, key: UInt256, secondKey: UInt256) {
        self.slot = slot
        depth = 2
        self.key = key
        self.secondKey = secondKey
    }

    /// An element of the dynamic array at a slot, whose elements take a slot each.
    @inline(__always)
    public init(slot: UInt32, element index: UInt64) {
        self.init(slot: slot | Self.arrayBit, key: UInt256(index))
    }

    /// A word that a constructor fixes: part of the code, as Solidity's immutables, not of storage.
    @inline(__always)
    public init(constant number: UInt32) { self.init(slot: number | Cell.directoryBit) }

    /// Solidity's number of the slot, the mapping or the array.
    public var number: UInt32 { slot & (Self.arrayBit - 1) }

    private static let arrayBit: UInt32 = 0x0800_0000

    /// The place in the account's real storage (Solidity's layout).
    ///
    /// A numbered slot is its number; an entry is the hash of key and slot, key first; an entry of
    /// an inner mapping is the hash of its key and the inner mapping's own place; the elements of
    /// an array follow the hash of its slot.
    public var place: UInt256 {
        if slot & Self.arrayBit != 0 {
            let array = UInt256(UInt64(slot & (Self.arrayBit - 1)))
            return keccak256(array.bigEndianBytes).word.wrappingAdd(key)
        }
        let number = UInt256(UInt64(slot))
        switch depth {
        case 0: return number
        case 1: return Self.entry(of: number, at: key)
        default: return Self.entry(of: Self.entry(of: number, at: key), at: secondKey)
        }
    }

    private static func entry(of mapping: UInt256, at key: UInt256) -> UInt256 {
        keccak256(key.bigEndianBytes + mapping.bigEndianBytes).word
    }
}
