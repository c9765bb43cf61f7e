import Chain
import Primitives
import Testing
import WideMath

@Suite struct `The bloom of logs` {
    /// Source: go-ethereum, core/types/bloom9_test.go, TestBloomExtensively.
    @Test func `has the known bits`() {
        var bloom = LogsBloom()
        for number in 0..<100 {
            bloom.insert(Array("xxxxxxxxxx data \(number) yyyyyyyyyyyyyy".utf8))
        }
        let hash = "0xc8d3ca65cdb4874300a9e39475508f23ed6da09fdbc487f89a2dcf50b09eb263"
        #expect(keccak256(bloom.bytes).description == hash)
    }

    /// Source: go-ethereum, core/types/bloom9_test.go, TestBloom.
    @Test func `tells what it cannot contain`() {
        var bloom = LogsBloom()
        for text in ["testtest", "test", "hallo", "other"] { bloom.insert(Array(text.utf8)) }
        for text in ["testtest", "test", "hallo", "other"] {
            #expect(bloom.mayContain(Array(text.utf8)))
        }
        for text in ["tes", "lo"] { #expect(!bloom.mayContain(Array(text.utf8))) }
    }

    @Test func `has the addresses and topics of logs, and not their data`() {
        let log = Log(address: Address(word: 1), topics: [2, 3], data: [4])
        var expected = LogsBloom()
        expected.insert(Address(word: 1).bytes)
        expected.insert(UInt256(2).bigEndianBytes)
        #expect(LogsBloom(of: [log]) != expected)
        expected.insert(UInt256(3).bigEndianBytes)
        #expect(LogsBloom(of: [log]) == expected)
        #expect(LogsBloom(of: []) == .empty)
        var union = LogsBloom.empty
        union.formUnion(expected)
        union.formUnion(.empty)
        #expect(union == expected)
    }

    @Test func `has 256 bytes`() {
        #expect(LogsBloom(bytes: [UInt8](repeating: 0, count: 256)) == .empty)
        #expect(LogsBloom(bytes: [UInt8](repeating: 0, count: 255)) == nil)
        #expect(LogsBloom(bytes: []) == nil)
    }
}
