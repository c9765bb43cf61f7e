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
                return CellIndex(Int(record.pointee.slotBase) + Int(key.slot))
            }
            let word = UInt256(UInt64(key.slot))
            return CellIndex(entry(account.raw, key.slot | Cell.looseBit, word))
        case 1: return CellIndex(entry(account.raw, key.slot, key.key))
        default:
            let inner = innerMapping(account.raw, key.slot, key.key)
            return CellIndex(entry(account.raw, inner, key.secondKey))
        }
    }

    @inline(__always)
    mutating func entry(_ account: Int32, _ slot: UInt32, _ key: UInt256) -> Int {
        if !Key160.holds(key) { return wideEntry(account, slot, key) }
        return entry(account, slot, Key160(key))
    }

    @inline(__always)
    private mutating func entry(_ account: Int32, _ slot: UInt32, _ key: Key160) -> Int {
        let place = UInt64(UInt32(bitPattern: account)) << 4 ^ UInt64(slot)
        let bits = (key.low ^ key.low >> 32 ^ key.middle ^ place) & Self.recentMask
        let guess = (recentCells.base + Int(bits)).pointee
        if guess < cells.count, (cells.base + guess).pointee.has(account, slot, key) {
            return guess
        }
        return lookUp(account, slot, key, guess: Int(bits))
    }

    @inline(never)
    private mutating func lookUp(
        _ account: Int32,
        _ slot: UInt32,
        _ key: Key160,
        guess: Int
    ) -> Int {
        let hash = Self.hash(account, slot, key.word)
        let found = find(account, slot, key, hash)
        let index = found >= 0 ? found : enter(account, slot, key, hash)
        recentCells[guess] = index
        return index
    }

    @inline(__always)
    static func hash(_ account: Int32, _ slot: UInt32, _ word: UInt256) -> UInt64 {
        KeyHash.mix(word, space: UInt64(UInt32(bitPattern: account)) << 32 | UInt64(slot))
    }

    @inline(__always)
    private func find(_ account: Int32, _ slot: UInt32, _ key: Key160, _ hash: UInt64) -> Int {
        cellTable.find(hash) { (cells.base + $0).pointee.has(account, slot, key) }
    }

    /// The cell with a key of its own, or -1.
    func find(_ account: Int32, _ slot: UInt32, _ key: Key160) -> Int {
        find(account, slot, key, Self.hash(account, slot, key.word))
    }

    @inline(never)
    private mutating func wideEntry(_ account: Int32, _ slot: UInt32, _ key: UInt256) -> Int {
        let number = UInt256(UInt64(wideNumber(of: key)))
        return entry(account, slot | Cell.wideBit, Key160(number))
    }

    /// The number that stands for a key of more than 160 bits; a number once given stays.
    private mutating func wideNumber(of key: UInt256) -> Int {
        let hash = KeyHash.mix(key, space: 1)
        let found = wideTable.find(hash) { (wideKeys.base + $0).pointee == key }
        if found >= 0 { return found }
        let number = wideKeys.append(key)
        wideTable.insert(hash, index: number)
        return number
    }

    @inline(never)
    private mutating func enter(
        _ account: Int32,
        _ slot: UInt32,
        _ key: Key160,
        _ hash: UInt64
    ) -> Int {
        let index = appendCell(account, slot, key)
        cellTable.insert(hash, index: index)
        return index
    }

    @discardableResult
    mutating func appendCell(_ account: Int32, _ slot: UInt32, _ key: Key160) -> Int {
        cells.append(Cell(value: .zero, key: key, account: account, slot: slot, touch: 0))
    }

    /// The slot number that stands for the inner mapping at `key`; a number once given stays.
    mutating func innerMapping(_ account: Int32, _ slot: UInt32, _ key: UInt256) -> UInt32 {
        let directory = entry(account, slot | Cell.directoryBit, key)
        if cells[directory].value.isZero {
            directories.append(directory)
            cells[directory].value = UInt256(UInt64(directories.count))
        }
        return UInt32(cells[directory].value.limb0) | Cell.nestedBit
    }

    /// The value of a cell, without a charge.
    @inline(__always)
    public func value(_ cell: CellIndex) -> UInt256 { cells[cell.raw].value }

    /// The value a cell had when the current transaction began.
    @inline(__always)
    public func original(_ cell: CellIndex) -> UInt256 {
        let touch = Int((cells.base + cell.raw).pointee.touch)
        return isTouch(touch, of: cell) ? touches[touch].original : value(cell)
    }

    @inline(__always)
    private func isTouch(_ touch: Int, of cell: CellIndex) -> Bool {
        touch >= touchStart && touch < touches.count
            && (touches.base + touch).pointee.code == cell.raw
    }

    /// Whether the cell is warm in this transaction; warms it if not (EIP-2929).
    @inline(__always)
    public mutating func warm(_ cell: CellIndex) -> Bool {
        isTouch(Int((cells.base + cell.raw).pointee.touch), of: cell) || makeWarm(cell)
    }

    /// The value that a warm cell had when the current transaction began.
    @inline(__always)
    public func originalOfWarm(_ cell: CellIndex) -> UInt256 {
        (touches.base + Int((cells.base + cell.raw).pointee.touch)).pointee.original
    }

    /// Warms a cell that is cold; gives whether an access list has declared it.
    ///
    /// Calls nothing on its usual way, so that it need not save registers.
    @inline(never)
    private mutating func makeWarm(_ cell: CellIndex) -> Bool {
        if touches.isFull || !declared.isEmpty { return makeWarmSlowly(cell) }
        enterTouch(cell)
        return false
    }

    @inline(never)
    private mutating func makeWarmSlowly(_ cell: CellIndex) -> Bool {
        touches.makeRoom()
        enterTouch(cell)
        return !declared.isEmpty && isDeclared(cell)
    }

    @inline(__always)
    private mutating func enterTouch(_ cell: CellIndex) {
        let record = cells.base + cell.raw
        record.pointee.touch = UInt32(touches.count)
        touches.appendWithinCapacity(Touch(code: cell.raw, original: record.pointee.value))
    }

    /// Whether a store to the cell finds it warm and room to note what it replaces.
    @inline(__always)
    public func isReadyToStore(_ cell: CellIndex) -> Bool {
        isTouch(Int((cells.base + cell.raw).pointee.touch), of: cell) && !journal.isFull
    }

    /// Warms the cell and makes room for a store to it; gives whether it was warm.
    public mutating func prepareStore(_ cell: CellIndex) -> Bool {
        journal.makeRoom()
        return warm(cell)
    }

    /// Stores a value, without a charge; storing the value already there changes nothing.
    @inline(__always)
    public mutating func store(_ cell: CellIndex, _ value: UInt256) {
        if self.value(cell) == value { return }
        _ = prepareStore(cell)
        replace(cell, with: value)
    }

    /// Stores a value into a cell that is ready to store, without a charge.
    @inline(__always)
    public mutating func replace(_ cell: CellIndex, with value: UInt256) {
        let record = cells.base + cell.raw
        let previous = record.pointee.value
        record.pointee.value = value
        journal.appendWithinCapacity(
            JournalEntry(action: .stored, index: cell.raw, previous: previous)
        )
    }

    /// Reads a storage key, without a charge: for agents' views, measures and tests.
    public mutating func peek(_ account: AccountIndex, _ key: StorageKey) -> UInt256 {
        value(cell(account, key))
    }
}

