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

    /// A legacy transaction, one of type 1 and one of type 2.
    private func signed() throws -> [SignedTransaction] {
        let key = try #require(PrivateKey(bytes: UInt256(7).bigEndianBytes))
        let legacy = [nil, 1].map { chainID in
            Transaction(
                legacyOn: chainID,
                nonce: 1,
                gasPrice: Wei(2),
                gasLimit: Gas(3),
                to: nil,
                value: Wei(4),
                data: [5]
            )
        }
        let listed = Transaction(
            chainID: 1,
            nonce: 2,
            gasPrice: Wei(3),
            gasLimit: Gas(4),
            to: Address(word: 5),
            value: Wei(6),
            data: [],
            accessList: [AccessListEntry(address: Address(word: 7), storageKeys: [8])]
        )
        return (legacy + [listed]).map { $0.signed(by: key) } + [try signed(0)]
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
            transactions: try signed(),
            ommers: [BlockHeader(shape: .frontier)],
            withdrawals: shape.hasWithdrawals ? [withdrawal] : []
        )
        let decoded = try Block.decode(block.encoded)
        #expect(decoded == block)
        #expect(decoded.encoded == block.encoded)
        #expect(try RLP.decode(block.encoded).asList().count == (shape.hasWithdrawals ? 4 : 3))
    }

    @Test func `holds legacy transactions as lists and typed ones as bytes`() throws {
        let block = Block(header: BlockHeader(shape: .prague), transactions: try signed())
        let items = try RLP.decode(block.encoded).asList()[1].asList()
        #expect(try items[0].asList().count == 9 && items[1].asList().count == 9)
        #expect(try items[2].asBytes().first == 1 && items[3].asBytes().first == 2)
    }

    /// Source: go-ethereum, core/types/block_test.go, TestBlockEncoding: "from
    /// bcValidBlockTest.json, SimpleTx".
    @Test func `has the hash of a known one`() throws {
        let zeros = String(repeating: "00", count: 256)
        let text = """
            f90260f901f9a083cafc574e1f51ba9dc0568fc617a08ea2429fb384059c972f13b19fa1c8dd55a0\
            1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347948888f1f195afa1\
            92cfee860698584c030f4c9db1a0ef1552a40b7165c3cd773806b9e0c165b75356e0314bf0706f27\
            9c729f51e017a05fe50b260da6308036625b850b5d6ced6d0a9f814c0688bc91ffb7b7a3a54b67a0\
            bc37d79753ad738a6dac4921e57392f145d8887476de3f783dfa7edae9283e52b90100\(zeros)83\
            02000001832fefd8825208845506eb0780a0bd4472abb6659ebe3ee06ee4d7b72a00a9f4d001caca\
            51342001075469aff49888a13a5a8c8f2bb1c4f861f85f800a82c35094095e7baea6a6c7c4c2dfeb\
            977efac326af552d870a801ba09bea4c4daac7c7c52e093e6a4c35dbbcf8856f1af7b059ba20253e\
            70848d094fa08a8fae537ce25ed8cb5af9adac3f141af69bd515bd2ba031522df09b97dd72b1c0
            """
        let bytes = try #require(Hex.decode(text))
        // Its s is above half of n: valid in 2015 and since Homestead (EIP-2) no longer.
        #expect(throws: BlockDecodingError.self) { try Block.decode(bytes) }
        let parts = try RLP.decode(bytes).asList()
        let header = try BlockHeader.decode(RLP.encode(parts[0]))
        let hash = "0x0a5843ac1cb04865017cb35a57b50b07084e5fcee39b5acadade33149f4fff9e"
        #expect(header.hash.description == hash)
        #expect(header.difficulty == 131_072 && header.gasLimit == Gas(3_141_592))
        #expect(header.gasUsed == Gas(21_000) && header.timestamp == 1_426_516_743)
        #expect(header.nonce == 0xa13a_5a8c_8f2b_b1c4)
        let root = Trie.root(ofList: [RLP.encode(try parts[1].asList()[0])])
        #expect(root == header.transactionsRoot)
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
        #expect(throws: BlockDecodingError.transaction(index: 0, .unsupportedType(0))) {
            try decode(1, .list([.bytes([0])]))
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

    @Test func `decodes only what encodes to the same bytes`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var numbers = TestNumbers(seed: seed)
        let block = Block(
            header: BlockHeader(shape: .prague),
            transactions: try signed(),
            withdrawals: [withdrawal]
        )
        let bytes = block.encoded
        for _ in 0..<5_000 {
            var changed = bytes
            for _ in 0...numbers.below(3) {
                // Half of the changes are in the head of some list, where they do most.
                let place = numbers.below(2) == 0 ? numbers.below(60) : numbers.below(changed.count)
                switch numbers.below(3) {
                case 0: changed[place] = UInt8(numbers.below(256))
                case 1: changed.insert(UInt8(numbers.below(256)), at: place)
                default: changed.remove(at: place)
                }
            }
            if let decoded = try? Block.decode(changed) {
                #expect(decoded.encoded == changed, "seed \(seed)")
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
