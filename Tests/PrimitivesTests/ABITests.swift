import Foundation
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `ABI coding` {
    /// Source: the Solidity documentation, "Contract ABI Specification", section Examples, and
    /// EIP-20.
    @Test(arguments: [
        ("baz(uint32,bool)", 0xcdcd_77c0 as UInt32), ("bar(bytes3[2])", 0xfce3_53f6),
        ("sam(bytes,bool,uint256[])", 0xa564_3bf2), ("transfer(address,uint256)", 0xa905_9cbb),
        ("Error(string)", 0x08c3_79a0), ("Panic(uint256)", 0x4e48_7b71),
    ])
    func `selects by the signature's hash`(signature: String, selector: UInt32) {
        #expect(ABI.selector(signature) == selector)
    }

    /// Source: the same section, `f(uint256,uint32[],bytes10,bytes)`.
    @Test func `encodes the documentation's example`() throws {
        let types = try types("(uint256,uint32[],bytes10,bytes)")
        let values: [ABIValue] = [
            .word(0x123), .array([.word(0x456), .word(0x789)]),
            .word(left(Array("1234567890".utf8))), .string("Hello, world!"),
        ]
        let encoding = """
            0000000000000000000000000000000000000000000000000000000000000123
            0000000000000000000000000000000000000000000000000000000000000080
            3132333435363738393000000000000000000000000000000000000000000000
            00000000000000000000000000000000000000000000000000000000000000e0
            0000000000000000000000000000000000000000000000000000000000000002
            0000000000000000000000000000000000000000000000000000000000000456
            0000000000000000000000000000000000000000000000000000000000000789
            000000000000000000000000000000000000000000000000000000000000000d
            48656c6c6f2c20776f726c642100000000000000000000000000000000000000
            """.split(separator: "\n").joined()
        #expect(Hex.encode(try ABI.encode(values, as: types)) == "0x" + encoding)
        #expect(try ABI.decode(try #require(Hex.decode(encoding)), as: types) == values)
    }

    @Test func `encodes a call of words`() {
        let call = ABI.encodeCall(selector: 0xa905_9cbb, words: [1, .max])
        #expect(
            call == [0xa9, 0x05, 0x9c, 0xbb] + UInt256.one.bigEndianBytes
                + UInt256.max.bigEndianBytes
        )
    }

    @Test func `refuses values that do not fit their types`() {
        #expect(throws: ABIError.valueCount(0, expected: 1)) { try ABI.encode([], as: [.bool]) }
        #expect(throws: ABIError.valueCount(1, expected: 2)) {
            try ABI.encode([.array([.word(1)])], as: [.fixedArray(.bool, count: 2)])
        }
        #expect(throws: ABIError.wrongKind(.bytes)) { try ABI.encode([.word(1)], as: [.bytes]) }
        for (type, word) in Self.outOfRange {
            #expect(throws: ABIError.outOfRange(type, word)) {
                try ABI.encode([.word(word)], as: [type])
            }
            #expect(throws: ABIError.outOfRange(type, word)) {
                try ABI.decode(word.bigEndianBytes, as: [type])
            }
        }
    }

    private static let outOfRange: [(ABIType, UInt256)] = [
        (.uint(bits: 8), 256), (.uint(bits: 248), .max), (.bool, 2),
        (.address, .one << 160), (.fixedBytes(count: 31), 1),
        (.int(bits: 8), 128), (.int(bits: 8), .max ^ 128), (.int(bits: 8), 255),
    ]

    @Test(arguments: [
        (ABIType.uint(bits: 256), UInt256.max), (.uint(bits: 8), 255), (.int(bits: 8), 127),
        (.int(bits: 8), .max ^ 127), (.int(bits: 256), .max), (.fixedBytes(count: 32), .max),
        (.fixedBytes(count: 1), 0xff << 248), (.bool, 1),
    ])
    func `takes the ends of a range`(type: ABIType, word: UInt256) throws {
        let bytes = try ABI.encode([.word(word)], as: [type])
        #expect(try ABI.decode(bytes, as: [type]) == [.word(word)])
    }

    @Test func `refuses hostile offsets and lengths`() throws {
        let bytes = { (words: [UInt256]) in words.flatMap(\.bigEndianBytes) }
        #expect(throws: ABIError.truncated(offset: 0, byteCount: 32)) {
            try ABI.decode([1, 2, 3], as: [.bool])
        }
        #expect(throws: ABIError.invalidOffset(.max)) {
            try ABI.decode(bytes([.max]), as: [.bytes])
        }
        #expect(throws: ABIError.invalidOffset(33)) { try ABI.decode(bytes([33]), as: [.bytes]) }
        #expect(throws: ABIError.truncated(offset: 32, byteCount: 32)) {
            try ABI.decode(bytes([32]), as: [.string])
        }
        for length in [UInt256(33), UInt256(UInt64(Int.max)), .max] {
            #expect(throws: ABIError.invalidLength(length)) {
                try ABI.decode(bytes([32, length, 0]), as: [.bytes])
            }
            #expect(throws: ABIError.invalidLength(length)) {
                try ABI.decode(bytes([32, length, 0]), as: [.array(.bool)])
            }
        }
        #expect(throws: ABIError.invalidLength(5)) {
            try ABI.decode(bytes([32, 5]), as: [.array(.tuple([]))])
        }
        let huge = try ABIType("bool[4611686018427387904][3]")
        #expect(throws: ABIError.self) { try ABI.decode(bytes([0]), as: [huge]) }
        #expect(throws: ABIError.self) { try ABI.decode(bytes([0]), as: [.array(huge)]) }
        #expect(throws: ABIError.self) {
            try ABI.decode(bytes([32, 0]), as: [.fixedArray(.bytes, count: .max)])
        }
    }

    /// Each level's offsets all lead to the next one: 20^9 strings, were they read.
    @Test func `refuses offsets that lead to the same bytes`() throws {
        let width = 20
        let type = try ABIType("string" + String(repeating: "[]", count: 9))
        var words: [UInt256] = [32]
        for _ in 0..<9 {
            words.append(UInt256(UInt64(width)))
            words += Array(repeating: UInt256(UInt64(32 * width)), count: width)
        }
        words.append(0)
        #expect(throws: ABIError.overlap) {
            try ABI.decode(words.flatMap(\.bigEndianBytes), as: [type])
        }
    }

    @Test func `of random bytes never traps`() throws {
        var numbers = TestNumbers(seed: 17)
        let names = [
            "(uint8,bytes,string)", "(bytes[],(string,int16)[2][])", "(uint256[][],address)",
            "(bool[3],(bytes32,bytes)[])", "(string[2][],())",
        ]
        var decoded = 0
        for name in names {
            let types = try types(name)
            for _ in 0..<4_000 {
                let words = (0..<numbers.below(24)).map { _ -> UInt256 in
                    switch numbers.below(6) {
                    case 0: numbers.edgeWord()
                    case 1: UInt256(UInt64(numbers.below(3)))
                    default: UInt256(UInt64(32 * numbers.below(12)))
                    }
                }
                let bytes = words.flatMap(\.bigEndianBytes).dropLast(numbers.below(2))
                guard let values = try? ABI.decode(Array(bytes), as: types) else { continue }
                decoded += 1
                let encoded = try ABI.encode(values, as: types)
                #expect(try ABI.decode(encoded, as: types) == values)
            }
        }
        #expect(decoded > 100)
    }

    @Test func `agrees with the reference encodings`() throws {
        for row in try SharedFiles.objects("vectors/abi/ethers_abi.json") {
            let type = try ABIType(try #require(row["type"] as? String))
            let value = try value(try #require(row["value"]), as: type)
            let bytes = try #require(Hex.decode(row["encoded"] as? String ?? "-"))
            #expect(try ABI.encode([value], as: [type]) == bytes)
            #expect(try ABI.decode(bytes, as: [type]) == [value])
        }
    }

    private func types(_ text: String) throws -> [ABIType] {
        guard case .tuple(let types) = try ABIType(text) else { return [] }
        return types
    }

    private func left(_ bytes: [UInt8]) -> UInt256 {
        (UInt256(bigEndian: bytes) ?? .zero) << (8 * (32 - bytes.count))
    }

    /// A value of ethers' files: decimal text, hexadecimal text, truth values and lists.
    private func value(_ json: Any, as type: ABIType) throws -> ABIValue {
        switch type {
        case .bool: return .word(try #require(json as? Bool) ? 1 : 0)
        case .address: return .word(try #require(Address(text: json as? String ?? "")).word)
        case .fixedBytes: return .word(left(try #require(Hex.decode(json as? String ?? "-"))))
        case .bytes: return .bytes(try #require(Hex.decode(json as? String ?? "-")))
        case .string: return .string(try #require(json as? String))
        case .uint, .int:
            let text = try #require(json as? String)
            let digits = try #require(UInt256(decimal: text.drop { $0 == "-" }))
            return .word(text.hasPrefix("-") ? UInt256.zero.wrappingSubtract(digits) : digits)
        case .array(let element), .fixedArray(let element, _):
            return .array(try #require(json as? [Any]).map { try value($0, as: element) })
        case .tuple(let types):
            let members = try #require(json as? [Any])
            return .tuple(try zip(members, types).map { try value($0, as: $1) })
        }
    }
}

@Suite struct `An ABI type` {
    @Test(arguments: [
        ("uint", "uint256"), ("int", "int256"), ("uint8", "uint8"), ("int248", "int248"),
        ("bytes32[4][]", "bytes32[4][]"),
        (
            "(address,(uint256,bytes)[])[2]",
            "(address,(uint256,bytes)[])[2]"
        ), ("()", "()"), ("string", "string"),
    ])
    func `is read and written`(text: String, canonical: String) throws {
        #expect(try ABIType(text).description == canonical)
    }

    @Test(arguments: [
        "", "uint7", "uint0", "uint264", "uint08", "int+8", "bytes0", "bytes33", "adress", "bool[",
        "bool[0]", "bool[-1]", "bool[01]", "bool[99999999999999999999]", "bool]", "(bool",
        "(bool,)",
        "bool)", "(,)", "uint256 ", " uint256", "(bool, bool)", "Uint256", "bool[x]", "é",
        "bool\u{301}",
    ])
    func `refuses other text`(text: String) {
        #expect(throws: ABIError.unknownType(text)) { try ABIType(text) }
    }

    @Test func `nests to a limit`() throws {
        let limit = ABIType.depthMax
        let tooDeep = ABIError.typeTooDeep(limit: limit)
        _ = try ABIType("bool" + String(repeating: "[]", count: limit))
        #expect(throws: tooDeep) {
            try ABIType("bool" + String(repeating: "[]", count: limit + 1))
        }
        let open = { String(repeating: "(", count: $0) }
        let close = { String(repeating: ")", count: $0) }
        _ = try ABIType(open(limit) + close(limit))
        #expect(throws: tooDeep) { try ABIType(open(limit + 1) + close(limit + 1)) }
        #expect(throws: tooDeep) { try ABIType(open(100_000)) }
        let half = String(repeating: "[]", count: limit / 2)
        #expect(throws: tooDeep) { try ABIType("((bool\(half))\(half))") }
    }
}
