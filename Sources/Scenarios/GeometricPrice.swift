/// A price in US dollars that is a geometric Brownian motion, with jumps and regimes if it has
/// them.
public struct GeometricPrice: Sendable, Hashable {
    /// The price at the start.
    public var start: Double
    /// How fast the mean grows, as a fraction a year: 0.05 is 5 %; zero where regimes say it.
    public var drift: Double
    /// The standard deviation of the logarithm, as a fraction a square-root year: 0.8 is 80 %;
    /// zero where regimes say it.
    public var volatility: Double
    /// The jumps, which leave the growth of the mean alone; nothing: there are none.
    public var jumps: PriceJumps?
    /// What drift and volatility change between, the first at the start; empty: they stay.
    public var regimes: [PriceRegime]

    /// Makes a motion.
    public init(
        start: Double,
        drift: Double = 0,
        volatility: Double = 0,
        jumps: PriceJumps? = nil,
        regimes: [PriceRegime] = []
    ) {
        self.start = start
        self.drift = drift
        self.volatility = volatility
        self.jumps = jumps
        self.regimes = regimes
    }
}

/// The keys of a price at random.
enum GeometricPriceKeys {
    static let gbm = Key("gbm", NumberForm.price, "The price at the start, in US dollars a token.")
    static let volatility = Key(
        "volatility",
        NumberForm.volatility,
        .optional,
        "The volatility, over a year; without regimes it is required."
    )
    static let drift = Key(
        "drift",
        SignedPercentForm.drift,
        .optional,
        "How fast the mean grows, over a year; 0 % if left out."
    )
    static let jumps = Key(
        "jumps",
        SectionForm(table: PriceJumpsKeys.table),
        .optional,
        "How the price jumps."
    )
    static let regimes = Key(
        "regimes",
        ListForm(item: SectionForm(table: PriceRegimeKeys.table), count: 2...20),
        .optional,
        "What drift and volatility change between, the first at the start."
    )

    static let table = KeyTable(
        title: "a price at random",
        keys: [gbm, volatility, drift, jumps, regimes]
    )
}

extension GeometricPrice {
    init(_ section: Section) throws(ScenarioError) {
        self.init(start: try section.read(GeometricPriceKeys.gbm))
        if let jumps = try section.readIfPresent(GeometricPriceKeys.jumps) {
            self.jumps = try PriceJumps(jumps)
        }
        guard let regimes = try section.readIfPresent(GeometricPriceKeys.regimes) else {
            volatility = try section.required(
                GeometricPriceKeys.volatility,
                "a price without regimes"
            )
            drift = try section.readIfPresent(GeometricPriceKeys.drift) ?? 0
            return
        }
        try section.refuse(
            [GeometricPriceKeys.volatility, GeometricPriceKeys.drift],
            "does not go with regimes",
            "each regime has its own; remove it"
        )
        self.regimes = try PriceRegime.decodeAll(regimes)
    }

    /// The lines of the section: one where that holds all, otherwise one for each key.
    var lines: [String] {
        let head = "gbm: \(Canonical.number(start))"
        let law = [
            "volatility: \(Canonical.number(volatility, tenTo: 2)) %",
            "drift: \(SignedPercentForm.text(drift))",
        ]
        var lines = [head] + (regimes.isEmpty ? law : ["regimes:"])
        lines += regimes.map { "  - \($0.text)" }
        if let jumps { lines.append("jumps: \(jumps.text)") }
        return lines
    }
}
