import Primitives
import Testing

@Suite struct `The hex prefix` {
    /// Source: ethereum/tests, BasicTests/hexencodetest.json.
    @Test(
        arguments: [
            ([0, 0, 1, 2, 3, 4, 5], false, [0x10, 0x01, 0x23, 0x45]),
            ([0, 1, 2, 3, 4, 5], false, [0x00, 0x01, 0x23, 0x45]),
            ([1, 2, 3, 4, 5], false, [0x11, 0x23, 0x45]),
            ([0, 0, 1, 2, 3, 4], true, [0x20, 0x00, 0x12, 0x34]),
            ([0, 1, 2, 3, 4], true, [0x30, 0x12, 0x34]),
            ([1, 2, 3, 4, 5], true, [0x31, 0x23, 0x45]),
        ] as [([UInt8], Bool, [UInt8])]
    )
    func `tells the end and the parity`(nibbles: [UInt8], isLeaf: Bool, bytes: [UInt8]) {
        #expect(HexPrefix.encode(nibbles, isLeaf: isLeaf) == bytes)
    }

    @Test func `of no nibbles is one byte`() {
        #expect(HexPrefix.encode([], isLeaf: false) == [0x00])
        #expect(HexPrefix.encode([], isLeaf: true) == [0x20])
    }

    @Test func `refuses what is no nibble`() {
        #expect(HexPrefix.encode([1, 16], isLeaf: true) == nil)
    }
}
