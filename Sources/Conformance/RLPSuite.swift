import Primitives
import WideMath

/// RLP in both directions.
///
/// A case has the encoding in hexadecimal as `out` and what it encodes as `in`: text, a number, a
/// decimal number after `#`, or a list of such; `VALID` and `INVALID` say only whether the strict
/// decoder takes it. Or it has `encoded` and, in hexadecimal, `decoded`.
enum RLPSuite: ConformanceSuite {
    static let name = "rlp"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in try check(value) }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        if let input = value["in"] {
            let encoding = try value.bytes("out")
            switch input {
            case .string("INVALID"): try checkRefused(encoding)
            case .string("VALID"): try checkRoundTrip(encoding)
            default: try check(try item(input), against: encoding)
            }
        } else if let decoded = value["decoded"] {
            try check(try hexItem(decoded), against: try value.bytes("encoded"))
        } else {
            throw .unknownShape(fields: value.keys)
        }
    }

    private static func check(_ item: RLPItem, against encoding: [UInt8]) throws(CaseFailure) {
        let actual = RLP.encode(item)
        if actual != encoding {
            throw .different(
                what: "the encoding",
                expected: Hex.encode(encoding),
                actual: Hex.encode(actual)
            )
        }
        let decoded = try decode(encoding)
        if decoded != item {
            throw .different(
                what: "what was decoded",
                expected: "\(item)",
                actual: "\(decoded)"
            )
        }
    }

    private static func checkRefused(_ encoding: [UInt8]) throws(CaseFailure) {
        if (try? RLP.decode(encoding)) != nil { throw .accepted(what: Hex.encode(encoding)) }
    }

    private static func checkRoundTrip(_ encoding: [UInt8]) throws(CaseFailure) {
        let actual = RLP.encode(try decode(encoding))
        if actual != encoding {
            throw .different(
                what: "the encoding",
                expected: Hex.encode(encoding),
                actual: Hex.encode(actual)
            )
        }
    }

    private static func decode(_ encoding: [UInt8]) throws(CaseFailure) -> RLPItem {
        do {
            return try RLP.decode(encoding)
        } catch {
            throw .refused(what: "the encoding", reason: "\(error)")
        }
    }

    /// The item that ethereum/tests writes as text, numbers and lists.
    private static func item(_ value: JSONValue) throws(CaseFailure) -> RLPItem {
        switch value {
        case .integer(let number): return RLPItem(number)
        case .string(let text) where text.hasPrefix("#"):
            guard let bytes = bytes(ofDecimal: text.dropFirst()) else {
                throw .malformed(field: "in", expected: "decimal digits after #")
            }
            return .bytes(bytes)
        case .string(let text): return .bytes(Array(text.utf8))
        case .array(let values):
            var items: [RLPItem] = []
            for value in values { items.append(try item(value)) }
            return .list(items)
        case .null, .bool, .number, .object:
            throw .malformed(field: "in", expected: "text, a whole number or a list")
        }
    }

    /// The item that ethers writes as hexadecimal text and lists.
    private static func hexItem(_ value: JSONValue) throws(CaseFailure) -> RLPItem {
        switch value {
        case .string(let text):
            guard let bytes = Hex.decode(text) else {
                throw .malformed(field: "decoded", expected: "hexadecimal digits")
            }
            return .bytes(bytes)
        case .array(let values):
            var items: [RLPItem] = []
            for value in values { items.append(try hexItem(value)) }
            return .list(items)
        default: throw .malformed(field: "decoded", expected: "hexadecimal digits or a list")
        }
    }

    /// The big-endian bytes of a decimal number of any size; none for zero.
    private static func bytes(ofDecimal digits: Substring) -> [UInt8]? {
        if digits.isEmpty { return nil }
        var littleEndian: [UInt8] = []
        for digit in digits.utf8 {
            guard (0x30...0x39).contains(digit) else { return nil }
            var carry = Int(digit) - 0x30
            for index in littleEndian.indices {
                carry += Int(littleEndian[index]) * 10
                littleEndian[index] = UInt8(carry & 0xff)
                carry >>= 8
            }
            if carry > 0 { littleEndian.append(UInt8(carry)) }
        }
        return littleEndian.reversed()
    }
}
