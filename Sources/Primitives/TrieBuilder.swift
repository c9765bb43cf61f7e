import WideMath

/// Computes the root of a Merkle-Patricia trie from entries in ascending order of key.
///
/// ```swift
/// var builder = TrieBuilder()
/// for account in accountsByHash { builder.append(key: account.hash, value: account.encoded) }
/// let root = builder.finalize()
/// ```
///
/// Two neighbours in that order part at a branch, so it keeps only the branches on the way to the
/// last key and closes one as soon as a key leaves it. There are no node objects, and no recursion
/// that a long key could make deep.
///
/// Complexity: linear in the bytes of keys and values; memory for the branches on one way down.
public struct TrieBuilder: Sendable {
    /// A branch node to which more children may come.
    private struct Branch {
        /// How many nibbles lead to it.
        var depth: Int
        /// The references to its first children, encoded.
        var payload: [UInt8] = []
        /// How many of its sixteen children the payload has.
        var childCount = 0
        /// The value of the key that ends here; empty for none.
        var value: [UInt8] = []
    }

    /// The open branches, from the root down; those behind `openCount` are kept for their memory.
    private var branches: [Branch] = []
    private var openCount = 0
    /// The last entry, which waits for the one that follows it.
    private var key: [UInt8] = []
    private var value: [UInt8] = []
    private var isWaiting = false
    /// How many nibbles the last key has in common with the one before it; −1 for the first.
    private var sharedBefore = -1
    /// The encoding of the node that was closed last.
    private var node: [UInt8] = []
    private var path: [UInt8] = []
    private var payload: [UInt8] = []

    /// A builder without an entry.
    public init() {}

    /// Adds an entry, whose key must be greater than the last; an empty value adds nothing.
    public mutating func append(key: [UInt8], value: [UInt8]) {
        if value.isEmpty { return }
        if isWaiting {
            let shared = Self.sharedNibbles(self.key, key)
            precondition(Self.parts(self.key, from: key, at: shared), "keys must ascend")
            place(sharedAfter: shared)
            sharedBefore = shared
        }
        self.key.removeAll(keepingCapacity: true)
        self.key += key
        self.value.removeAll(keepingCapacity: true)
        self.value += value
        isWaiting = true
    }

    /// Adds an entry of a trie whose keys are hashes.
    public mutating func append(key: Hash32, value: [UInt8]) {
        append(key: key.bytes, value: value)
    }

    /// Ends the entries and gives the root; the builder is then as new.
    public mutating func finalize() -> Hash32 {
        guard isWaiting else { return Trie.emptyRoot }
        place(sharedAfter: -1)
        let root = keccak256(node)
        isWaiting = false
        sharedBefore = -1
        return root
    }

    /// Hangs the waiting entry under its branch, then closes the branches that the next key, which
    /// has `sharedAfter` nibbles in common with it, leaves.
    private mutating func place(sharedAfter: Int) {
        if sharedAfter > sharedBefore { open(depth: sharedAfter) }
        guard openCount > 0 else { return makeLeaf(from: 0) }
        let depth = branches[openCount - 1].depth
        if depth == 2 * key.count {
            branches[openCount - 1].value += value
        } else {
            makeLeaf(from: depth + 1)
            attach()
        }
        while openCount > 0, branches[openCount - 1].depth > sharedAfter {
            close(sharedAfter: sharedAfter)
        }
    }

    /// Makes a node of the lowest open branch and attaches it to the branch above it, which may
    /// only come to be through the next key.
    private mutating func close(sharedAfter: Int) {
        let depth = branches[openCount - 1].depth
        makeBranch()
        openCount -= 1
        let above = openCount > 0 ? branches[openCount - 1].depth : -1
        if sharedAfter > above { open(depth: sharedAfter) }
        let parent = max(above, sharedAfter)
        if depth > parent + 1 { makeExtension(parent + 1..<depth) }
        if openCount > 0 { attach() }
    }

    private mutating func open(depth: Int) {
        if openCount == branches.count {
            branches.append(Branch(depth: depth))
        } else {
            branches[openCount].depth = depth
            branches[openCount].payload.removeAll(keepingCapacity: true)
            branches[openCount].childCount = 0
            branches[openCount].value.removeAll(keepingCapacity: true)
        }
        openCount += 1
    }

    /// Makes the last node the child that the waiting key leads to.
    private mutating func attach() {
        let top = openCount - 1
        let child = Int(HexPrefix.nibble(branches[top].depth, ofKey: key))
        while branches[top].childCount < child {
            branches[top].payload.append(0x80)
            branches[top].childCount += 1
        }
        Self.append(referenceTo: node, to: &branches[top].payload)
        branches[top].childCount += 1
    }

    private mutating func makeLeaf(from start: Int) {
        startPair(start..<2 * key.count, isLeaf: true)
        RLP.append(bytes: value, to: &payload)
        makeNode()
    }

    /// Puts a path before the last node.
    private mutating func makeExtension(_ range: Range<Int>) {
        startPair(range, isLeaf: false)
        Self.append(referenceTo: node, to: &payload)
        makeNode()
    }

    private mutating func makeBranch() {
        let top = openCount - 1
        payload.removeAll(keepingCapacity: true)
        payload += branches[top].payload
        for _ in branches[top].childCount..<16 { payload.append(0x80) }
        RLP.append(bytes: branches[top].value, to: &payload)
        makeNode()
    }

    private mutating func startPair(_ range: Range<Int>, isLeaf: Bool) {
        path.removeAll(keepingCapacity: true)
        HexPrefix.append(range, ofKey: key, isLeaf: isLeaf, to: &path)
        payload.removeAll(keepingCapacity: true)
        RLP.append(bytes: path, to: &payload)
    }

    private mutating func makeNode() {
        node.removeAll(keepingCapacity: true)
        RLP.append(listOf: payload, to: &node)
    }

    /// Appends a node itself where it is shorter than a hash, and otherwise its hash.
    private static func append(referenceTo node: [UInt8], to output: inout [UInt8]) {
        if node.count < 32 {
            output += node
        } else {
            output.append(0xa0)
            output += keccak256(node).bytes
        }
    }

    private static func sharedNibbles(_ left: [UInt8], _ right: [UInt8]) -> Int {
        let count = min(left.count, right.count)
        var index = 0
        while index < count, left[index] == right[index] { index += 1 }
        guard index < count, left[index] >> 4 == right[index] >> 4 else { return 2 * index }
        return 2 * index + 1
    }

    /// Whether the right key is greater than the left, with which it shares some nibbles.
    private static func parts(_ left: [UInt8], from right: [UInt8], at shared: Int) -> Bool {
        if shared == 2 * left.count { return left.count < right.count }
        if shared == 2 * right.count { return false }
        return left[shared / 2] < right[shared / 2]
    }
}
