import Primitives

/// Transactions that are to stand in one block together, in this order, with nothing in between.
///
/// A builder that takes bundles includes all of it or nothing. What its own transactions pay the
/// coinbase beside their tips counts as a bid for the place.
public struct Bundle: Hashable, Sendable {
    /// The transactions: the author's own, and others' that wait.
    public let transactions: [PendingTransaction]
    /// The signing hashes of those that may revert; any other that does not succeed refuses the
    /// whole bundle.
    public let mayRevert: Set<Hash32>
    /// The only block it stands for.
    public let block: UInt64
    /// The name of the agent that sent it.
    public let author: String
    /// How many bundles had been sent before it.
    public let arrival: UInt64

    /// Makes a bundle.
    public init(
        transactions: [PendingTransaction],
        mayRevert: Set<Hash32> = [],
        block: UInt64,
        author: String,
        arrival: UInt64
    ) {
        self.transactions = transactions
        self.mayRevert = mayRevert
        self.block = block
        self.author = author
        self.arrival = arrival
    }
}
