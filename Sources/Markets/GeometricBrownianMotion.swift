import Primitives

/// A price whose logarithm is a Brownian motion with drift.
///
/// Over a time dt the logarithm moves by a normal amount with mean (μ − σ²/2)·dt and variance
/// σ²·dt, so that the steps taken make no difference to the law (Glasserman, "Monte Carlo Methods
/// in Financial Engineering", section 3.2).
struct GeometricBrownianMotion: Sendable {
    /// Where the logarithm is kept within, so that the price is always positive and finite.
    static let logMax = 690.0

    private let driftPerSecond: Double
    private let variancePerSecond: Double
    private var logPrice: Double

    /// A motion at its start, which is positive; drift and volatility are over a year.
    init(start: Double, drift: Double, volatility: Double) {
        let variance = volatility * volatility
        driftPerSecond = (drift - variance / 2) / PriceProcess.secondsPerYear
        variancePerSecond = variance / PriceProcess.secondsPerYear
        logPrice = RealFunctions.log(start)
    }

    /// The price after so many milliseconds more.
    mutating func advance(by milliseconds: UInt64, _ noise: inout NormalSource) -> Double {
        let seconds = Double(milliseconds) / 1_000
        let spread = (variancePerSecond * seconds).squareRoot()
        logPrice += driftPerSecond * seconds + spread * noise.normal()
        logPrice = min(max(logPrice, -Self.logMax), Self.logMax)
        return RealFunctions.exp(logPrice)
    }
}
