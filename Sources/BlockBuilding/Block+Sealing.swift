import Chain
import Execution
import Primitives
import WideMath

extension Block {
    /// Makes the block that Ethereum would write down of executed transactions, with its header
    /// and all roots but the state's, which is given.
    ///
    /// Nothing that is built needs it: it is made when asked for. What is not modelled has its
    /// empty value: no ommers, withdrawals, blobs and requests, and zero for chance, difficulty,
    /// nonce and the beacon chain's root.
    ///
    /// `context` is what the transactions ran in, `parentHash` the hash of the block before (zero
    /// before the first), `stateRoot` the root of the accounts after the last transaction.
    ///
    /// Complexity: encodes every transaction and receipt, and hashes what the tries need.
    public init(
        sealing transactions: [IncludedTransaction],
        in context: BlockContext,
        fork: Fork,
        parentHash: Hash32,
        stateRoot: Hash32
    ) {
        self.init(
            header: BlockHeader(shape: HeaderShape(fork)),
            transactions: transactions.map(\.pending.signed)
        )
        header.parentHash = parentHash
        header.coinbase = context.coinbase
        header.stateRoot = stateRoot
        header.transactionsRoot = transactionsRoot
        header.receiptsRoot = Block.receiptsRoot(of: transactions)
        for transaction in transactions {
            header.logsBloom.formUnion(LogsBloom(of: transaction.receipt.logs))
        }
        header.number = context.number
        header.gasLimit = context.gasLimit
        header.gasUsed = transactions.last?.receipt.cumulativeGasUsed ?? .zero
        header.timestamp = context.timestamp
        header.baseFee = context.baseFee
    }
}
