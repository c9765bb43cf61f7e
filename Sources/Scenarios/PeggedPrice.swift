/// A price in US dollars that holds to a peg.
public struct PeggedPrice: Sendable, Hashable {
    /// The price it begins at and returns to.
    public var peg: Double
    /// The standard deviation of the logarithm over short times, as a fraction a square-root year.
    public var volatility: Double
    /// The time in which half of a deviation is gone, in seconds.
    public var halfLife: UInt64
    /// How it loses its peg at times; nothing: it never does.
    public var depeg: Depeg?

    /// Times off the peg.
    public struct Depeg: Sendable, Hashable {
        /// How often one begins, in a year of 365 days on the peg.
        public var rate: Double
        /// The price that it goes to meanwhile.
        public var level: Double
        /// How long one lasts on average, in seconds.
        public var lasts: UInt64

        /// Makes times off the peg.
        public init(rate: Double, level: Double, lasts: UInt64) {
            self.rate = rate
            self.level = level
            self.lasts = lasts
        }
    }

    /// Makes a price.
    public init(peg: Double, volatility: Double, halfLife: UInt64, depeg: Depeg? = nil) {
        self.peg = peg
        self.volatility = volatility
        self.halfLife = halfLife
        self.depeg = depeg
    }
}

/// The keys of a price that holds to a peg.
enum PeggedPriceKeys {
    static let peg = Key("peg", NumberForm.price, "The price it returns to, in US dollars a token.")
    static let volatility = Key(
        "volatility",
        NumberForm.volatility,
        "How restless it is over short times, over a year."
    )
    static let halfLife = Key(
        "half_life",
        DurationForm(bounds: 1...DurationForm.longest),
        "The time in which half of a deviation is gone."
    )
    static let depeg = Key(
        "depeg",
        SectionForm(table: DepegKeys.table),
        .optional,
        "How it loses its peg at times."
    )

    static let table = KeyTable(
        title: "a price with a peg",
        keys: [peg, volatility, halfLife, depeg]
    )
}

/// The keys of `depeg`.
enum DepegKeys {
    static let rate = Key(
        "rate",
        FrequencyForm(most: 8_760),
        "How often the peg is lost."
    )
    static let level = Key("to", NumberForm.price, "The price it goes to meanwhile.")
    static let lasts = Key(
        "lasts",
        DurationForm(bounds: 1...DurationForm.longest),
        "How long the peg is lost on average."
    )

    static let table = KeyTable(title: "a lost peg", keys: [rate, level, lasts])
}

extension PeggedPrice {
    init(_ section: Section) throws(ScenarioError) {
        self.init(
            peg: try section.read(PeggedPriceKeys.peg),
            volatility: try section.read(PeggedPriceKeys.volatility),
            halfLife: try section.read(PeggedPriceKeys.halfLife)
        )
        guard let depeg = try section.readIfPresent(PeggedPriceKeys.depeg) else { return }
        self.depeg = Depeg(
            rate: try depeg.read(DepegKeys.rate),
            level: try depeg.read(DepegKeys.level),
            lasts: try depeg.read(DepegKeys.lasts)
        )
    }

    /// The keys and values of the section.
    var lines: [String] {
        let lines = [
            "peg: \(Canonical.number(peg))",
            "volatility: \(Canonical.number(volatility, tenTo: 2)) %",
            "half_life: \(Canonical.duration(halfLife))",
        ]
        guard let depeg else { return lines }
        return lines + [
            "depeg: { rate: \(FrequencyForm.text(depeg.rate)), "
                + "to: \(Canonical.number(depeg.level)), "
                + "lasts: \(Canonical.duration(depeg.lasts)) }"
        ]
    }
}
