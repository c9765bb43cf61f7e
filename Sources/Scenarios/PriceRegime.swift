/// A time in which a price at random moves by one law.
public struct PriceRegime: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// How fast the mean grows, as a fraction a year.
    public var drift: Double
    /// The standard deviation of the logarithm, as a fraction a square-root year.
    public var volatility: Double
    /// How long it lasts on average, in seconds.
    public var lasts: UInt64

    /// Makes a regime.
    public init(name: String, drift: Double = 0, volatility: Double, lasts: UInt64) {
        self.name = name
        self.drift = drift
        self.volatility = volatility
        self.lasts = lasts
    }
}

/// The keys of an item of `regimes`.
enum PriceRegimeKeys {
    static let name = Key("name", NameForm(), "What the regime is called.")
    static let volatility = Key(
        "volatility",
        NumberForm.volatility,
        "The volatility while it lasts, over a year."
    )
    static let drift = Key(
        "drift",
        SignedPercentForm.drift,
        .fallback("0 %"),
        "How fast the mean grows while it lasts, over a year."
    )
    static let lasts = Key(
        "lasts",
        DurationForm(bounds: 1...DurationForm.longest),
        "How long it lasts on average."
    )

    static let table = KeyTable(title: "a regime", keys: [name, volatility, drift, lasts])
}

extension PriceRegime {
    /// Decodes `regimes`.
    static func decodeAll(_ sections: [Section]) throws(ScenarioError) -> [PriceRegime] {
        var names = UniqueNames(kind: "regime")
        var regimes: [PriceRegime] = []
        for section in sections {
            let name = try section.read(PriceRegimeKeys.name)
            try names.add(name, try section.child(PriceRegimeKeys.name))
            regimes.append(
                PriceRegime(
                    name: name,
                    drift: try section.read(PriceRegimeKeys.drift),
                    volatility: try section.read(PriceRegimeKeys.volatility),
                    lasts: try section.read(PriceRegimeKeys.lasts)
                )
            )
        }
        return regimes
    }

    /// The keys and values, as a section on one line.
    var text: String {
        "{ name: \(Canonical.name(name)), volatility: \(Canonical.number(volatility, tenTo: 2)) %, "
            + "drift: \(SignedPercentForm.text(drift)), lasts: \(Canonical.duration(lasts)) }"
    }
}
