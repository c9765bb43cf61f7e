import Primitives

/// Targets that lean towards what has risen against its own average.
public struct MomentumSettings: Sendable, Hashable {
    /// The least time between two observations of the oracles, in seconds.
    public var interval: UInt64
    /// How many observations the average reaches over.
    public var periods: UInt64
    /// How far a weight may be from its target, of the target.
    public var tilt: BasisPoints

    /// Makes settings; what is left out has the format's default.
    public init(
        interval: UInt64 = 3_600,
        periods: UInt64 = 24,
        tilt: BasisPoints = BasisPoints(2_000)
    ) {
        self.interval = interval
        self.periods = periods
        self.tilt = tilt
    }
}

/// The keys of `vault.momentum`.
enum MomentumKeys {
    static let interval = Key(
        "interval",
        DurationForm(bounds: 1...DurationForm.longest),
        .fallback("1 h"),
        "The least time between two observations of the oracles."
    )
    static let periods = Key(
        "periods",
        CountForm(bounds: 1...1_000_000),
        .fallback("24"),
        "How many observations the average reaches over."
    )
    static let tilt = Key(
        "tilt",
        RatioForm(bounds: 1...10_000),
        .fallback("20 %"),
        "How far a weight may be from its target, of the target."
    )

    static let table = KeyTable(title: "momentum", keys: [interval, periods, tilt])
}

extension MomentumSettings {
    /// Decodes `vault.momentum`.
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            interval: try section.read(MomentumKeys.interval),
            periods: try section.read(MomentumKeys.periods),
            tilt: try section.read(MomentumKeys.tilt)
        )
    }

    /// The keys and values of the section.
    var lines: [String] {
        [
            "interval: \(Canonical.duration(interval))",
            "periods: \(Canonical.grouped(periods))", "tilt: \(Canonical.ratio(tilt))",
        ]
    }
}
