import Foundation
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `Packed ABI coding` {
    /// Source: the Solidity documentation, "Non-standard Packed Mode".
    @Test func `encodes the documentation's example`() throws {
        let types = try ["int16", "bytes1", "uint16", "string"].map { try ABIType($0) }
        let values: [ABIValue] = [
            .word(.max), .word(0x42 << 248), .word(3), .string("Hello, world!"),
        ]
        let packed = try ABI.encodePacked(values, as: types)
        #expect(Hex.encode(packed) == "0xffff42000348656c6c6f2c20776f726c6421")
    }

    @Test func `takes each value in its own width`() throws {
        let values: [ABIValue] = [
            .word(0x0102), .word(1), .word(Address(word: 0xabcd).word), .bytes([9, 8]),
        ]
        let types: [ABIType] = [.uint(bits: 24), .bool, .address, .bytes]
        let packed = try ABI.encodePacked(values, as: types)
        #expect(packed == [0, 1, 2, 1] + Address(word: 0xabcd).bytes + [9, 8])
        #expect(try ABI.encodePacked([], as: []) == [])
    }

    /// Elements take whole words (the same section: "padded"), without a length before them.
    @Test func `takes elements in whole words`() throws {
        let bits: ABIValue = .array([.word(1), .word(0)])
        let words = UInt256.one.bigEndianBytes + UInt256.zero.bigEndianBytes
        #expect(try ABI.encodePacked([bits], as: [.array(.bool)]) == words)
        #expect(try ABI.encodePacked([bits], as: [.fixedArray(.bool, count: 2)]) == words)
        let nested = ABIType.array(.fixedArray(.bool, count: 2))
        #expect(try ABI.encodePacked([.array([bits, bits])], as: [nested]) == words + words)
        let bytes = ABIValue.array([.word(0x42 << 248)])
        let left = [0x42] + [UInt8](repeating: 0, count: 31)
        #expect(try ABI.encodePacked([bytes], as: [.array(.fixedBytes(count: 1))]) == left)
    }

    @Test(arguments: [
        (ABIType.tuple([.bool]), ABIValue.tuple([.word(1)])),
        (.array(.string), .array([.string("a")])),
        (.array(.bytes), .array([.bytes([])])),
        (.array(.array(.bool)), .array([.array([])])),
        (.fixedArray(.array(.bool), count: 1), .array([.array([])])),
        (.array(.tuple([])), .array([.tuple([])])),
    ])
    func `refuses what Solidity does not pack`(type: ABIType, value: ABIValue) {
        #expect(throws: ABIError.self) { try ABI.encodePacked([value], as: [type]) }
        do throws(ABIError) {
            _ = try ABI.encodePacked([value], as: [type])
        } catch {
            guard case .noPackedForm = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `refuses values that do not fit their types`() {
        #expect(throws: ABIError.valueCount(0, expected: 1)) {
            try ABI.encodePacked([], as: [.bool])
        }
        #expect(throws: ABIError.valueCount(1, expected: 2)) {
            try ABI.encodePacked([.array([.word(1)])], as: [.fixedArray(.bool, count: 2)])
        }
        #expect(throws: ABIError.outOfRange(.uint(bits: 8), 256)) {
            try ABI.encodePacked([.word(256)], as: [.uint(bits: 8)])
        }
        #expect(throws: ABIError.wrongKind(.bool)) {
            try ABI.encodePacked([.bytes([1])], as: [.bool])
        }
        #expect(throws: ABIError.wrongKind(.array(.bool))) {
            try ABI.encodePacked([.word(1)], as: [.array(.bool)])
        }
        #expect(throws: ABIError.wrongKind(.bytes)) {
            try ABI.encodePacked([.word(1)], as: [.bytes])
        }
    }
}

@Suite struct `Strict ABI decoding` {
    private let types: [ABIType] = [.bytes, .bytes]
    private let values: [ABIValue] = [.bytes([1]), .bytes([2, 3])]

    @Test func `takes what encoding makes`() throws {
        let encoded = try ABI.encode(values, as: types)
        #expect(try ABI.decodeStrictly(encoded, as: types) == values)
    }

    @Test func `refuses what contracts let pass`() throws {
        let encoded = try ABI.encode(values, as: types)
        var padded = encoded
        padded[padded.count - 1] = 1
        // The second value stands before the first.
        let word = { (number: UInt64) in UInt256(number).bigEndianBytes }
        let left = { (bytes: [UInt8]) in bytes + Array(repeating: 0, count: 32 - bytes.count) }
        let swapped =
            word(128) + word(64) + word(2) + left([2, 3]) + word(1) + left([1])
        for bytes in [encoded + [0], encoded + word(0), padded, swapped] {
            #expect(try ABI.decode(bytes, as: types) == values)
            #expect(throws: ABIError.notCanonical) {
                try ABI.decodeStrictly(bytes, as: types)
            }
        }
    }
}
