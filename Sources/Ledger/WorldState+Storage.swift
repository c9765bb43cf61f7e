import Primitives
import WideMath

extension WorldState {
    /// The cell of a storage key; it is entered, zero, if it is not known yet.
    @inline(__always)
    public mutating func cell(_ account: AccountIndex, _ key: StorageKey) -> CellIndex {
        switch key.depth {
        case 0:
            let record = accounts.base + account.position
            if key.slot < record.pointee.slotCount {
                return CellIndex(record.pointee.slotBase + Int(key.slot))
            }
            return CellIndex(entry(account.raw, key.slot, UInt256(UInt64(key.slot))))
        case 1: return CellIndex(entry(account.raw, key.slot, key.key))
        default:
            let inner = innerMapping(account.raw, key.slot, key.key)
            return CellIndex(entry(account.raw, inner, key.secondKey))
        }
    }

    @inline(never)
    mutating func entry(_ account: Int32, _ slot: UInt32, _ key: UInt256) -> Int {
        let space = UInt64(UInt32(bitPattern: account)) << 32 | UInt64(slot)
        let hash = KeyHash.mix(key, space: space)
        let found = cellTable.find(hash) {
            let cell = cells.base + $0
            return cell.pointee.key == key && cell.pointee.account == account
                && cell.pointee.slot == slot
        }
        return found >= 0 ? found : enter(account, slot, key, hash)
    }

    @inline(never)
    private mutating func enter(
        _ account: Int32,
        _ slot: UInt32,
        _ key: UInt256,
        _ hash: UInt64
    ) -> Int {
        let index = appendCell(account, slot, key)
        cellTable.insert(hash, index: index)
        return index
    }

    @discardableResult
    mutating func appendCell(_ account: Int32, _ slot: UInt32, _ key: UInt256) -> Int {
        cells.append(
            Cell(
                value: .zero,
                original: .zero,
                key: key,
                warmed: 0,
                written: 0,
                account: account,
                slot: slot
            )
        )
    }

    /// The slot number that stands for the inner mapping at `key`; a number once given stays.
    mutating func innerMapping(_ account: Int32, _ slot: UInt32, _ key: UInt256) -> UInt32 {
        let directory = entry(account, slot | Cell.directoryBit, key)
        if cells[directory].value.isZero {
            nestedCount += 1
            cells[directory].value = UInt256(UInt64(Cell.nestedBase + nestedCount))
        }
        return UInt32(cells[directory].value.limb0)
    }

    /// The value of a cell, without a charge.
    @inline(__always)
    public func value(_ cell: CellIndex) -> UInt256 { cells[cell.raw].value }

    /// The value a cell had when the current transaction began.
    @inline(__always)
    public func original(_ cell: CellIndex) -> UInt256 {
        let record = cells.base + cell.raw
        return record.pointee.written == transaction
            ? record.pointee.original : record.pointee.value
    }

    /// Whether the current transaction stored to the cell, and that stands.
    @inline(__always)
    public func isWritten(_ cell: CellIndex) -> Bool { cells[cell.raw].written == transaction }

    /// Whether the cell is warm in this transaction; warms it if not (EIP-2929).
    @inline(__always)
    public mutating func warm(_ cell: CellIndex) -> Bool {
        if cells[cell.raw].warmed == transaction { return true }
        makeWarm(cell)
        return false
    }

    @inline(never)
    mutating func makeWarm(_ cell: CellIndex) {
        cells[cell.raw].warmed = transaction
        warmings.append(Warming(code: cell.raw))
    }

    /// Stores a value, without a charge; storing the value already there changes nothing.
    @inline(__always)
    public mutating func store(_ cell: CellIndex, _ value: UInt256) {
        if self.value(cell) != value { replace(cell, with: value) }
    }

    /// Stores a value that is not the one already there, without a charge.
    @inline(__always)
    public mutating func replace(_ cell: CellIndex, with value: UInt256) {
        let record = cells.base + cell.raw
        let previous = record.pointee.value
        var action = JournalEntry.Action.stored
        if record.pointee.written != transaction {
            record.pointee.written = transaction
            record.pointee.original = previous
            action = .firstStored
        }
        record.pointee.value = value
        self.record(action, cell.raw, previous: previous)
    }

    /// Reads a storage key, without a charge: for agents' views, measures and tests.
    public mutating func peek(_ account: AccountIndex, _ key: StorageKey) -> UInt256 {
        value(cell(account, key))
    }
}

/// A storage cell as a recount sees it.
public struct StorageEntry: Sendable {
    /// The account whose storage it is.
    public let account: AccountIndex
    /// Solidity's slot number of the value or of the mapping it is in.
    public let slot: UInt32
    /// The mapping key, or the slot number for a numbered slot.
    public let key: UInt256
    /// The value when the current transaction began.
    public let original: UInt256
    /// The value now.
    public let value: UInt256
}

extension WorldState {
    /// Calls `body` for each cell of the outermost layout, numbered slots and one-key mappings.
    public func forEachEntry(_ body: (StorageEntry) -> Void) {
        for index in 0..<cells.count where cells[index].slot < Cell.directoryBit {
            body(entry(at: index))
        }
    }

    /// Calls `body` once for each such cell that the current transaction stored to.
    ///
    /// Valid after the transaction until the next begins. A cell written and restored is met too.
    public func forEachTouchedEntry(_ body: (StorageEntry) -> Void) {
        for index in transactionStart..<journal.count where journal[index].action == .firstStored {
            let cell = journal[index].index
            if cells[cell].slot < Cell.directoryBit { body(entry(at: cell)) }
        }
    }

    /// Calls `body` for each account whose balance the current transaction changed.
    ///
    /// Gives the balance before that change; an account changed several times is met as often.
    public func forEachBalanceChange(_ body: (AccountIndex, Wei) -> Void) {
        for index in transactionStart..<journal.count where journal[index].action == .balance {
            body(AccountIndex(journal[index].index), Wei(journal[index].previous))
        }
    }

    private func entry(at index: Int) -> StorageEntry {
        StorageEntry(
            account: AccountIndex(Int(cells[index].account)),
            slot: cells[index].slot,
            key: cells[index].key,
            original: original(CellIndex(index)),
            value: cells[index].value
        )
    }
}
