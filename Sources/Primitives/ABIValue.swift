import WideMath

/// A value that the contract ABI encodes.
public indirect enum ABIValue: Hashable, Sendable {
    /// An integer (two's complement if signed), address, truth value, or up to 32 bytes, which
    /// start at the most significant end of the word.
    case word(UInt256)
    /// Any number of bytes, or text in UTF-8.
    case bytes([UInt8])
    /// The elements of an array, of fixed length or not.
    case array([ABIValue])
    /// The members of a tuple.
    case tuple([ABIValue])

    /// Text in UTF-8.
    public static func string(_ text: String) -> ABIValue { .bytes(Array(text.utf8)) }
}

extension ABIType {
    /// Whether a word holds a value of this type and nothing else.
    func holds(_ word: UInt256) -> Bool {
        switch self {
        case .uint(let bits): word >> bits == .zero
        case .int(let bits):
            // All bits from the sign upwards are equal.
            word >> (bits - 1) == .zero || ~word >> (bits - 1) == .zero
        case .address: word >> 160 == .zero
        case .bool: word <= .one
        case .fixedBytes(let count): word << (8 * count) == .zero
        case .bytes, .string, .array, .fixedArray, .tuple: false
        }
    }
}
