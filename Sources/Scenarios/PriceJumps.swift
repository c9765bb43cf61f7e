/// The jumps of a price at random.
public struct PriceJumps: Sendable, Hashable {
    /// How many come in a year of 365 days, in the long run.
    public var rate: Double
    /// By how much one changes the price on average, as a fraction: -0.05 is a fall of 5 %.
    public var mean: Double
    /// The standard deviation of the logarithm of the change.
    public var deviation: Double
    /// How many jumps each draws after it directly, on average; zero: they come independently.
    public var excitation: Double
    /// The mean time after which a drawn jump follows, in seconds.
    public var decay: UInt64

    /// Makes jumps.
    public init(
        rate: Double,
        mean: Double,
        deviation: Double,
        excitation: Double = 0,
        decay: UInt64 = 3_600
    ) {
        self.rate = rate
        self.mean = mean
        self.deviation = deviation
        self.excitation = excitation
        self.decay = decay
    }
}

/// The keys of `jumps`.
enum PriceJumpsKeys {
    static let rate = Key(
        "rate",
        // 50 an hour, which bounds the time that a block's prices take.
        FrequencyForm(most: 438_000),
        "How often a jump comes, in the long run."
    )
    static let mean = Key(
        "mean",
        SignedPercentForm.jump,
        "By how much a jump changes the price on average."
    )
    static let deviation = Key(
        "deviation",
        NumberForm(
            measure: Measure(name: "a deviation", units: ["%"], example: "8 %"),
            bounds: 0...200,
            exponent: -2
        ),
        "The standard deviation of the logarithm of the change."
    )
    static let excitation = Key(
        "excitation",
        NumberForm(
            measure: Measure(name: "an excitation", units: ["%"], example: "60 %"),
            bounds: 0...95,
            exponent: -2
        ),
        .fallback("0 %"),
        "How many jumps one draws after it, on average."
    )
    static let decay = Key(
        "decay",
        DurationForm(bounds: 1...DurationForm.longest),
        .fallback("1 h"),
        "The mean time after which a drawn jump follows."
    )

    static let table = KeyTable(
        title: "jumps",
        keys: [rate, mean, deviation, excitation, decay]
    )
}

extension PriceJumps {
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            rate: try section.read(PriceJumpsKeys.rate),
            mean: try section.read(PriceJumpsKeys.mean),
            deviation: try section.read(PriceJumpsKeys.deviation),
            excitation: try section.read(PriceJumpsKeys.excitation),
            decay: try section.read(PriceJumpsKeys.decay)
        )
    }

    /// The keys and values, as a section on one line.
    var text: String {
        "{ rate: \(FrequencyForm.text(rate)), mean: \(SignedPercentForm.text(mean)), "
            + "deviation: \(Canonical.number(deviation, tenTo: 2)) %, "
            + "excitation: \(Canonical.number(excitation, tenTo: 2)) %, "
            + "decay: \(Canonical.duration(decay)) }"
    }
}
