import Primitives
import WideMath

/// Takes the fields of a header or a withdrawal one after the other.
struct BlockFieldReader {
    private var items: ArraySlice<RLPItem>

    /// A reader of as many items as the caller will take.
    init(_ items: [RLPItem]) { self.items = items[...] }

    /// A number below 2⁶⁴.
    mutating func uint64(_ field: BlockDecodingError.Field) throws(BlockDecodingError) -> UInt64 {
        try take(field) { item throws(RLPError) in try item.asUInt64() }
    }

    /// A number below 2²⁵⁶.
    mutating func uint256(_ field: BlockDecodingError.Field) throws(BlockDecodingError) -> UInt256 {
        try take(field) { item throws(RLPError) in try item.asUInt256() }
    }

    /// Any number of bytes.
    mutating func bytes(_ field: BlockDecodingError.Field) throws(BlockDecodingError) -> [UInt8] {
        try take(field) { item throws(RLPError) in try item.asBytes() }
    }

    /// So many bytes as a big-endian number.
    mutating func word(
        _ field: BlockDecodingError.Field,
        byteCount: Int
    ) throws(BlockDecodingError) -> UInt256 {
        let bytes = try bytes(field)
        guard bytes.count == byteCount, let word = UInt256(bigEndian: bytes) else {
            throw .byteCount(of: field, bytes.count, expected: byteCount)
        }
        return word
    }

    /// 32 bytes.
    mutating func hash(_ field: BlockDecodingError.Field) throws(BlockDecodingError) -> Hash32 {
        Hash32(word: try word(field, byteCount: 32))
    }

    /// 20 bytes.
    mutating func address(_ field: BlockDecodingError.Field) throws(BlockDecodingError) -> Address {
        Address(word: try word(field, byteCount: 20))
    }

    /// The items of a list.
    static func list(
        _ item: RLPItem,
        _ field: BlockDecodingError.Field
    ) throws(BlockDecodingError) -> [RLPItem] {
        do {
            return try item.asList()
        } catch {
            throw .invalidField(field, error)
        }
    }

    private mutating func take<Value>(
        _ field: BlockDecodingError.Field,
        _ read: (RLPItem) throws(RLPError) -> Value
    ) throws(BlockDecodingError) -> Value {
        guard let item = items.popFirst() else { throw .fieldCount(of: field, 0) }
        do {
            return try read(item)
        } catch {
            throw .invalidField(field, error)
        }
    }
}
