import Primitives
import WideMath

extension JSONValue {
    /// A whole number of at most 256 bits: in JSON up to 64, or as text in decimal digits or in
    /// hexadecimal ones after `0x`, of which `0x` alone is zero.
    var number: UInt256? {
        switch self {
        case .integer(let number): return UInt256(number)
        case .string(let text) where text.hasPrefix("0x"):
            let digits = text.dropFirst(2)
            guard digits.count <= 66,
                let bytes = Hex.decode((digits.count % 2 == 0 ? "" : "0") + digits)
            else { return nil }
            return UInt256(bigEndian: bytes)
        case .string(let text): return UInt256(decimal: text)
        default: return nil
        }
    }

    /// The entries of an array.
    var array: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// The number of a field.
    func number(_ field: String) throws(CaseFailure) -> UInt256 {
        guard let value = self[field] else { throw .missing(field: field) }
        guard let number = value.number else {
            throw .malformed(field: field, expected: "a whole number of at most 256 bits")
        }
        return number
    }

    /// The number of a field, or zero where the field is missing.
    func numberIfAny(_ field: String) throws(CaseFailure) -> UInt256 {
        self[field] == nil ? .zero : try number(field)
    }

    /// The number of a field that has at most 64 bits.
    func uint64(_ field: String) throws(CaseFailure) -> UInt64 {
        guard let number = try number(field).asUInt64 else {
            throw .malformed(field: field, expected: "a whole number of at most 64 bits")
        }
        return number
    }

    /// The text of a field.
    func text(_ field: String) throws(CaseFailure) -> String {
        guard let value = self[field] else { throw .missing(field: field) }
        guard let text = value.string else { throw .malformed(field: field, expected: "text") }
        return text
    }

    /// The entries of a field that is an array.
    func entries(_ field: String) throws(CaseFailure) -> [JSONValue] {
        guard let value = self[field] else { throw .missing(field: field) }
        guard let entries = value.array else {
            throw .malformed(field: field, expected: "a list")
        }
        return entries
    }

    /// The address of a field, with or without `0x` and checksum.
    func address(_ field: String) throws(CaseFailure) -> Address {
        guard let address = Address(bytes: try bytes(field)) else {
            throw .malformed(field: field, expected: "an address")
        }
        return address
    }

    /// The 32 bytes of a field.
    func hash(_ field: String) throws(CaseFailure) -> Hash32 {
        guard let hash = Hash32(bytes: try bytes(field)) else {
            throw .malformed(field: field, expected: "32 bytes")
        }
        return hash
    }
}

extension CaseFailure {
    /// Throws unless the two are equal.
    static func unless<Value: Equatable & CustomStringConvertible>(
        _ what: String,
        _ actual: Value,
        is expected: Value
    ) throws(CaseFailure) {
        if actual != expected {
            throw .different(
                what: what,
                expected: expected.description,
                actual: actual.description
            )
        }
    }

    /// Throws unless the bytes are equal.
    static func unless(
        _ what: String,
        _ actual: [UInt8],
        are expected: [UInt8]
    ) throws(CaseFailure) {
        if actual != expected {
            throw .different(
                what: what,
                expected: Hex.encode(expected),
                actual: Hex.encode(actual)
            )
        }
    }
}
