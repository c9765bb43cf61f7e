import WideMath

/// The root of a Merkle-Patricia trie: one hash that commits to a map from keys to values.
///
/// ```swift
/// let root = Trie.root(of: [Trie.Entry(key: Array("dog".utf8), value: Array("puppy".utf8))])
/// ```
///
/// Source: Ethereum Yellow Paper, appendix D.
public enum Trie {
    /// A key and its value; without a byte the value is none.
    public struct Entry: Hashable, Sendable {
        /// Any number of bytes.
        public var key: [UInt8]
        /// What the key leads to.
        public var value: [UInt8]

        /// Makes an entry.
        public init(key: [UInt8], value: [UInt8]) {
            self.key = key
            self.value = value
        }
    }

    /// The root without an entry: Keccak-256 of the RLP of no bytes.
    public static let emptyRoot = keccak256([0x80])

    /// The root after the entries are written one after the other.
    ///
    /// A later entry replaces an earlier one of the same key; one with an empty value deletes it.
    ///
    /// Complexity: O(n log n) comparisons of keys, and a hash for each node of 32 bytes or more.
    public static func root(of entries: [Entry]) -> Hash32 {
        let order = entries.indices.sorted { left, right in
            precedes(entries[left].key, entries[right].key, ifEqual: left < right)
        }
        var builder = TrieBuilder()
        for (place, index) in order.enumerated() {
            let entry = entries[index]
            let next = place + 1
            if next < order.count, entries[order[next]].key == entry.key { continue }
            builder.append(key: entry.key, value: entry.value)
        }
        return builder.finalize()
    }

    /// The root of a trie whose keys are the hashes of the entries' keys, as the state's are.
    public static func secureRoot(of entries: [Entry]) -> Hash32 {
        root(
            of: entries.map { Entry(key: keccak256($0.key).bytes, value: $0.value) }
        )
    }

    /// The root of a list whose keys are the RLP of the places: of transactions and receipts.
    public static func root(ofList values: [[UInt8]]) -> Hash32 {
        root(
            of: values.enumerated().map { place, value in
                Entry(key: RLP.encode(RLPItem(UInt64(place))), value: value)
            }
        )
    }

    private static func precedes(_ left: [UInt8], _ right: [UInt8], ifEqual: Bool) -> Bool {
        let count = min(left.count, right.count)
        for index in 0..<count where left[index] != right[index] {
            return left[index] < right[index]
        }
        return left.count == right.count ? ifEqual : left.count < right.count
    }
}
