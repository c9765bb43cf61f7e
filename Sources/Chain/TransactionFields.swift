import Primitives
import WideMath

/// The fields of an encoded transaction, which are taken one after the other.
struct TransactionFields {
    private let count: Int
    private var items: ArraySlice<RLPItem>

    /// Reads a list of so many fields.
    init(encoded: [UInt8], count: Int) throws(TransactionDecodingError) {
        self.count = count
        do {
            items = try RLP.decode(encoded).asList()[...]
        } catch {
            throw .malformed(error)
        }
        if items.count != count {
            throw .fieldCount(of: .transaction, items.count, expected: count)
        }
    }

    mutating func uint64(
        _ field: TransactionDecodingError.Field
    ) throws(TransactionDecodingError) -> UInt64 {
        try take(field) { item throws(RLPError) in try item.asUInt64() }
    }

    mutating func uint256(
        _ field: TransactionDecodingError.Field
    ) throws(TransactionDecodingError) -> UInt256 {
        try take(field) { item throws(RLPError) in try item.asUInt256() }
    }

    mutating func bytes(
        _ field: TransactionDecodingError.Field
    ) throws(TransactionDecodingError) -> [UInt8] {
        try take(field) { item throws(RLPError) in try item.asBytes() }
    }

    /// The parity of a signature: 0 or 1.
    mutating func parity() throws(TransactionDecodingError) -> UInt8 {
        let parity = try uint64(.yParity)
        guard parity <= 1 else { throw .invalidParity(parity) }
        return UInt8(parity)
    }

    /// An address; nothing for no bytes, which create a contract.
    mutating func recipient() throws(TransactionDecodingError) -> Address? {
        let bytes = try bytes(.to)
        if bytes.isEmpty { return nil }
        guard let address = Address(bytes: bytes) else {
            throw .byteCount(of: .to, bytes.count, expected: 20)
        }
        return address
    }

    /// Accounts and storage slots (EIP-2930).
    mutating func accessList() throws(TransactionDecodingError) -> [AccessListEntry] {
        let items = try take(.accessList) { item throws(RLPError) in try item.asList() }
        var entries: [AccessListEntry] = []
        for item in items { entries.append(try Self.entry(item)) }
        return entries
    }

    private static func entry(
        _ item: RLPItem
    ) throws(TransactionDecodingError) -> AccessListEntry {
        let pair = try convert(item, .accessList) { item throws(RLPError) in try item.asList() }
        if pair.count != 2 { throw .fieldCount(of: .accessList, pair.count, expected: 2) }
        let bytes = try convert(pair[0], .accessList) { item throws(RLPError) in
            try item.asBytes()
        }
        guard let address = Address(bytes: bytes) else {
            throw .byteCount(of: .accessList, bytes.count, expected: 20)
        }
        let list = try convert(pair[1], .accessList) { item throws(RLPError) in
            try item.asList()
        }
        var keys: [UInt256] = []
        for item in list {
            let bytes = try convert(item, .accessList) { item throws(RLPError) in
                try item.asBytes()
            }
            guard bytes.count == 32, let key = UInt256(bigEndian: bytes) else {
                throw .byteCount(of: .accessList, bytes.count, expected: 32)
            }
            keys.append(key)
        }
        return AccessListEntry(address: address, storageKeys: keys)
    }

    private mutating func take<Value>(
        _ field: TransactionDecodingError.Field,
        _ read: (RLPItem) throws(RLPError) -> Value
    ) throws(TransactionDecodingError) -> Value {
        guard let item = items.popFirst() else {
            throw .fieldCount(of: .transaction, 0, expected: count)
        }
        return try Self.convert(item, field, read)
    }

    private static func convert<Value>(
        _ item: RLPItem,
        _ field: TransactionDecodingError.Field,
        _ read: (RLPItem) throws(RLPError) -> Value
    ) throws(TransactionDecodingError) -> Value {
        do {
            return try read(item)
        } catch {
            throw .invalidField(field, error)
        }
    }
}
