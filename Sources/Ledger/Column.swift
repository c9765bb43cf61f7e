/// A growing array of plain values behind a raw pointer.
///
/// The ledger's tables are read and written tens of times in a microsecond; an `Array` in a class
/// property would pay an exclusivity check, a uniqueness check and a bounds check each time.
/// Safety: every index comes from `append` of the same column and elements are never removed
/// except from the end by `truncate`, whose callers hold no index beyond it. No pointer into a
/// column is kept across an `append`: the storage moves.
struct Column<Element: BitwiseCopyable>: ~Copyable {
    /// The storage; it moves when the column grows.
    private(set) var base: UnsafeMutablePointer<Element>
    /// How many elements there are.
    private(set) var count = 0
    private var capacity: Int

    /// An empty column with room for `capacity` elements.
    init(capacity: Int) {
        base = Self.allocate(capacity)
        self.capacity = capacity
    }

    deinit { LargePages.free(base) }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
        LargePages.allocate(byteCount: capacity * MemoryLayout<Element>.stride)
            .bindMemory(to: Element.self, capacity: capacity)
    }

    /// Adds an element and returns its index.
    @inline(__always)
    @discardableResult
    mutating func append(_ element: Element) -> Int {
        makeRoom()
        appendWithinCapacity(element)
        return count - 1
    }

    /// Whether the next element makes the storage move.
    @inline(__always)
    var isFull: Bool { count == capacity }

    /// Makes sure that the column is not full; the storage may move.
    @inline(__always)
    mutating func makeRoom() { if isFull { grow() } }

    /// Adds an element to a column that is not full.
    ///
    /// What calls nothing else keeps its values in registers: hot paths look whether there is room
    /// and leave the rest to a slow path.
    @inline(__always)
    mutating func appendWithinCapacity(_ element: Element) {
        (base + count).initialize(to: element)
        count += 1
    }

    /// Drops every element from `count` on.
    @inline(__always)
    mutating func truncate(to count: Int) { self.count = count }

    /// The element at an index that `append` gave.
    @inline(__always)
    subscript(index: Int) -> Element {
        unsafeAddress { UnsafePointer(base + index) }
        nonmutating unsafeMutableAddress { base + index }
    }

    /// Another column with the same elements, and room for twice as many.
    func copy() -> Self {
        var other = Self(capacity: max(count * 2, 16))
        other.base.initialize(from: base, count: count)
        other.count = count
        return other
    }

    @inline(never)
    private mutating func grow() {
        let larger = Self.allocate(capacity * 2)
        larger.moveInitialize(from: base, count: count)
        LargePages.free(base)
        base = larger
        capacity *= 2
    }
}
