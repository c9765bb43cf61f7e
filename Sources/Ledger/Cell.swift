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

/// Which storage cell of an account is meant: a numbered slot or an entry of a mapping there.
public struct StorageKey: Hashable, Sendable {
    /// The slot number in Solidity's layout.
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
}

/// One storage cell: 120 bytes, mapping key included.
///
/// Stamps are numbers of transactions: never reused, never rolled back, so no access set has to
/// be filled or cleared, and a transaction costs the same after a rolled-back what-if.
struct Cell: BitwiseCopyable {
    var value: UInt256
    /// The value when transaction `written` began.
    var original: UInt256
    let key: UInt256
    /// The transaction that last warmed the cell.
    var warmed: UInt64
    /// The transaction that last wrote the cell.
    var written: UInt64
    let account: Int32
    /// Solidity's slot number, or a number from `nestedBase` on for an inner mapping.
    let slot: UInt32

    /// Slot numbers from here on name inner mappings of mappings.
    static let nestedBase: UInt32 = 0x8000_0000
    /// Marks the cell that holds the number of an inner mapping: bookkeeping, not storage.
    static let directoryBit: UInt32 = 0x4000_0000
}

/// What the ledger knows of one account.
struct AccountRecord: BitwiseCopyable {
    let address: Address
    var balance: Wei
    var nonce: UInt64
    /// The number of the code, or -1 for an account without code.
    var code: Int32
    /// The first of the cells of the numbered slots, or -1 for none.
    var slotBase: Int
    var slotCount: UInt32
    /// The transaction that last warmed the account.
    var warmed: UInt64
}
