import Primitives
import Signing
import WideMath

extension SignedTransaction {
    /// Reads the bytes that `encoded` makes, and no others.
    ///
    /// The signature's numbers may still be no signature, which `recoverSender` tells.
    public static func decode(
        _ bytes: [UInt8]
    ) throws(TransactionDecodingError) -> SignedTransaction {
        guard let type = bytes.first else { throw .empty }
        if type != Transaction.typeByte { throw .unsupportedType(type >= 0xc0 ? 0 : type) }
        var fields = try FieldReader(encoded: Array(bytes.dropFirst()))
        let transaction = Transaction(
            chainID: try fields.uint64(.chainID),
            nonce: try fields.uint64(.nonce),
            maxPriorityFeePerGas: Wei(try fields.uint256(.maxPriorityFeePerGas)),
            maxFeePerGas: Wei(try fields.uint256(.maxFeePerGas)),
            gasLimit: Gas(try fields.uint64(.gasLimit)),
            to: try fields.recipient(),
            value: Wei(try fields.uint256(.value)),
            data: try fields.bytes(.data),
            accessList: try fields.accessList()
        )
        let parity = try fields.uint64(.yParity)
        guard parity <= 1 else { throw .invalidParity(parity) }
        return SignedTransaction(
            transaction,
            signature: Signature(
                r: try fields.uint256(.r),
                s: try fields.uint256(.s),
                yParity: UInt8(parity)
            )
        )
    }
}

/// Takes the twelve fields one after the other.
private struct FieldReader {
    private var items: ArraySlice<RLPItem>

    init(encoded: [UInt8]) throws(TransactionDecodingError) {
        do {
            items = try RLP.decode(encoded).asList()[...]
        } catch {
            throw .malformed(error)
        }
        if items.count != 12 {
            throw .fieldCount(of: .transaction, items.count, expected: 12)
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

    mutating func recipient() throws(TransactionDecodingError) -> Address? {
        let bytes = try bytes(.to)
        if bytes.isEmpty { return nil }
        guard let address = Address(bytes: bytes) else {
            throw .byteCount(of: .to, bytes.count, expected: 20)
        }
        return address
    }

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
            throw .fieldCount(of: .transaction, 0, expected: 12)
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
