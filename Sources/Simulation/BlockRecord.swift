import Agents
import BlockBuilding
import Chain
import Primitives

/// Everything that happened in one block.
public struct BlockRecord: Sendable {
    /// The block's number; the scenario's first is 1.
    public let number: UInt64
    /// Its time, in seconds since 1970-01-01 UTC.
    public let timestamp: UInt64
    /// Its base fee.
    public let baseFee: Wei
    /// The gas its transactions used.
    public let gasUsed: Gas
    /// What it includes, in order.
    public let transactions: [IncludedTransaction]
    /// The same block without those who attack in it: without all, then of several without each.
    public let counterfactuals: [Counterfactual]
    /// What the builder refused for good, and why.
    public let refused: [Refusal]
    /// What left the mempool because it had waited too long.
    public let expired: [PendingTransaction]
    /// What the mempool did not take, by reason.
    public let rejected: [String]
    /// What keepers decided not to send.
    public let heldBack: [HeldBack]
    /// How many transactions wait on.
    public let waiting: Int
    /// What there was to see at its end.
    public let observation: Observation
    /// The events that begin in its slot, by their numbers in the scenario.
    public let begun: [Int]
    /// The events that end before its slot.
    public let ended: [Int]
    /// Which invariants it broke.
    public let violations: [Violation]
    /// Its header, where the scenario asks for every block's state root.
    public internal(set) var header: BlockHeader?
}
