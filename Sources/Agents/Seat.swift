import BlockBuilding
import Chain

/// Where an agent sits: what it sees of what waits, and by which way it sends.
public struct Seat: Hashable, Sendable {
    /// The agent's name; it sees what it has sent itself.
    public let name: String
    /// What it is entitled to see.
    public let sight: Sight
    /// By which way its transactions go.
    public let channel: Channel
    /// When it acts, in milliseconds since the block before; nothing leaves it to its kind, and
    /// acts at the start of a slot or, of searchers, shortly before its end.
    public let actsAt: UInt64?
    /// What events do to it at the moment.
    public var strain = Strain()

    /// Makes a seat; that of nothing said is in the public mempool.
    public init(
        name: String,
        sight: Sight = Sight(),
        channel: Channel = .mempool,
        actsAt: UInt64? = nil
    ) {
        self.name = name
        self.sight = sight
        self.channel = channel
        self.actsAt = actsAt
    }
}
