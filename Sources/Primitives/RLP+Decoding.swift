import WideMath

/// Why bytes are not the RLP that was expected; offsets count from the first byte decoded.
public enum RLPError: Error, Hashable, Sendable {
    /// An item needs more bytes than there are.
    case truncated(offset: Int, needed: UInt64, available: Int)
    /// Bytes remain after the item.
    case trailingBytes(count: Int)
    /// A byte below 0x80 has a prefix.
    case prefixedSmallByte(offset: Int)
    /// A length is not in its shortest form.
    case nonCanonicalLength(offset: Int)
    /// Lists nest deeper than the limit.
    case tooDeep(limit: Int)
    /// A list stands where bytes are expected.
    case notBytes
    /// Bytes stand where a list is expected.
    case notList
    /// A number starts with a zero byte.
    case leadingZero
    /// A number needs more bits than its type has.
    case numberTooLarge(byteCount: Int, bitsMax: Int)
}

extension RLP {
    /// The one item that the bytes encode in canonical form.
    public static func decode(_ bytes: [UInt8]) throws(RLPError) -> RLPItem {
        var reader = Reader(bytes: bytes)
        let item = try reader.item(end: bytes.count, depth: 0)
        if reader.offset != bytes.count {
            throw .trailingBytes(count: bytes.count - reader.offset)
        }
        return item
    }

    private struct Reader {
        let bytes: [UInt8]
        var offset = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        /// Reads the item at the offset, which may not pass `end`.
        mutating func item(end: Int, depth: Int) throws(RLPError) -> RLPItem {
            if offset >= end { throw .truncated(offset: offset, needed: 1, available: 0) }
            let start = offset
            let prefix = bytes[start]
            offset += 1
            if prefix < 0x80 { return .bytes([prefix]) }
            if prefix < 0xc0 {
                let count = try count(prefix - 0x80, end: end, start: start)
                let content = Array(bytes[offset..<offset + count])
                if count == 1 && content[0] < 0x80 { throw .prefixedSmallByte(offset: start) }
                offset += count
                return .bytes(content)
            }
            let count = try count(prefix - 0xc0, end: end, start: start)
            if depth >= RLP.depthMax { throw .tooDeep(limit: RLP.depthMax) }
            let listEnd = offset + count
            var items: [RLPItem] = []
            while offset < listEnd { items.append(try item(end: listEnd, depth: depth + 1)) }
            return .list(items)
        }

        /// The length of a payload that lies between the offset and `end`.
        private mutating func count(
            _ code: UInt8,
            end: Int,
            start: Int
        ) throws(RLPError) -> Int {
            var length = UInt64(code)
            if code > 55 {
                let width = Int(code) - 55
                if end - offset < width {
                    throw .truncated(
                        offset: start,
                        needed: UInt64(width),
                        available: end - offset
                    )
                }
                if bytes[offset] == 0 { throw .nonCanonicalLength(offset: start) }
                length = 0
                for _ in 0..<width {
                    length = length << 8 | UInt64(bytes[offset])
                    offset += 1
                }
                if length <= 55 { throw .nonCanonicalLength(offset: start) }
            }
            guard let count = Int(exactly: length), count <= end - offset else {
                throw .truncated(offset: start, needed: length, available: end - offset)
            }
            return count
        }
    }
}

extension RLPItem {
    /// The bytes; an error for a list.
    public func asBytes() throws(RLPError) -> [UInt8] {
        guard case .bytes(let bytes) = self else { throw .notBytes }
        return bytes
    }

    /// The items; an error for bytes.
    public func asList() throws(RLPError) -> [RLPItem] {
        guard case .list(let items) = self else { throw .notList }
        return items
    }

    /// The number that the bytes hold, big-endian without leading zeros.
    public func asUInt256() throws(RLPError) -> UInt256 {
        let bytes = try asBytes()
        if bytes.first == 0 { throw .leadingZero }
        guard let value = UInt256(bigEndian: bytes) else {
            throw .numberTooLarge(byteCount: bytes.count, bitsMax: 256)
        }
        return value
    }

    /// The number that the bytes hold, big-endian without leading zeros.
    public func asUInt64() throws(RLPError) -> UInt64 {
        let value = try asUInt256()
        guard let small = value.asUInt64 else {
            throw .numberTooLarge(byteCount: (value.bitWidth + 7) / 8, bitsMax: 64)
        }
        return small
    }
}
