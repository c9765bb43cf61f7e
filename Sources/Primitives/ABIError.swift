import WideMath

/// Why values and bytes of the ABI do not fit together.
public enum ABIError: Error, Hashable, Sendable {
    /// The text names no type.
    case unknownType(String)
    /// The text nests types deeper than the limit.
    case typeTooDeep(limit: Int)
    /// A value of the type cannot be addressed.
    case typeTooLarge(ABIType)
    /// There are more or fewer values than types.
    case valueCount(Int, expected: Int)
    /// The value has another shape than the type.
    case wrongKind(ABIType)
    /// The word has bits that the type does not.
    case outOfRange(ABIType, UInt256)
    /// Something ends behind the last byte.
    case truncated(offset: Int, byteCount: Int)
    /// An offset points behind the last byte.
    case invalidOffset(UInt256)
    /// A length exceeds what the bytes can hold.
    case invalidLength(UInt256)
    /// Offsets lead to the same bytes more than once, which encoding never does.
    case overlap
    /// The bytes are not those that encoding makes of the values in them.
    case notCanonical
    /// Solidity packs no values of the type.
    case noPackedForm(ABIType)
}
