import Primitives
import TestSupport
import Testing
import WideMath

private func root(_ entries: [(String, String)]) -> Hash32 {
    Trie.root(of: entries.map { Trie.Entry(key: Array($0.utf8), value: Array($1.utf8)) })
}

@Suite struct `A trie` {
    /// Source: ethereum/tests, TrieTests/trieanyorder.json, puppy; trietest.json, emptyValues, ends
    /// at the same root.
    private let puppy: [(String, String)] = [
        ("do", "verb"), ("horse", "stallion"), ("doge", "coin"), ("dog", "puppy"),
    ]
    private let puppyRoot = "0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84"

    /// Source: Ethereum Yellow Paper, section 4.3.2: KEC(RLP(())).
    @Test func `without an entry has the known root`() {
        let empty = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"
        #expect(Trie.emptyRoot.description == empty)
        #expect(Trie.root(of: []) == Trie.emptyRoot)
        #expect(Trie.root(ofList: []) == Trie.emptyRoot)
        var builder = TrieBuilder()
        #expect(builder.finalize() == Trie.emptyRoot)
    }

    @Test func `has a root that no order changes`() {
        #expect(root(puppy).description == puppyRoot)
        #expect(root(puppy.reversed()).description == puppyRoot)
    }

    @Test func `forgets what is deleted and replaced`() {
        let entries = [("ether", "wookiedoo"), ("dog", "cat"), ("dogs", "")] + puppy
        #expect(root(entries + [("ether", "")]).description == puppyRoot)
        #expect(root(puppy + puppy.map { ($0.0, "") }) == Trie.emptyRoot)
        #expect(root([("a", ""), ("a", "b")]) == root([("a", "b")]))
    }

    /// Source: ethereum/tests, TrieTests/trietest_secureTrie.json, emptyValues.
    @Test func `hashes its keys where it is secure`() {
        let entries = puppy.map { Trie.Entry(key: Array($0.utf8), value: Array($1.utf8)) }
        let secure = "0x29b235a58c3c25ab83010c327d5932bcf05324b7d6b1185e650798034783ca9d"
        #expect(Trie.secureRoot(of: entries).description == secure)
        var builder = TrieBuilder()
        let hashed = entries.map { (key: keccak256($0.key), value: $0.value) }
        for (key, value) in hashed.sorted(by: { $0.key < $1.key }) {
            builder.append(key: key, value: value)
        }
        #expect(builder.finalize().description == secure)
        // The builder is as new.
        #expect(builder.finalize() == Trie.emptyRoot)
    }

    @Test func `keys a list by the encoding of the places`() {
        let values = (0..<300).map { number in [UInt8(number % 256), 1, 2] }
        let entries = values.enumerated().map { place, value in
            Trie.Entry(key: RLP.encode(RLPItem(UInt64(place))), value: value)
        }
        #expect(Trie.root(ofList: values) == Trie.root(of: entries))
        #expect(Trie.root(ofList: values) != Trie.root(ofList: values.reversed()))
    }

    /// An extension above a leaf and an inline branch; an empty key; a node of exactly 32 bytes.
    @Test(
        arguments: [
            [[]: [1]], [[]: [1], [0]: [2]], [[0x12]: [1], [0x13]: [2]],
            [[0x12, 0x34]: [1], [0x12, 0x35]: [2], [0x12]: [3]], [[0]: [0x7f], [0, 0]: [0x80]],
            [[1]: [UInt8](repeating: 7, count: 28)], [[1]: [UInt8](repeating: 7, count: 29)],
            [[1]: [UInt8](repeating: 7, count: 28), [2]: [UInt8](repeating: 7, count: 30)],
        ] as [[[UInt8]: [UInt8]]]
    )
    func `agrees with the yellow paper at its corners`(map: [[UInt8]: [UInt8]]) {
        #expect(Trie.root(of: entries(map)) == ReferenceTrie.root(of: map))
    }

    @Test func `agrees with the yellow paper on random maps`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var numbers = TestNumbers(seed: seed)
        for round in 0..<400 {
            var map: [[UInt8]: [UInt8]] = [:]
            // Few different bytes and short keys, so that many are prefixes of others.
            let lengthMax = [1, 3, 6, 33][numbers.below(4)]
            let alphabet = [2, 5, 256][numbers.below(3)]
            for _ in 0..<numbers.below(60) {
                let key = (0..<numbers.below(lengthMax + 1)).map { _ in
                    UInt8(numbers.below(alphabet))
                }
                let length = numbers.below(4) == 0 ? numbers.below(100) : numbers.below(4)
                map[key] = numbers.bytes(count: 1 + length)
            }
            var order = entries(map)
            order.shuffle(using: &numbers)
            let root = Trie.root(of: order)
            #expect(root == ReferenceTrie.root(of: map), "seed \(seed), round \(round)")
        }
    }

    @Test func `takes keys of any length without deep recursion`() {
        let long = [UInt8](repeating: 0xab, count: 4_000)
        let entries = long.indices.map { Trie.Entry(key: Array(long.prefix($0)), value: [1]) }
        #expect(Trie.root(of: entries) == Trie.root(of: entries.reversed()))
    }

    private func entries(_ map: [[UInt8]: [UInt8]]) -> [Trie.Entry] {
        map.map { Trie.Entry(key: $0, value: $1) }
    }
}
