import Chain
import Primitives

/// What anybody outside sees of a transaction in a block: its place, its sender and its logs.
///
/// It has no author and no purpose: a detector that takes this type cannot read the ground truth
/// by which it is scored.
public struct PublicTransaction: Hashable, Sendable {
    /// Its place in the block, from 0.
    public let index: Int
    /// Who signed it; nothing where only logs are known.
    public let sender: Address?
    /// What its contracts wrote down, in order; empty unless it succeeded.
    public let logs: [Log]

    /// Makes one from its parts.
    public init(index: Int, sender: Address?, logs: [Log]) {
        self.index = index
        self.sender = sender
        self.logs = logs
    }

    /// The public part of a transaction in a block.
    public init(_ included: IncludedTransaction) {
        self.init(
            index: included.index,
            sender: included.pending.sender,
            logs: included.receipt.logs
        )
    }
}
