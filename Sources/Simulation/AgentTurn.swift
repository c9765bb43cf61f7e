import Agents
import BlockBuilding
import Chain

/// One look of an agent at what waits, before it acts.
public struct AgentTurn: Sendable {
    /// The agent's name.
    public let agent: String
    /// What it is entitled to see, and how late.
    public let sight: Sight
    /// By which way it sends.
    public let channel: Channel
    /// When it looked, in milliseconds since the start of the run.
    public let time: UInt64
    /// What it saw, its own included, in order of arrival.
    public let seen: [PendingTransaction]

    /// The look of the agent that is seated.
    init(_ seat: Seat, _ time: UInt64, _ outbox: Outbox) {
        agent = seat.name
        sight = seat.sight
        channel = seat.channel
        self.time = time
        seen = outbox.seen
    }
}
