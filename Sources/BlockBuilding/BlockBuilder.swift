import Chain
import Execution
import Primitives

/// A transaction that a block builder refused.
public struct Refusal: Sendable {
    /// The transaction.
    public let pending: PendingTransaction
    /// Why it did not enter the block.
    public let reason: InvalidTransaction
}

/// A block as it was built.
public struct BuiltBlock: Sendable {
    /// What it includes, in order.
    public let transactions: [IncludedTransaction]
    /// What was refused and can never become valid.
    public let refused: [Refusal]
    /// The gas used by all transactions.
    public let gasUsed: Gas

    /// A block that is full, or whose builder has had enough.
    init(_ block: borrowing OpenBlock) {
        self.init(
            transactions: block.transactions,
            refused: block.refused,
            gasUsed: block.gasUsed
        )
    }

    /// A block of these parts.
    public init(transactions: [IncludedTransaction], refused: [Refusal], gasUsed: Gas) {
        self.transactions = transactions
        self.refused = refused
        self.gasUsed = gasUsed
    }
}

/// Orders what waits, executes it, and fills a block.
public struct BlockBuilder: Sendable {
    /// How it orders.
    public let policy: any OrderingPolicy

    /// A builder that follows a policy.
    public init(policy: any OrderingPolicy = PriorityFeeOrder()) { self.policy = policy }

    /// Executes transactions in a given order as the block whose context the machine has.
    public static func replay(
        _ ordered: [PendingTransaction],
        on machine: Machine,
        inspect: (IncludedTransaction) -> Void
    ) -> BuiltBlock {
        withoutActuallyEscaping(inspect) { inspect in
            var block = OpenBlock(on: machine, waiting: [], bundles: [], inspect: inspect)
            block.include(ordered)
            return BuiltBlock(block)
        }
    }

    /// The block of some of its transactions: in the given order, or filled anew where the policy
    /// clears all of them together.
    public func rebuild(
        _ ordered: [PendingTransaction],
        on machine: Machine,
        inspect: (IncludedTransaction) -> Void
    ) -> BuiltBlock {
        guard policy.clearsTogether else {
            return Self.replay(ordered, on: machine, inspect: inspect)
        }
        return fill(machine, ordered, [], inspect)
    }

    /// Builds the block whose context the machine has.
    ///
    /// `inspect` is called after each transaction, before the next begins: while the state still
    /// knows what the transaction touched. Bundles for another block, and all under a policy that
    /// takes none, are left out.
    public func build(
        on machine: Machine,
        from mempool: Mempool,
        bundles: [Bundle] = [],
        inspect: (IncludedTransaction) -> Void
    ) -> BuiltBlock {
        fill(
            machine,
            mempool.pending,
            policy.takesBundles ? bundles.filter { $0.block == machine.block.number } : [],
            inspect
        )
    }

    private func fill(
        _ machine: Machine,
        _ waiting: [PendingTransaction],
        _ bundles: [Bundle],
        _ inspect: (IncludedTransaction) -> Void
    ) -> BuiltBlock {
        withoutActuallyEscaping(inspect) { inspect in
            var block = OpenBlock(
                on: machine,
                waiting: waiting,
                bundles: bundles,
                inspect: inspect
            )
            policy.fill(&block)
            return BuiltBlock(block)
        }
    }
}
