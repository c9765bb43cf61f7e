/// How a price jumps: how often, how far, and how much one jump draws others after it.
public struct JumpLaw: Hashable, Sendable {
    /// How many jumps come in a year of 365 days, in the long run.
    public var ratePerYear: Double
    /// By how much a jump changes the price on average, above −1: −0.05 is a fall of 5 %.
    public var mean: Double
    /// The standard deviation of the logarithm of a jump's factor.
    public var deviation: Double
    /// How many jumps one draws after it directly, on average: the branching ratio, from 0 to
    /// below 1.
    public var excitation: Double
    /// The mean time after which a drawn jump follows, in seconds.
    public var decay: Double

    /// Makes a law; without excitation jumps come independently of each other.
    public init(
        ratePerYear: Double,
        mean: Double,
        deviation: Double,
        excitation: Double = 0,
        decay: Double = 1
    ) {
        self.ratePerYear = ratePerYear
        self.mean = mean
        self.deviation = deviation
        self.excitation = excitation
        self.decay = decay
    }

    /// Whether every figure is finite and within its bounds.
    var isSound: Bool {
        ratePerYear >= 0 && ratePerYear < .infinity && mean > -1 && mean < .infinity
            && deviation >= 0 && deviation < .infinity && excitation >= 0 && excitation < 1
            && decay > 0 && decay < .infinity
    }
}
