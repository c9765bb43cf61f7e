import Primitives
import WideMath

/// Where an account's record is in the ledger; valid for the ledger that gave it.
public struct AccountIndex: Hashable, Sendable {
    /// The position in the table of accounts.
    public let raw: Int32
    @inline(__always)
    init(_ raw: Int) { self.raw = Int32(raw) }
    @inline(__always)
    var position: Int { Int(raw) }
}

/// Where a storage cell is in the ledger; valid for the ledger that gave it, also across calls.
public struct CellIndex: Hashable, Sendable {
    /// The position in the table of cells.
    public let raw: Int
    @inline(__always)
    init(_ raw: Int) { self.raw = raw }
}

/// One storage cell: 64 bytes, one line of the processor's cache, mapping key included.
///
/// What the current transaction knows of the cell is not here but in `WorldState.touches`; see
/// `Touch` for why `touch` needs no clearing.
struct Cell: BitwiseCopyable {
    var value: UInt256
    /// The mapping key, the number of a key too wide for 160 bits, or the slot number.
    let key: Key160
    let account: Int32
    /// Solidity's slot number, or the number of an inner mapping, with the flags below.
    let slot: UInt32
    /// Where in the touches the cell was last entered.
    var touch: UInt32

    /// Whether the cell is the one of a key.
    @inline(__always)
    func has(_ account: Int32, _ slot: UInt32, _ key: Key160) -> Bool {
        self.key == key && self.account == account && self.slot == slot
    }

    /// Marks the number of an inner mapping of a mapping of mappings.
    static let nestedBit: UInt32 = 0x8000_0000
    /// Marks the cell that holds the number of an inner mapping: bookkeeping, not storage.
    static let directoryBit: UInt32 = 0x4000_0000
    /// Marks a numbered slot outside the block behind its account.
    static let looseBit: UInt32 = 0x2000_0000
    /// Marks a key that is the number of a wide key.
    static let wideBit: UInt32 = 0x1000_0000
    /// Slot numbers and the numbers of inner mappings stay below the flags.
    static let slotMask: UInt32 = 0x0fff_ffff
}

/// What the ledger knows of one account: 80 bytes.
struct AccountRecord: BitwiseCopyable {
    let address: Key160
    /// The number of the code, -1 for an account without code, -2 for a precompile.
    var code: Int32
    var balance: Wei
    var nonce: UInt64
    /// The first of the cells of the numbered slots, or -1 for none.
    var slotBase: Int32
    var slotCount: UInt32
    /// Where in the touches the account was last entered.
    var touch: UInt32
}
