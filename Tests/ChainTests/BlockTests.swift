import Chain
import Foundation
import Primitives
import Signing
import TestSupport
import Testing
import WideMath

@Suite struct `A block` {
    private func signed(_ nonce: UInt64) throws -> SignedTransaction {
        let key = try #require(PrivateKey(bytes: UInt256(7).bigEndianBytes))
        return Transaction(
            chainID: 1,
            nonce: nonce,
            maxPriorityFeePerGas: Wei(3),
            maxFeePerGas: Wei(4),
            gasLimit: Gas(21_000),
            to: Address(word: 5),
            value: Wei(6),
            data: [7, 8]
        ).signed(by: key)
    }

    /// Source: EIP-4895, for the order of a withdrawal's fields.
    private let withdrawal = Withdrawal(
        index: 1,
        validatorIndex: 2,
        recipient: Address(word: 3),
        amountInGwei: .max
    )

    @Test(arguments: HeaderShape.allCases)
    func `survives encoding in every shape`(shape: HeaderShape) throws {
        let block = Block(
            header: BlockHeader(shape: shape),
            transactions: [try signed(0), try signed(1)],
            ommers: [BlockHeader(shape: .frontier)],
            withdrawals: shape.hasWithdrawals ? [withdrawal] : []
        )
        let decoded = try Block.decode(block.encoded)
        #expect(decoded == block)
        #expect(decoded.encoded == block.encoded)
        #expect(try RLP.decode(block.encoded).asList().count == (shape.hasWithdrawals ? 4 : 3))
    }

    @Test func `without anything has the roots of nothing`() {
        let block = Block(header: BlockHeader(shape: .prague), transactions: [])
        #expect(block.transactionsRoot == Trie.emptyRoot)
        #expect(block.withdrawalsRoot == Trie.emptyRoot)
        #expect(block.ommersHash == BlockHeader.emptyOmmersHash)
        #expect(Block.receiptsRoot(of: []) == Trie.emptyRoot)
    }

    @Test func `is refused where a part is not as it should be`() throws {
        let block = Block(header: BlockHeader(shape: .prague), transactions: [try signed(0)])
        let parts = try RLP.decode(block.encoded).asList()
        func decode(_ index: Int, _ item: RLPItem) throws(BlockDecodingError) -> Block {
            var changed = parts
            changed[index] = item
            return try Block.decode(RLP.encode(.list(changed)))
        }
        let fields: [BlockDecodingError.Field] = [.header, .transactions, .ommers, .withdrawals]
        for (index, field) in fields.enumerated() {
            #expect(throws: BlockDecodingError.invalidField(field, .notList)) {
                try decode(index, .bytes([]))
            }
        }
        for count in [0, 1, 3, 5] {
            let some = Array((parts + parts).prefix(count))
            #expect(throws: BlockDecodingError.fieldCount(of: .block, count)) {
                try Block.decode(RLP.encode(.list(some)))
            }
        }
        #expect(throws: BlockDecodingError.transaction(index: 0, .empty)) {
            try decode(1, .list([.bytes([])]))
        }
        #expect(throws: BlockDecodingError.transaction(index: 1, .unsupportedType(3))) {
            try decode(1, .list([.bytes(try signed(0).encoded), .bytes([3, 0xc0])]))
        }
        // A legacy transaction stands as a list, never as the bytes of one.
        #expect(throws: BlockDecodingError.untypedBytes(index: 0)) {
            try decode(1, .list([.bytes([0xc0])]))
        }
        #expect(throws: BlockDecodingError.fieldCount(of: .withdrawals, 3)) {
            try decode(3, .list([.list([.bytes([]), .bytes([]), .bytes([])])]))
        }
        #expect(throws: BlockDecodingError.fieldCount(of: .header, 0)) {
            try decode(2, .list([.list([])]))
        }
        #expect(throws: BlockDecodingError.malformed(.trailingBytes(count: 1))) {
            try Block.decode(block.encoded + [0])
        }
        for count in [0, 1, 100, block.encoded.count - 1] {
            #expect(throws: BlockDecodingError.self) {
                try Block.decode(Array(block.encoded.prefix(count)))
            }
        }
    }

    /// What a block of ethereum/tests with one transaction and no logs says of its receipt: the
    /// gas is the block's, and the status one of two.
    @Test func `commits to receipts as other clients' blocks do`() throws {
        var count = 0
        for object in try SharedFiles.objects("vectors/blocks/bcEIP1559_blocks.json") {
            let text = try #require(object["rlp"] as? String)
            let bytes = try #require(Hex.decode(text))
            guard let block = try? Block.decode(bytes), block.transactions.count == 1,
                block.header.logsBloom == .empty
            else { continue }
            let roots = [Receipt.Status.success, .reverted(.empty)].map { status in
                let receipt = Receipt(
                    status: status,
                    gasUsed: block.header.gasUsed,
                    cumulativeGasUsed: block.header.gasUsed,
                    logs: [],
                    effectiveGasPrice: block.header.baseFee,
                    gasRefund: .zero,
                    returnData: []
                )
                let pending = PendingTransaction(
                    signed: block.transactions[0],
                    sender: .zero,
                    arrival: 0,
                    arrivalBlock: 0,
                    author: "",
                    purpose: .trade
                )
                return Block.receiptsRoot(of: [
                    IncludedTransaction(pending: pending, index: 0, receipt: receipt)
                ])
            }
            #expect(roots.contains(block.header.receiptsRoot))
            count += 1
        }
        if count > 0 { #expect(count >= 20) }
    }
}
