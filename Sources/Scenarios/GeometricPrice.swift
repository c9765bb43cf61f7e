/// A price in US dollars that is a geometric Brownian motion.
public struct GeometricPrice: Sendable, Hashable {
    /// The price at the start.
    public var start: Double
    /// How fast the mean grows, as a fraction a year: 0.05 is 5 %.
    public var drift: Double
    /// The standard deviation of the logarithm, as a fraction a square-root year: 0.8 is 80 %.
    public var volatility: Double

    /// Makes a motion.
    public init(start: Double, drift: Double = 0, volatility: Double) {
        self.start = start
        self.drift = drift
        self.volatility = volatility
    }
}

/// The keys of a price at random.
enum GeometricPriceKeys {
    static let gbm = Key("gbm", NumberForm.price, "The price at the start, in US dollars a token.")
    static let volatility = Key(
        "volatility",
        NumberForm.volatility,
        "The volatility, over a year."
    )
    static let drift = Key(
        "drift",
        DriftForm(),
        .fallback("0 %"),
        "How fast the mean grows, over a year."
    )

    static let table = KeyTable(title: "a price at random", keys: [gbm, volatility, drift])
}

extension GeometricPrice {
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            start: try section.read(GeometricPriceKeys.gbm),
            drift: try section.read(GeometricPriceKeys.drift),
            volatility: try section.read(GeometricPriceKeys.volatility)
        )
    }

    /// The keys and values, as a section on one line has them.
    var text: String {
        let sign = drift < 0 ? "-" : ""
        return "gbm: \(Canonical.number(start)), "
            + "volatility: \(Canonical.number(volatility, tenTo: 2)) %, "
            + "drift: \(sign)\(Canonical.number(drift.magnitude, tenTo: 2)) %"
    }
}
