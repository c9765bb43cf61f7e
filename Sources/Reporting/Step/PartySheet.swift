import BlockBuilding
import Chain
import Simulation

/// What one party saw of the mempool while the block was open.
struct PartySheet: Sendable {
    /// One look at it.
    struct Look: Sendable {
        /// When, in milliseconds since the start of the run.
        let time: UInt64
        /// The numbers of arrival of what it saw.
        let seen: [UInt64]
    }

    let name: String
    let role: String
    let sight: Sight
    let channel: Channel
    /// In order of time; those who bid against each other look several times.
    var looks: [Look]

    /// How far in it is let.
    var reach: String {
        switch sight.reach {
        case .blocks: "blocks only"
        case .mempool: "public mempool"
        case .relay: "mempool and relay"
        case .builder: "all that the builder has"
        }
    }

    var json: JSON {
        .object([
            ("name", .string(name)), ("role", .string(role)), ("sees", .string(reach)),
            ("latency_ms", .int(sight.latency)), ("sends_by", .string(channel.rawValue)),
            (
                "looks",
                .array(
                    looks.map {
                        .object([
                            ("at_ms", .int($0.time)), ("saw", .array($0.seen.map { .int($0) })),
                        ])
                    }
                )
            ),
        ])
    }
}
