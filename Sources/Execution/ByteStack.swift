import WideMath

/// The memory through which frames hand each other calldata and return data.
///
/// A stack of bytes: a caller pushes what it passes and drops it after the call. Safety: reads
/// and writes are at offsets that the machine itself handed out, below `count`; no pointer into
/// it is kept across a push, which may move the storage.
struct ByteStack: ~Copyable {
    private(set) var base: UnsafeMutableRawPointer
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        base = .allocate(byteCount: capacity, alignment: 16)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    /// Makes room for `size` bytes on top and returns where they begin; their content is undefined.
    @inline(__always)
    mutating func push(_ size: Int) -> Int {
        let offset = count
        if offset + size > capacity { grow(toHold: offset + size) }
        count = offset + size
        return offset
    }

    @inline(__always)
    mutating func push(_ word: UInt256) {
        let offset = push(32)
        word.storeBigEndian32(to: base + offset)
    }

    @inline(__always)
    mutating func push(_ value: UInt32) {
        let offset = push(4)
        base.storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt32.self)
    }

    mutating func push(_ bytes: [UInt8]) {
        let offset = push(bytes.count)
        bytes.withUnsafeBytes { source in
            if let start = source.baseAddress {
                (base + offset).copyMemory(from: start, byteCount: source.count)
            }
        }
    }

    @inline(__always)
    func word(at offset: Int) -> UInt256 { UInt256(bigEndian32: base + offset) }

    @inline(__always)
    func selector(at offset: Int) -> UInt32 {
        UInt32(bigEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func bytes(at offset: Int, count: Int) -> [UInt8] {
        count == 0 ? [] : Array(UnsafeRawBufferPointer(start: base + offset, count: count))
    }

    @inline(__always)
    mutating func truncate(to count: Int) { self.count = count }

    @inline(never)
    private mutating func grow(toHold size: Int) {
        var larger = capacity * 2
        while larger < size { larger *= 2 }
        let fresh = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        fresh.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = fresh
        capacity = larger
    }
}
