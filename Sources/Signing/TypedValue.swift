import Primitives
import WideMath

/// A value of typed data as JSON has it; its type says how to read it.
public enum TypedValue: Hashable, Sendable {
    /// No value, which no type allows.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number with its sign.
    case integer(isNegative: Bool, magnitude: UInt256)
    /// Text; or a number in decimal or, after `0x`, hexadecimal digits; or bytes after `0x`.
    case text(String)
    /// The elements of an array.
    case list([TypedValue])
    /// The fields of a structure.
    case object([String: TypedValue])

    /// The sign and size of a number, or of a text that is one.
    var number: (isNegative: Bool, magnitude: UInt256)? {
        switch self {
        case .integer(let isNegative, let magnitude): return (isNegative, magnitude)
        case .text(let text):
            let isNegative = text.hasPrefix("-")
            let digits = text.dropFirst(isNegative ? 1 : 0)
            guard digits.hasPrefix("0x") else {
                return UInt256(decimal: digits).map { (isNegative, $0) }
            }
            let hex = digits.dropFirst(2)
            guard !hex.isEmpty, hex.utf8.count <= 64, !hex.hasPrefix("0x"),
                let bytes = Hex.decode((hex.utf8.count % 2 == 0 ? "" : "0") + hex)
            else { return nil }
            return UInt256(bigEndian: bytes).map { (isNegative, $0) }
        default: return nil
        }
    }

    /// The bytes of a text of hexadecimal digits after `0x`.
    var bytes: [UInt8]? {
        guard case .text(let text) = self, text.hasPrefix("0x") else { return nil }
        return Hex.decode(text)
    }

    /// What kind of value it is, for an error.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer: "a number"
        case .text: "a text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
