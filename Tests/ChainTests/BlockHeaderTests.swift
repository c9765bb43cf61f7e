import Chain
import Foundation
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A block header` {
    /// Source: ethereum/tests, BasicTests/genesishashestest.json: mainnet's first block.
    private func genesis() throws -> BlockHeader {
        var header = BlockHeader(shape: .frontier)
        header.stateRoot = try #require(
            Hash32(text: "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544")
        )
        header.difficulty = 0x4_0000_0000
        header.gasLimit = Gas(5_000)
        header.extraData = try #require(
            Hex.decode("11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa")
        )
        header.nonce = 0x42
        return header
    }

    private let genesisHash = "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"

    @Test func `of mainnet's first block has its hash`() throws {
        #expect(try genesis().hash.description == genesisHash)
    }

    /// Source: ethereum/tests, BlockchainTests/ValidBlocks/bcEIP1559, any header.
    @Test func `knows the hashes of nothing`() {
        let ommers = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"
        #expect(BlockHeader.emptyOmmersHash.description == ommers)
        // SHA-256 of no bytes: FIPS 180-4, and EIP-7685.
        let requests = "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(BlockHeader.emptyRequestsHash.description == requests)
    }

    @Test(arguments: HeaderShape.allCases)
    func `survives encoding in every shape`(shape: HeaderShape) throws {
        var header = BlockHeader(shape: shape)
        header.parentHash = Hash32(word: 1)
        header.coinbase = Address(word: 2)
        header.transactionsRoot = Hash32(word: 3)
        header.receiptsRoot = Hash32(word: 4)
        header.logsBloom.insert([5])
        header.number = .max
        header.gasUsed = Gas(6)
        header.timestamp = 7
        header.mixHash = Hash32(word: 8)
        header.nonce = .max
        if shape >= .london { header.baseFee = Wei(.max) }
        if shape >= .shanghai { header.withdrawalsRoot = Hash32(word: 9) }
        if shape >= .cancun {
            header.blobGasUsed = 10
            header.excessBlobGas = 11
            header.parentBeaconBlockRoot = Hash32(word: 12)
        }
        if shape >= .prague { header.requestsHash = Hash32(word: 13) }
        let decoded = try BlockHeader.decode(header.encoded)
        #expect(decoded == header)
        #expect(decoded.encoded == header.encoded)
        #expect(try RLP.decode(header.encoded).asList().count == shape.fieldCount)
    }

    @Test func `leaves out what its shape does not have`() {
        var header = BlockHeader(shape: .london)
        let before = header.hash
        header.requestsHash = .zero
        header.blobGasUsed = 1
        #expect(header.hash == before)
        header.baseFee = Wei(1)
        #expect(header.hash != before)
    }

    @Test func `has the shape of its fork`() {
        #expect(HeaderShape(Fork.berlin) == .frontier)
        #expect(HeaderShape(Fork.london) == .london)
        #expect(HeaderShape(Fork.cancun) == .cancun)
        #expect(HeaderShape(Fork.prague) == .prague)
        #expect(HeaderShape(Fork.osaka) == .prague)
    }

    @Test func `is refused where a field is not as it should be`() throws {
        let items = try RLP.decode(BlockHeader(shape: .prague).encoded).asList()
        func decode(_ index: Int, _ item: RLPItem) throws(BlockDecodingError) -> BlockHeader {
            var changed = items
            changed[index] = item
            return try BlockHeader.decode(RLP.encode(.list(changed)))
        }
        let sizes: [(Int, BlockDecodingError.Field, Int)] = [
            (0, .parentHash, 32), (1, .ommersHash, 32), (2, .coinbase, 20), (3, .stateRoot, 32),
            (4, .transactionsRoot, 32), (5, .receiptsRoot, 32), (6, .logsBloom, 256),
            (13, .mixHash, 32), (14, .nonce, 8), (16, .withdrawalsRoot, 32),
            (19, .parentBeaconBlockRoot, 32), (20, .requestsHash, 32),
        ]
        for (index, field, expected) in sizes {
            for count in [0, expected - 1, expected + 1] {
                #expect(throws: BlockDecodingError.byteCount(of: field, count, expected: expected))
                { try decode(index, .bytes([UInt8](repeating: 1, count: count))) }
            }
            #expect(throws: BlockDecodingError.invalidField(field, .notBytes)) {
                try decode(index, .list([]))
            }
        }
        let numbers: [(Int, BlockDecodingError.Field, Int)] = [
            (7, .difficulty, 256), (8, .number, 64), (9, .gasLimit, 64), (10, .gasUsed, 64),
            (11, .timestamp, 64), (15, .baseFee, 256), (17, .blobGasUsed, 64),
            (18, .excessBlobGas, 64),
        ]
        for (index, field, bits) in numbers {
            let tooLarge = [1] + [UInt8](repeating: 0, count: bits / 8)
            #expect(
                throws: BlockDecodingError.invalidField(
                    field,
                    .numberTooLarge(byteCount: bits / 8 + 1, bitsMax: bits)
                )
            ) { try decode(index, .bytes(tooLarge)) }
            #expect(throws: BlockDecodingError.invalidField(field, .leadingZero)) {
                try decode(index, .bytes([0, 1]))
            }
        }
        for count in [0, 14, 18, 19, 22] {
            let fields = Array((items + items).prefix(count))
            #expect(throws: BlockDecodingError.fieldCount(of: .header, count)) {
                try BlockHeader.decode(RLP.encode(.list(fields)))
            }
        }
        #expect(throws: BlockDecodingError.invalidField(.header, .notList)) {
            try BlockHeader.decode([0x80])
        }
        #expect(throws: BlockDecodingError.self) { try BlockHeader.decode([]) }
    }
}
