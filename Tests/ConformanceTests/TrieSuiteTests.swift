import Conformance
import Testing

/// Source: ethereum/tests, TrieTests/trieanyorder.json and trieanyorder_secureTrie.json, puppy.
private let root = "0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84"
private let secureRoot = "29b235a58c3c25ab83010c327d5932bcf05324b7d6b1185e650798034783ca9d"
private let puppy = #"{"do":"verb","horse":"stallion","doge":"coin","dog":"puppy"}"#

@Suite struct `The suite trie` {
    @Test(arguments: [
        ("hex_encoded_securetrie_test", 3, 0), ("trieanyorder", 7, 0),
        ("trieanyorder_secureTrie", 7, 0), ("trietest", 5, 0), ("trietest_secureTrie", 3, 0),
        ("trietestnextprev", 0, 1),
    ])
    func `passes the reference files`(name: String, passed: Int, skipped: Int) throws {
        try SuiteRun.expect("trie", "trie/\(name).json", passed: passed, skipped: skipped)
    }

    @Test func `takes objects and pairs, and deletes at null`() throws {
        let pairs = """
            [["do","verb"],["dog",null],["horse","0x7374616c6c696f6e"],["doge","coin"],["x","y"],
            ["0x646f67","puppy"],["x",null]]
            """
        for text in [
            #"{"puppy":{"in":\#(puppy),"root":"\#(root)"}}"#,
            #"[{"in":\#(pairs),"root":"\#(root)"}]"#,
        ] {
            #expect(try check("trie", text).passed == 1)
        }
    }

    @Test func `hashes keys where the file's name says so`() throws {
        let text = #"{"puppy":{"in":\#(puppy),"root":"\#(secureRoot)"}}"#
        #expect(try check("trie", text, name: "any_secureTrie.json").passed == 1)
        #expect(try check("trie", text, name: "any.json").failed == 1)
    }

    @Test func `reads hexadecimal text without 0x where the case says so`() throws {
        let input = #"{"646f":"76657262","686f727365":"0x7374616c6c696f6e"}"#
        let plain = #"{"do":"verb","horse":"stallion"}"#
        let wrong = String(repeating: "0", count: 64)
        func root(_ input: String, hexEncoded: Bool) throws -> String? {
            let text = """
                {"a":{"in":\(input),"root":"\(wrong)","hexEncoded":\(hexEncoded)}}
                """
            return try check("trie", text).failures.first
        }
        #expect(try root(input, hexEncoded: true) == root(plain, hexEncoded: false))
        #expect(try root(input, hexEncoded: true) != root(input, hexEncoded: false))
    }

    @Test(arguments: [
        #"[{"in":{"a":"b"}}]"#, #"[{"root":"\#(root)"}]"#,
        #"[{"in":{"a":"b"},"root":"\#(root)"}]"#, #"[{"in":{"a":"b"},"root":"0x00"}]"#,
        #"[{"in":{"a":1},"root":"\#(root)"}]"#, #"[{"in":["a"],"root":"\#(root)"}]"#,
        #"[{"in":[["a"]],"root":"\#(root)"}]"#, #"[{"in":[["a","b","c"]],"root":"\#(root)"}]"#,
        #"[{"in":"a","root":"\#(root)"}]"#, #"[{"in":{"0xa":"b"},"root":"\#(root)"}]"#,
        #"[{"in":{"ab":"xy"},"root":"\#(root)","hexEncoded":true}]"#,
        #"[{"in":\#(puppy),"root":"\#(root)","hexEncoded":1}]"#,
        #"[{"in":[[null,"b"]],"root":"\#(root)"}]"#,
    ])
    func `fails a case that is wrong or incomplete`(text: String) throws {
        try SuiteRun.expectFailure("trie", text)
    }

    @Test func `fails a file that is not one of cases`() throws {
        try SuiteRun.expectNoCases("trie")
    }
}
