import Foundation
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `RLP coding` {
    /// Source: ethereum/tests, RLPTests/rlptest.json.
    @Test(arguments: [
        (RLPItem.bytes([]), "0x80"), (.bytes([0]), "0x00"), (.bytes([0x7f]), "0x7f"),
        (.bytes(Array("dog".utf8)), "0x83646f67"), (RLPItem(0 as UInt64), "0x80"),
        (RLPItem(128 as UInt64), "0x8180"), (RLPItem(100_000 as UInt64), "0x830186a0"),
        (.list([]), "0xc0"),
        (
            .list([.list([]), .list([.list([])]), .list([.list([]), .list([.list([])])])]),
            "0xc7c0c1c0c3c0c1c0"
        ),
    ])
    func `encodes and decodes`(item: RLPItem, encoding: String) throws {
        #expect(Hex.encode(RLP.encode(item)) == encoding)
        #expect(try RLP.decode(RLP.encode(item)) == item)
    }

    /// Source: the cases of ethereum/tests, RLPTests/invalidRLPTest.json, and one for each error.
    @Test(arguments: [
        ("", RLPError.truncated(offset: 0, needed: 1, available: 0)),
        ("8100", .prefixedSmallByte(offset: 0)), ("817f", .prefixedSmallByte(offset: 0)),
        ("b800", .nonCanonicalLength(offset: 0)), ("f800", .nonCanonicalLength(offset: 0)),
        ("f803112233", .nonCanonicalLength(offset: 0)), ("b90040", .nonCanonicalLength(offset: 0)),
        ("81", .truncated(offset: 0, needed: 1, available: 0)),
        ("c28301", .truncated(offset: 1, needed: 3, available: 1)),
        (
            "bf0f000000000000021111",
            .truncated(offset: 0, needed: 0x0f00_0000_0000_0002, available: 2)
        ),
        ("ffffffffffffffffff00", .truncated(offset: 0, needed: .max, available: 1)),
        ("b9ff", .truncated(offset: 0, needed: 2, available: 1)),
        ("0000", .trailingBytes(count: 1)), ("c080", .trailingBytes(count: 1)),
    ])
    func `refuses what encoding does not make`(hex: String, error: RLPError) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(throws: error) { try RLP.decode(bytes) }
    }

    @Test func `reads numbers without leading zeros`() throws {
        #expect(try RLPItem(UInt256.max).asUInt256() == .max)
        #expect(try RLPItem(UInt64.max).asUInt64() == .max)
        #expect(try RLPItem.bytes([]).asUInt64() == 0)
        #expect(throws: RLPError.leadingZero) { try RLPItem.bytes([0]).asUInt64() }
        #expect(throws: RLPError.leadingZero) { try RLPItem.bytes([0, 1]).asUInt256() }
        #expect(throws: RLPError.numberTooLarge(byteCount: 33, bitsMax: 256)) {
            try RLPItem.bytes([UInt8](repeating: 1, count: 33)).asUInt256()
        }
        #expect(throws: RLPError.numberTooLarge(byteCount: 9, bitsMax: 64)) {
            try RLPItem.bytes([UInt8](repeating: 1, count: 9)).asUInt64()
        }
        #expect(throws: RLPError.notBytes) { try RLPItem.list([]).asUInt64() }
        #expect(throws: RLPError.notList) { try RLPItem.bytes([]).asList() }
    }

    /// Deeper than the limit it refuses; at the limit the stack of a small thread is enough.
    @Test func `nests to its limit on a small stack`() async {
        let fits = await withCheckedContinuation {
            (continuation: CheckedContinuation<Bool, Never>) in
            let thread = Thread {
                let item = (0..<RLP.depthMax).reduce(nil as RLPItem?) { item, _ in
                    .list(item.map { [$0] } ?? [])
                }
                let bytes = RLP.encode(item ?? .list([]))
                continuation.resume(returning: (try? RLP.decode(bytes)) == item)
            }
            thread.stackSize = 512 * 1_024
            thread.start()
        }
        #expect(fits)
    }

    @Test func `refuses deeper nesting`() {
        var bytes: [UInt8] = []
        for _ in 0...RLP.depthMax {
            var prefix = [UInt8(0xc0)]
            if bytes.count > 55 {
                let length = UInt256(UInt64(bytes.count)).bigEndianBytes.drop { $0 == 0 }
                prefix = [0xf7 + UInt8(length.count)] + length
            } else {
                prefix = [0xc0 + UInt8(bytes.count)]
            }
            bytes = prefix + bytes
        }
        #expect(throws: RLPError.tooDeep(limit: RLP.depthMax)) { try RLP.decode(bytes) }
    }

    @Test func `decodes random bytes to what encodes them or refuses`() throws {
        var numbers = TestNumbers(seed: 11)
        var decoded = 0
        for _ in 0..<50_000 {
            var bytes = numbers.bytes(count: 1 + numbers.below(40))
            // Half start like a list or string that fits, or hardly anything would decode.
            if numbers.below(2) == 0 {
                bytes[0] = (numbers.below(2) == 0 ? 0xc0 : 0x80) + UInt8(bytes.count - 1)
                for index in bytes.indices.dropFirst() where numbers.below(3) > 0 {
                    bytes[index] &= 0x83
                }
            }
            guard let item = try? RLP.decode(bytes) else { continue }
            decoded += 1
            #expect(RLP.encode(item) == bytes)
        }
        #expect(decoded > 5_000)
    }
}
