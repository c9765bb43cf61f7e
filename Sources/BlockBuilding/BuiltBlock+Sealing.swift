import Chain
import Execution
import Primitives
import WideMath

extension BuiltBlock {
    /// The block as Ethereum writes it down, with its header and all roots.
    ///
    /// Nothing that is built needs it: it is made when asked for. What is not modelled has its
    /// empty value: no ommers, withdrawals, blobs and requests, and zero for chance, difficulty,
    /// nonce and the beacon chain's root.
    ///
    /// `context` is what it was built in, `parentHash` the hash of the block before (zero before
    /// the first), `stateRoot` the root of the accounts after it.
    ///
    /// Complexity: encodes every transaction and receipt, and hashes what the tries need.
    public func sealed(
        in context: BlockContext,
        fork: Fork,
        parentHash: Hash32,
        stateRoot: Hash32
    ) -> Block {
        var block = Block(
            header: BlockHeader(shape: HeaderShape(fork)),
            transactions: transactions.map(\.pending.signed)
        )
        block.header.parentHash = parentHash
        block.header.coinbase = context.coinbase
        block.header.stateRoot = stateRoot
        block.header.transactionsRoot = block.transactionsRoot
        block.header.receiptsRoot = Block.receiptsRoot(of: transactions)
        for transaction in transactions {
            block.header.logsBloom.formUnion(LogsBloom(of: transaction.receipt.logs))
        }
        block.header.number = context.number
        block.header.gasLimit = context.gasLimit
        block.header.gasUsed = gasUsed
        block.header.timestamp = context.timestamp
        block.header.baseFee = context.baseFee
        return block
    }
}
