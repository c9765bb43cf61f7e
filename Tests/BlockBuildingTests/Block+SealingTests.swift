import BlockBuilding
import Chain
import Primitives
import Testing
import WideMath

@Suite struct `A sealed block` {
    private func build(_ street: Street) throws -> BuiltBlock {
        var mempool = Mempool(chainID: 1, verifiesSignatures: true)
        for (index, key) in street.keys.enumerated() {
            try mempool.add(plain(tip: 9 - UInt64(index)), by: key)
        }
        return BlockBuilder().build(on: street.machine, from: mempool) { _ in }
    }

    @Test func `says what the block is`() throws {
        let street = Street()
        let built = try build(street)
        let context = street.machine.block
        let block = Block(
            sealing: built.transactions,
            in: context,
            fork: .osaka,
            parentHash: Hash32(word: 1),
            stateRoot: Hash32(word: 2)
        )
        var header = BlockHeader(shape: .prague)
        header.parentHash = Hash32(word: 1)
        header.coinbase = Street.coinbase
        header.stateRoot = Hash32(word: 2)
        header.transactionsRoot = Trie.root(
            ofList: built.transactions.map(\.pending.signed.encoded)
        )
        header.receiptsRoot = Trie.root(
            ofList: built.transactions.map { $0.receipt.encoded(type: 2) }
        )
        header.number = context.number
        header.gasLimit = context.gasLimit
        header.gasUsed = Gas(63_000)
        header.timestamp = context.timestamp
        header.baseFee = Street.baseFee
        #expect(block.header == header)
        #expect(block.transactions == built.transactions.map(\.pending.signed))
        #expect(try Block.decode(block.encoded) == block)
        #expect(block.header.transactionsRoot == block.transactionsRoot)
    }

    @Test func `of no transactions has the roots of nothing`() {
        let street = Street()
        let block = Block(
            sealing: [],
            in: street.machine.block,
            fork: .osaka,
            parentHash: .zero,
            stateRoot: Trie.emptyRoot
        )
        var header = BlockHeader(shape: .prague)
        header.coinbase = Street.coinbase
        header.number = 1
        header.gasLimit = Gas(30_000_000)
        header.timestamp = 1_700_000_000
        header.baseFee = Street.baseFee
        #expect(block.header == header)
    }

    @Test func `has the shape of its fork and commits to its place`() throws {
        let street = Street()
        let built = try build(street)
        func seal(_ fork: Fork, _ parent: UInt256) -> Block {
            Block(
                sealing: built.transactions,
                in: street.machine.block,
                fork: fork,
                parentHash: Hash32(word: parent),
                stateRoot: .zero
            )
        }
        #expect(seal(.cancun, 1).header.shape == .cancun)
        #expect(seal(.prague, 1).header.shape == .prague)
        #expect(seal(.osaka, 1).header.hash == seal(.prague, 1).header.hash)
        #expect(seal(.osaka, 1).header.hash != seal(.osaka, 2).header.hash)
    }
}
