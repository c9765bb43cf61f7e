/// How a price holds to a peg, and loses it.
public struct PegLaw: Hashable, Sendable {
    /// The price it returns to.
    public var peg: Double
    /// The standard deviation of the logarithm over a year, as over short times.
    public var volatility: Double
    /// The time in which half of a deviation is gone, in seconds.
    public var halfLife: Double
    /// How it loses the peg at times; nothing: it never does.
    public var depeg: Depeg?

    /// A time off the peg.
    public struct Depeg: Hashable, Sendable {
        /// How often it begins, in a year on the peg.
        public var ratePerYear: Double
        /// The price that it goes to meanwhile.
        public var level: Double
        /// How long it lasts on average, in seconds.
        public var duration: Double

        /// Makes a law.
        public init(ratePerYear: Double, level: Double, duration: Double) {
            self.ratePerYear = ratePerYear
            self.level = level
            self.duration = duration
        }
    }

    /// Makes a law.
    public init(peg: Double, volatility: Double, halfLife: Double, depeg: Depeg? = nil) {
        self.peg = peg
        self.volatility = volatility
        self.halfLife = halfLife
        self.depeg = depeg
    }

    /// Whether every figure is finite and within its bounds.
    var isSound: Bool {
        func isPositive(_ number: Double) -> Bool { number > 0 && number < .infinity }
        guard isPositive(peg), isPositive(halfLife), volatility >= 0, volatility < .infinity else {
            return false
        }
        guard let depeg else { return true }
        return depeg.ratePerYear >= 0 && depeg.ratePerYear < .infinity && isPositive(depeg.level)
            && isPositive(depeg.duration)
    }
}
