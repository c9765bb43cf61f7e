import Foundation
import Primitives

/// Any JSON, with integers kept exact.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(UInt64)
    /// A number that is negative, broken or above 64 bits.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The value of an object's key.
    subscript(key: String) -> JSONValue? {
        guard case .object(let entries) = self else { return nil }
        return entries[key]
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The keys of an object in order.
    var keys: [String] {
        guard case .object(let entries) = self else { return [] }
        return entries.keys.sorted()
    }

    /// The bytes of a field of hexadecimal digits, with or without `0x`.
    func bytes(_ field: String) throws(CaseFailure) -> [UInt8] {
        guard let value = self[field] else { throw .missing(field: field) }
        guard let text = value.string, let bytes = Hex.decode(text) else {
            throw .malformed(field: field, expected: "hexadecimal digits")
        }
        return bytes
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else if let value = try? container.decode([String: JSONValue].self) {
            self = .object(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(UInt64.self) {
            self = .integer(value)
        } else {
            self = .number(try container.decode(Double.self))
        }
    }
}
