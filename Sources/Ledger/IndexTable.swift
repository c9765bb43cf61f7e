/// An open-addressing table from a 64-bit hash to an index; the caller compares the keys.
///
/// A slot holds the upper 32 bits of the hash and the index plus one, so that growing needs no
/// key. The load stays under two thirds; entries are never removed.
struct IndexTable: ~Copyable {
    private(set) var slots: UnsafeMutablePointer<UInt64>
    private(set) var mask: Int
    private(set) var count = 0

    init(capacity: Int) {
        var size = 16
        while size < capacity { size *= 2 }
        slots = Self.allocate(size)
        mask = size - 1
    }

    deinit { LargePages.free(slots) }

    private static func allocate(_ size: Int) -> UnsafeMutablePointer<UInt64> {
        let slots = LargePages.allocate(byteCount: size * MemoryLayout<UInt64>.stride)
            .bindMemory(to: UInt64.self, capacity: size)
        slots.initialize(repeating: 0, count: size)
        return slots
    }

    /// The index stored under `hash` for which `matches` holds, or -1.
    @inline(__always)
    func find(_ hash: UInt64, matches: (Int) -> Bool) -> Int {
        var position = Int(hash >> 32) & mask
        while true {
            let slot = slots[position]
            if slot == 0 { return -1 }
            if slot >> 32 == hash >> 32 {
                let index = Int(slot & 0xffff_ffff) - 1
                if matches(index) { return index }
            }
            position = (position + 1) & mask
        }
    }

    /// Stores an index that is not in the table yet.
    mutating func insert(_ hash: UInt64, index: Int) {
        if (count + 1) * 3 > (mask + 1) * 2 { grow() }
        place((hash >> 32) << 32 | UInt64(index + 1))
        count += 1
    }

    /// Another table with the same entries.
    func copy() -> Self {
        var other = Self(capacity: mask + 1)
        other.slots.update(from: slots, count: mask + 1)
        other.count = count
        return other
    }

    private mutating func place(_ slot: UInt64) {
        var position = Int(slot >> 32) & mask
        while slots[position] != 0 { position = (position + 1) & mask }
        slots[position] = slot
    }

    private mutating func grow() {
        let old = slots
        let oldSize = mask + 1
        slots = Self.allocate(oldSize * 2)
        mask = oldSize * 2 - 1
        for position in 0..<oldSize where old[position] != 0 { place(old[position]) }
        LargePages.free(old)
    }
}
