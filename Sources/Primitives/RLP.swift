import WideMath

/// What RLP encodes: bytes, or a list of such items.
public enum RLPItem: Hashable, Sendable {
    /// A string of bytes.
    case bytes([UInt8])
    /// A list of items.
    case list([RLPItem])
}

/// Recursive-length prefix, the encoding of transactions, accounts and trie nodes.
///
/// Source: Ethereum Yellow Paper, appendix B. Decoding accepts only what encoding makes, so the
/// bytes of an item and the item determine each other.
public enum RLP {
    /// How deep lists may nest, so that hostile bytes cannot exhaust the stack.
    public static let depthMax = 1_024

    /// The encoding of an item.
    public static func encode(_ item: RLPItem) -> [UInt8] {
        var output: [UInt8] = []
        append(item, to: &output)
        return output
    }

    /// Puts a list's payload behind its prefix once the payload's length is known.
    private static func append(_ item: RLPItem, to output: inout [UInt8]) {
        switch item {
        case .bytes(let bytes): append(bytes: bytes, to: &output)
        case .list(let items):
            var payload: [UInt8] = []
            for item in items { append(item, to: &payload) }
            append(listOf: payload, to: &output)
        }
    }

    /// Appends the encoding of a string of bytes.
    static func append(bytes: [UInt8], to output: inout [UInt8]) {
        if bytes.count != 1 || bytes[0] >= 0x80 {
            appendPrefix(0x80, count: bytes.count, to: &output)
        }
        output += bytes
    }

    /// Appends the encoding of a list whose items' encodings follow one another in `payload`.
    static func append(listOf payload: [UInt8], to output: inout [UInt8]) {
        appendPrefix(0xc0, count: payload.count, to: &output)
        output += payload
    }

    private static func appendPrefix(_ base: UInt8, count: Int, to output: inout [UInt8]) {
        if count <= 55 {
            output.append(base + UInt8(count))
        } else {
            let length = minimalBytes(UInt256(UInt64(count)))
            output.append(base + 55 + UInt8(length.count))
            output += length
        }
    }

    /// The big-endian bytes of a number without leading zeros; none for zero.
    static func minimalBytes(_ value: UInt256) -> [UInt8] {
        Array(value.bigEndianBytes.suffix((value.bitWidth + 7) / 8))
    }
}

extension RLPItem {
    /// A number as its big-endian bytes without leading zeros.
    public init(_ value: UInt256) { self = .bytes(RLP.minimalBytes(value)) }

    /// A number as its big-endian bytes without leading zeros.
    public init(_ value: UInt64) { self.init(UInt256(value)) }
}
