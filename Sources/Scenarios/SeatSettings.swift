/// What an agent sees of what waits, and by which way and when it sends.
public struct SeatSettings: Sendable, Hashable {
    /// How far in an agent is let.
    public enum Reach: String, Sendable, Hashable, CaseIterable {
        /// It sees blocks only.
        case blocks
        /// It watches the public mempool.
        case `public`
        /// A private relay lets it in too.
        case relay
        /// It works with the builder, and sees all that the builder has.
        case builder
    }

    /// How far in it is let.
    public var sees: Reach
    /// After how many milliseconds it sees what others send.
    public var latency: UInt64
    /// By which way it sends; nothing for the scenario's own.
    public var sends: Visibility?
    /// When it acts, in milliseconds since the block before; nothing leaves it to its role.
    public var actsAt: UInt64?

    /// Makes settings; what is left out has the format's default.
    public init(
        sees: Reach = .public,
        latency: UInt64 = 0,
        sends: Visibility? = nil,
        actsAt: UInt64? = nil
    ) {
        self.sees = sees
        self.latency = latency
        self.sends = sends
        self.actsAt = actsAt
    }
}

/// The keys of every agent that say where it sits.
enum SeatKeys {
    static let sees = Key(
        "sees",
        ChoiceForm<SeatSettings.Reach>(),
        .fallback("public"),
        "What it is let in to see of what waits; each choice has what those before it have."
    )
    static let latency = Key(
        "latency",
        MomentForm(bounds: 0...3_600_000),
        .fallback("0 ms"),
        "After what time it sees what others send."
    )
    static let sends = Key(
        "sends",
        ChoiceForm<Visibility>(),
        .optional,
        "By which way its transactions go; without it, that of ordering.visibility."
    )
    static let actsAt = Key(
        "acts_at",
        MomentForm(bounds: 0...3_600_000),
        .optional,
        "When it acts, counted from the last block; without it, at once, or shortly before the "
            + "next block if it searches."
    )

    static let all: [any KeyDescription] = [sees, latency, sends, actsAt]
}

extension SeatSettings {
    /// Decodes the keys of an agent.
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            sees: try section.read(SeatKeys.sees),
            latency: try section.read(SeatKeys.latency),
            sends: try section.readIfPresent(SeatKeys.sends),
            actsAt: try section.readIfPresent(SeatKeys.actsAt)
        )
    }

    /// The keys and values.
    var lines: [String] {
        var lines = ["sees: \(sees.rawValue)", "latency: \(Canonical.moment(latency))"]
        if let sends { lines.append("sends: \(sends.rawValue)") }
        if let actsAt { lines.append("acts_at: \(Canonical.moment(actsAt))") }
        return lines
    }
}
