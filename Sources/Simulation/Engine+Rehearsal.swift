import BlockBuilding
import Chain
import Primitives

extension Engine {
    /// Builds the draft on a fork, as its builder would or with some transactions in a given order.
    ///
    /// Nothing of it stays.
    ///
    /// What a scenario's gauges would show is not read: that is of blocks that happen.
    ///
    /// - Parameters:
    ///   - order: What to execute instead of what the policy chooses. A policy that clears all
    ///     together clears these.
    ///   - inspect: Called after each transaction, while the state still knows what it touched.
    ///   - finally: Called at the end, on the state after the block.
    /// - Returns: What the draft would become; nothing where there is none.
    public func rehearse(
        _ order: [PendingTransaction]? = nil,
        inspect: (IncludedTransaction) -> Void = { _ in },
        finally: (BuiltBlock) -> Void = { _ in }
    ) -> BlockRecord? {
        guard let draft else { return nil }
        let machine = world.machine
        let (built, observation) = machine.onFork {
            let built =
                if let order {
                    builder.rebuild(order, on: machine, inspect: inspect)
                } else {
                    builder.build(
                        on: machine,
                        from: draft.outbox.mempool(),
                        bundles: draft.bundles,
                        inspect: inspect
                    )
                }
            finally(built)
            return (built, world.observe(prices: draft.prices))
        }
        return BlockRecord(
            number: draft.number,
            timestamp: machine.block.timestamp,
            baseFee: draft.baseFee,
            gasUsed: built.gasUsed,
            transactions: built.transactions,
            counterfactuals: Counterfactual.all(of: built, by: builder, on: machine),
            refused: built.refused,
            expired: [],
            rejected: draft.rejected,
            heldBack: draft.outbox.heldBack,
            waiting: draft.waiting.count,
            observation: observation,
            begun: draft.changed.begun,
            ended: draft.changed.ended,
            violations: []
        )
    }

    /// What there is to see at the start of the draft, at its own prices; nothing without one.
    public var observedBefore: Observation? {
        draft.map { world.observe(prices: $0.prices) }
    }
}
