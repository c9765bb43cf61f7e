import Primitives
import WideMath

extension Block {
    /// The block's RLP: header, transactions, ommers and, from Shanghai on, withdrawals.
    public var encoded: [UInt8] {
        var parts: [RLPItem] = [
            header.item, .list(transactions.map(\.item)), .list(ommers.map(\.item)),
        ]
        if header.shape.hasWithdrawals { parts.append(.list(withdrawals.map(\.item))) }
        return RLP.encode(.list(parts))
    }

    /// Reads the bytes that `encoded` makes of some block, and no others.
    ///
    /// Whether the header commits to the rest is not checked.
    public static func decode(_ bytes: [UInt8]) throws(BlockDecodingError) -> Block {
        let item: RLPItem
        do {
            item = try RLP.decode(bytes)
        } catch {
            throw .malformed(error)
        }
        let parts = try BlockFieldReader.list(item, .block)
        guard let first = parts.first else { throw .fieldCount(of: .block, 0) }
        let header = try BlockHeader(first)
        if parts.count != (header.shape.hasWithdrawals ? 4 : 3) {
            throw .fieldCount(of: .block, parts.count)
        }
        var block = Block(header: header, transactions: [])
        for item in try BlockFieldReader.list(parts[1], .transactions) {
            block.transactions.append(try transaction(item, index: block.transactions.count))
        }
        for item in try BlockFieldReader.list(parts[2], .ommers) {
            block.ommers.append(try BlockHeader(item))
        }
        if parts.count == 4 {
            for item in try BlockFieldReader.list(parts[3], .withdrawals) {
                block.withdrawals.append(try Withdrawal(item))
            }
        }
        return block
    }

    /// A legacy transaction stands as the list it is, a typed one as bytes.
    private static func transaction(
        _ item: RLPItem,
        index: Int
    ) throws(BlockDecodingError) -> SignedTransaction {
        let bytes: [UInt8]
        switch item {
        case .list: bytes = RLP.encode(item)
        case .bytes(let typed):
            if let type = typed.first, type >= 0xc0 { throw .untypedBytes(index: index) }
            bytes = typed
        }
        do {
            return try SignedTransaction.decode(bytes)
        } catch {
            throw .transaction(index: index, error)
        }
    }
}

extension SignedTransaction {
    /// The transaction as an item of a block: a list without a type, or bytes with one.
    fileprivate var item: RLPItem {
        transaction.kind.typeByte == 0 ? fields : .bytes(encoded)
    }
}
