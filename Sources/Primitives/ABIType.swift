/// A type of Solidity's contract ABI.
///
/// Source: the Solidity documentation, "Contract ABI Specification".
public indirect enum ABIType: Hashable, Sendable {
    /// An unsigned integer of 8 to 256 bits.
    case uint(bits: Int)
    /// A signed integer of 8 to 256 bits.
    case int(bits: Int)
    /// An account.
    case address
    /// True or false.
    case bool
    /// 1 to 32 bytes in one word.
    case fixedBytes(count: Int)
    /// Any number of bytes.
    case bytes
    /// Text in UTF-8; its encoding is not checked.
    case string
    /// Any number of elements of one type.
    case array(ABIType)
    /// A fixed number of elements of one type.
    case fixedArray(ABIType, count: Int)
    /// Values of several types.
    case tuple([ABIType])

    /// Whether its encoding is found through an offset.
    public var isDynamic: Bool {
        switch self {
        case .uint, .int, .address, .bool, .fixedBytes: false
        case .bytes, .string, .array: true
        case .fixedArray(let element, _): element.isDynamic
        case .tuple(let members): members.contains(where: \.isDynamic)
        }
    }

    /// How many bytes it takes where it stands: its own, or those of its offset.
    func headSize() throws(ABIError) -> Int {
        if isDynamic { return 32 }
        switch self {
        case .fixedArray(let element, let count):
            let size = try element.headSize().multipliedReportingOverflow(by: count)
            if size.overflow || size.partialValue < 0 { throw .typeTooLarge(self) }
            return size.partialValue
        case .tuple(let members): return try Self.headSize(of: members)
        default: return 32
        }
    }

    /// How many bytes the heads of several values take.
    static func headSize(of types: some Sequence<ABIType>) throws(ABIError) -> Int {
        var total = 0
        for type in types {
            let sum = total.addingReportingOverflow(try type.headSize())
            if sum.overflow { throw .typeTooLarge(type) }
            total = sum.partialValue
        }
        return total
    }
}
