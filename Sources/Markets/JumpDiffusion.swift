import Primitives

/// A geometric Brownian motion whose drift and volatility may change with regimes, and which may
/// jump.
///
/// Given the regimes, the logarithm moves over a step by a normal amount with the mean
/// ∫(μ − σ²/2)dt and the variance ∫σ²dt, both sums over the stretches of the step: one draw a step,
/// and exact (Hamilton's regime switching in continuous time; Glasserman, section 3.2). Jumps come
/// on top (`Jumps`).
struct JumpDiffusion: Sendable {
    /// One regime's part of the law, a second.
    private struct Rate {
        let drift: Double
        let variance: Double
    }

    private let rates: [Rate]
    private var chain: RegimeChain
    private var jumps: Jumps?
    private var logPrice: Double

    /// A motion at its start, which is positive; there is at least one regime.
    init(start: Double, regimes: [Regime], jumps: JumpLaw?, _ streams: PriceStreams) {
        rates = regimes.map { regime in
            let variance = regime.volatility * regime.volatility
            return Rate(
                drift: (regime.drift - variance / 2) / PriceProcess.secondsPerYear,
                variance: variance / PriceProcess.secondsPerYear
            )
        }
        chain = RegimeChain(durations: regimes.map(\.duration), stream: streams.regimes)
        self.jumps = jumps.map { Jumps($0, streams) }
        logPrice = RealFunctions.log(start)
    }

    /// The price after so many milliseconds more.
    mutating func advance(by milliseconds: UInt64, _ noise: inout NormalSource) -> Double {
        let seconds = Double(milliseconds) / 1_000
        let rates = rates
        var drift = 0.0
        var variance = 0.0
        chain.advance(by: seconds) { regime, stretch in
            drift += rates[regime].drift * stretch
            variance += rates[regime].variance * stretch
        }
        logPrice += drift + variance.squareRoot() * noise.normal()
        if let gain = jumps?.advance(by: seconds) { logPrice += gain }
        let most = GeometricBrownianMotion.logMax
        logPrice = min(max(logPrice, -most), most)
        return RealFunctions.exp(logPrice)
    }
}
