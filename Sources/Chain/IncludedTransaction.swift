import Primitives

/// A transaction in a block with what became of it.
public struct IncludedTransaction: Hashable, Sendable {
    /// The transaction as it waited.
    public let pending: PendingTransaction
    /// Its place in the block, from 0.
    public let index: Int
    /// What it did.
    public let receipt: Receipt

    /// Makes an included transaction.
    public init(pending: PendingTransaction, index: Int, receipt: Receipt) {
        self.pending = pending
        self.index = index
        self.receipt = receipt
    }
}
