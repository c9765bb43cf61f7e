import Chain
import Execution
import Primitives
import WideMath

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
}

/// Orders what waits, executes it, and fills a block.
public struct BlockBuilder: Sendable {
    private let policy: any OrderingPolicy

    /// A builder that follows a policy.
    public init(policy: any OrderingPolicy = PriorityFeeOrder()) { self.policy = policy }

    /// Builds the block whose context the machine has.
    ///
    /// `inspect` is called after each transaction, before the next begins: while the state still
    /// knows what the transaction touched.
    public func build(
        on machine: Machine,
        from mempool: Mempool,
        inspect: (IncludedTransaction) throws -> Void
    ) rethrows -> BuiltBlock {
        var included: [IncludedTransaction] = []
        var refused: [Refusal] = []
        var used = Gas.zero
        let limit = machine.block.gasLimit
        let context = OrderingContext(
            number: machine.block.number,
            baseFee: machine.block.baseFee
        )
        let ordered = policy.order(mempool.pending, in: context)
        for (index, pending) in ordered.enumerated() {
            if index % Self.foresight == 0 { foresee(ordered[index...], on: machine) }
            let result: ExecutionResult
            do throws(InvalidTransaction) {
                result = try machine.execute(
                    pending.transaction,
                    from: pending.sender,
                    blockGasLeft: Gas(limit.units - used.units)
                )
            } catch {
                if !error.mayBecomeValid {
                    refused.append(Refusal(pending: pending, reason: error))
                }
                continue
            }
            used = Gas(used.units + result.gasUsed.units)
            let receipt = Receipt(
                status: result.status,
                gasUsed: result.gasUsed,
                cumulativeGasUsed: used,
                logs: result.status == .success ? machine.collectedLogs : [],
                effectiveGasPrice: result.effectiveGasPrice,
                gasRefund: result.gasRefund,
                returnData: machine.returnData
            )
            let transaction = IncludedTransaction(
                pending: pending,
                index: included.count,
                receipt: receipt
            )
            included.append(transaction)
            try inspect(transaction)
        }
        return BuiltBlock(transactions: included, refused: refused, gasUsed: used)
    }

    /// How many transactions it looks ahead at together.
    private static let foresight = 32

    private func foresee(_ next: ArraySlice<PendingTransaction>, on machine: Machine) {
        for pending in next.prefix(Self.foresight) {
            machine.foresee(pending.transaction, from: pending.sender)
        }
        machine.fetchForeseen()
    }
}
