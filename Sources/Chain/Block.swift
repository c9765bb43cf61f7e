import Primitives
import WideMath

/// A block: its header and what the header commits to.
///
/// Source: Ethereum Yellow Paper, section 4.3; EIP-2718 for typed transactions, EIP-4895 for
/// withdrawals.
public struct Block: Hashable, Sendable {
    /// What the block says about itself.
    public var header: BlockHeader
    /// The transactions in order.
    public var transactions: [SignedTransaction]
    /// Headers of blocks that lost the race; none since Paris.
    public var ommers: [BlockHeader]
    /// Ether from the beacon chain; encoded from Shanghai on.
    public var withdrawals: [Withdrawal]

    /// Puts a header and its parts together, without checking that they fit.
    public init(
        header: BlockHeader,
        transactions: [SignedTransaction],
        ommers: [BlockHeader] = [],
        withdrawals: [Withdrawal] = []
    ) {
        self.header = header
        self.transactions = transactions
        self.ommers = ommers
        self.withdrawals = withdrawals
    }

    /// The transactions root that the header should have.
    public var transactionsRoot: Hash32 { Trie.root(ofList: transactions.map(\.encoded)) }

    /// The ommers hash that the header should have.
    public var ommersHash: Hash32 { keccak256(RLP.encode(.list(ommers.map(\.item)))) }

    /// The withdrawals root that the header should have.
    public var withdrawalsRoot: Hash32 {
        Trie.root(ofList: withdrawals.map { RLP.encode($0.item) })
    }

    /// The receipts root of transactions in order.
    public static func receiptsRoot(of transactions: [IncludedTransaction]) -> Hash32 {
        Trie.root(
            ofList: transactions.map {
                $0.receipt.encoded(type: $0.pending.transaction.kind.typeByte)
            }
        )
    }
}
