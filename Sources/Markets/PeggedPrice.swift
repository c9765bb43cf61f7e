import Primitives

/// A price whose logarithm returns to a level: an Ornstein-Uhlenbeck process.
///
/// dx = κ·(θ − x)·dt + σ·dW with κ = ln 2 ÷ half-life. Over a step the exact law is normal: what is
/// left of x − θ is e^(−κ·dt), and the variance is σ²·(1 − e^(−2κ·dt)) ÷ 2κ (Glasserman, "Monte
/// Carlo Methods in Financial Engineering", section 3.3.1). In the long run the deviation of the
/// logarithm is σ ÷ √(2κ), and over a time t its autocorrelation e^(−κ·t).
///
/// The level θ is the peg's, or that of the depeg while a Markov chain of the two says so. A change
/// within a step moves the mean only, so that one draw a step stays exact.
struct PeggedPrice: Sendable {
    /// κ, a second.
    private let reversion: Double
    /// σ² ÷ 2κ.
    private let variance: Double
    /// The logarithms of the peg, and of the depeg if there is one.
    private let levels: [Double]
    private var chain: RegimeChain
    private var logPrice: Double

    /// A price on its peg.
    init(_ law: PegLaw, stream: RandomStream) {
        reversion = RealFunctions.log(2) / law.halfLife
        let perSecond = law.volatility * law.volatility / PriceProcess.secondsPerYear
        variance = perSecond / (2 * reversion)
        let peg = RealFunctions.log(law.peg)
        var durations = [Double.infinity]
        if let depeg = law.depeg, depeg.ratePerYear > 0 {
            levels = [peg, RealFunctions.log(depeg.level)]
            durations = [PriceProcess.secondsPerYear / depeg.ratePerYear, depeg.duration]
        } else {
            levels = [peg]
        }
        chain = RegimeChain(durations: durations, stream: stream)
        logPrice = peg
    }

    /// Whether the peg is lost now.
    var isOff: Bool { chain.current > 0 }

    /// The price after so many milliseconds more.
    mutating func advance(by milliseconds: UInt64, _ noise: inout NormalSource) -> Double {
        let seconds = Double(milliseconds) / 1_000
        let (levels, reversion) = (levels, reversion)
        var mean = logPrice
        chain.advance(by: seconds) { regime, stretch in
            let level = levels[regime]
            mean = level + (mean - level) * RealFunctions.exp(-reversion * stretch)
        }
        let spread = variance * (1 - RealFunctions.exp(-2 * reversion * seconds))
        logPrice = mean + spread.squareRoot() * noise.normal()
        let most = GeometricBrownianMotion.logMax
        logPrice = min(max(logPrice, -most), most)
        return RealFunctions.exp(logPrice)
    }
}
