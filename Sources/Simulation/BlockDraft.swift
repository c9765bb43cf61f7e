import Agents
import BlockBuilding
import Chain
import Primitives

/// A block that is about to be built: every agent has acted, nothing is executed.
public struct BlockDraft {
    /// The block's number.
    public let number: UInt64
    /// When the time between the blocks began, in milliseconds since the start of the run.
    public let opens: UInt64
    /// When it ended, and the block comes.
    public let closes: UInt64
    /// The block's base fee.
    public let baseFee: Wei
    /// Who looked at what, in order of time; empty unless it was asked for.
    public let turns: [AgentTurn]
    let prices: [Double]
    let outbox: Outbox
    let rejected: [String]
    let changed: (begun: [Int], ended: [Int])

    /// What waits for the builder, in order of arrival.
    public var waiting: [PendingTransaction] { outbox.mempool().pending }
    /// The bundles that were sent for the block, in order of arrival.
    public var bundles: [Bundle] { outbox.bundles }

    /// Whether the builder may include a transaction that was meant for something.
    public func mayHold(_ isMeant: (Purpose) -> Bool) -> Bool {
        waiting.contains { isMeant($0.purpose) }
            || bundles.contains { $0.transactions.contains { isMeant($0.purpose) } }
    }
}