extension WorldState {
    /// Makes a real place of an account's storage begin the transaction warm (EIP-2930).
    public mutating func declare(_ account: AccountIndex, _ place: UInt256) {
        declared.insert(account.raw, place)
    }

    private func isDeclared(_ cell: CellIndex) -> Bool {
        let account = cells[cell.raw].account
        guard declared.contains(account: account) else { return false }
        return declared.contains(account, key(at: cell.raw).place)
    }

    /// The storage key of a cell.
    func key(at index: Int) -> StorageKey {
        let cell = cells[index]
        let number = cell.slot & Cell.slotMask
        let key = cell.slot & Cell.wideBit == 0 ? cell.key.word : wideKeys[Int(cell.key.low)]
        if cell.slot & Cell.nestedBit != 0 {
            let outer = self.key(at: directories[Int(number) - 1])
            return StorageKey(slot: outer.slot, key: outer.key, secondKey: key)
        }
        if cell.slot & Cell.looseBit != 0 || isInBlock(index) { return StorageKey(slot: number) }
        return StorageKey(slot: number, key: key)
    }

    /// Whether a cell is one of the numbered slots behind its account.
    private func isInBlock(_ index: Int) -> Bool {
        let record = accounts[Int(cells[index].account)]
        let base = Int(record.slotBase)
        return base >= 0 && index >= base && index < base + Int(record.slotCount)
    }

    /// Whether a cell is storage, not bookkeeping.
    @inline(__always)
    func isStorage(_ index: Int) -> Bool { cells[index].slot & Cell.directoryBit == 0 }
}
