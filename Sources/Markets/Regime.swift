/// A time in which a price moves by one law.
public struct Regime: Hashable, Sendable {
    /// How fast the mean grows, over a year.
    public var drift: Double
    /// The standard deviation of the logarithm, over a year.
    public var volatility: Double
    /// How long it lasts on average, in seconds.
    public var duration: Double

    /// Makes a regime.
    public init(drift: Double = 0, volatility: Double, duration: Double) {
        self.drift = drift
        self.volatility = volatility
        self.duration = duration
    }
}
