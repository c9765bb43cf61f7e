import BlockBuilding
import Chain
import Execution

/// The same block from the same state and in the same order, without some agents' transactions.
public struct Counterfactual: Sendable {
    /// The names of the agents that are left out, sorted.
    public let without: [String]
    /// What the block includes without them, in order.
    public let transactions: [IncludedTransaction]

    /// What became of a transaction without them; nothing where it is not in the block then.
    public func outcome(of pending: PendingTransaction) -> IncludedTransaction? {
        transactions.first { $0.pending.arrival == pending.arrival }
    }
}

extension Counterfactual {
    /// Re-executes a block without those who attack in it.
    ///
    /// First without all of them, then, of several, without each alone. Nothing where nobody
    /// attacks.
    ///
    /// The order stays as it was; a policy that clears all together (`clearsTogether`) clears those
    /// that are left anew. The state is that before the block, and stays so.
    static func all(
        of built: BuiltBlock,
        by builder: BlockBuilder,
        on machine: Machine
    ) -> [Counterfactual] {
        let attackers = Set(
            built.transactions.filter { $0.pending.purpose.isAttack }.map(\.pending.author)
        ).sorted()
        if attackers.isEmpty { return [] }
        let groups = attackers.count == 1 ? [attackers] : [attackers] + attackers.map { [$0] }
        return groups.map { without in
            let left = built.transactions.map(\.pending).filter { !without.contains($0.author) }
            let again = machine.onFork { builder.rebuild(left, on: machine) { _ in } }
            return Counterfactual(without: without, transactions: again.transactions)
        }
    }
}
