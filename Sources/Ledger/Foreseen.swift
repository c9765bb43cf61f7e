import Primitives
import WideMath

/// Accounts and entries of mappings that transactions about to run are likely to touch.
struct Foreseen: ~Copyable {
    /// What is known on the way from a hash to the record: first the hash, then a candidate.
    struct Place: BitwiseCopyable {
        let hash: UInt64
        var slot: UInt64
    }

    var accounts = Column<Place>(capacity: 64)
    var cells = Column<Place>(capacity: 128)
    /// Everything read, so that no read can be left out.
    var sum: UInt64 = 0
}

extension WorldState {
    /// Notes an account that is about to be needed; `fetchForeseen` brings it near.
    public mutating func foresee(_ address: Address) {
        let hash = KeyHash.mix(address.word, space: 0)
        foreseen.accounts.append(Foreseen.Place(hash: hash, slot: 0))
    }

    /// Notes an entry of a mapping that is about to be needed; other storage is near anyway.
    public mutating func foresee(_ account: AccountIndex, _ key: StorageKey) {
        guard key.depth == 1 else { return }
        let hash = Self.hash(account.raw, key.slot, key.key)
        foreseen.cells.append(Foreseen.Place(hash: hash, slot: 0))
    }

    /// Whether looking ahead can pay: a small state is in the processor's caches as it is.
    public var isLarge: Bool { cells.count + accounts.count > 20_000 }

    /// Reads where everything foreseen lies, and forgets it again.
    ///
    /// One transaction after the other waits for main memory again and again: for the place in
    /// the table, then for the record. Here the reads do not depend on each other, so that the
    /// processor has many of them under way at once. Nothing that can be seen changes.
    public mutating func fetchForeseen() {
        var sum: UInt64 = 0
        for index in 0..<foreseen.accounts.count {
            let place = foreseen.accounts.base + index
            place.pointee.slot = accountTable.slot(for: place.pointee.hash)
        }
        for index in 0..<foreseen.cells.count {
            let place = foreseen.cells.base + index
            place.pointee.slot = cellTable.slot(for: place.pointee.hash)
        }
        for index in 0..<foreseen.accounts.count {
            let found = accountTable.candidate(foreseen.accounts[index])
            if found < 0 { continue }
            // A record may lie across two lines of the cache.
            let record = accounts.base + found
            sum ^= record.pointee.address.low ^ UInt64(record.pointee.touch)
        }
        for index in 0..<foreseen.cells.count {
            let found = cellTable.candidate(foreseen.cells[index])
            if found >= 0 { sum ^= (cells.base + found).pointee.value.limb0 }
        }
        foreseen.sum ^= sum
        foreseen.accounts.truncate(to: 0)
        foreseen.cells.truncate(to: 0)
    }
}

extension IndexTable {
    /// What the table holds at the first place for a hash.
    @inline(__always)
    func slot(for hash: UInt64) -> UInt64 { slots[Int(hash >> 32) & mask] }

    /// The index that most likely belongs to a hash, or -1: the keys are not compared.
    @inline(__always)
    func candidate(_ place: Foreseen.Place) -> Int {
        if place.slot >> 32 == place.hash >> 32 { return Int(place.slot & 0xffff_ffff) - 1 }
        return place.slot == 0 ? -1 : find(place.hash) { _ in true }
    }
}
