import Primitives
import WideMath

/// A filter of 2,048 bits that tells which addresses and topics logs may contain.
///
/// Each sets three bits, numbered by the first three pairs of bytes of its hash; bit 0 is the
/// lowest of the last byte.
///
/// Source: Ethereum Yellow Paper, section 4.3.1, the function M₃:₂₀₄₈.
public struct LogsBloom: Hashable, Sendable {
    /// How many bytes the filter has.
    public static let byteCount = 256

    /// The bits, most significant first.
    public private(set) var bytes: [UInt8]

    /// A filter of nothing.
    public static let empty = LogsBloom()

    /// Makes a filter of nothing.
    public init() { bytes = Array(repeating: 0, count: Self.byteCount) }

    /// Makes a filter from its 256 bytes; nothing for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Makes the filter of a transaction's logs.
    public init(of logs: [Log]) {
        self.init()
        for log in logs {
            insert(log.address.bytes)
            for topic in log.topics { insert(topic.bigEndianBytes) }
        }
    }

    /// Adds an address or a topic.
    public mutating func insert(_ element: [UInt8]) {
        for bit in Self.bits(of: element) { bytes[255 - bit / 8] |= 1 << UInt8(bit % 8) }
    }

    /// Adds all that another filter holds.
    public mutating func formUnion(_ other: LogsBloom) {
        for index in bytes.indices { bytes[index] |= other.bytes[index] }
    }

    /// Whether an address or a topic may have been added; false is certain.
    public func mayContain(_ element: [UInt8]) -> Bool {
        Self.bits(of: element).allSatisfy { bytes[255 - $0 / 8] & 1 << UInt8($0 % 8) != 0 }
    }

    private static func bits(of element: [UInt8]) -> [Int] {
        let hash = keccak256(element).word.limb3
        return [48, 32, 16].map { Int(hash >> $0 & 2_047) }
    }
}
