/// The type of a field of typed data.
enum TypedDataType: Hashable, Sendable {
    case unsigned(bits: Int)
    case signed(bits: Int)
    case bool
    case address
    case bytes
    case fixedBytes(count: Int)
    case string
    indirect case array(of: TypedDataType, count: Int?)
    case structure(String)

    /// How many dimensions an array may have.
    static let dimensionsMax = 32

    /// Reads a name such as `uint256`, `bytes4[2][]` or `Person`.
    ///
    /// Nothing for what is no type and no name of a structure; there is no `uint` without its
    /// size (EIP-712).
    init?(_ text: String) {
        self.init(Substring(text), dimensions: 0)
    }

    private init?(_ text: Substring, dimensions: Int) {
        guard text.hasSuffix("]") else {
            self.init(element: String(text))
            return
        }
        guard dimensions < Self.dimensionsMax, let open = text.lastIndex(of: "["),
            let element = TypedDataType(text[..<open], dimensions: dimensions + 1)
        else { return nil }
        let digits = text[text.index(after: open)...].dropLast()
        if digits.isEmpty {
            self = .array(of: element, count: nil)
            return
        }
        guard let count = Self.number(digits), count > 0 else { return nil }
        self = .array(of: element, count: count)
    }

    private init?(element text: String) {
        if let atomic = Self.atomic(text) {
            self = atomic
        } else if Self.isIdentifier(text), !Self.isReserved(text) {
            self = .structure(text)
        } else {
            return nil
        }
    }

    private static func atomic(_ text: String) -> TypedDataType? {
        switch text {
        case "bool": return .bool
        case "address": return .address
        case "bytes": return .bytes
        case "string": return .string
        default: break
        }
        if text.hasPrefix("uint"), let bits = number(text.dropFirst(4)), isSize(bits) {
            return .unsigned(bits: bits)
        }
        if text.hasPrefix("int"), let bits = number(text.dropFirst(3)), isSize(bits) {
            return .signed(bits: bits)
        }
        if text.hasPrefix("bytes"), let count = number(text.dropFirst(5)), (1...32).contains(count)
        {
            return .fixedBytes(count: count)
        }
        return nil
    }

    private static func isSize(_ bits: Int) -> Bool { (8...256).contains(bits) && bits % 8 == 0 }

    /// Decimal digits without a leading zero or a sign.
    private static func number(_ digits: Substring) -> Int? {
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != "0" else {
            return nil
        }
        return Int(digits)
    }

    /// A letter, `_` or `$`, then those and digits, as Solidity's identifiers; EIP-712 allows
    /// every identifier.
    static func isIdentifier(_ text: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool {
            (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x5f
                || byte == 0x24
        }
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }

    /// Whether a name looks like one of Solidity's own types, of which there are no others.
    static func isReserved(_ text: String) -> Bool {
        if atomic(text) != nil { return true }
        return ["uint", "int", "bytes"].contains { prefix in
            text.hasPrefix(prefix)
                && text.dropFirst(prefix.count).utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    /// The structure at the bottom of arrays, if it is one.
    var structureName: String? {
        switch self {
        case .array(let element, _): element.structureName
        case .structure(let name): name
        default: nil
        }
    }
}
