import Primitives

/// The jumps of a price's logarithm, less what they are expected to add.
///
/// A jump multiplies the price by Y, ln Y normal with E[Y] = 1 + mean and a given deviation
/// (Merton, "Option pricing when underlying stock returns are discontinuous", 1976). Jumps are
/// compensated: between them the price drifts by −mean·λ(t), λ the intensity at that time, so that
/// they leave the price's mean alone: it grows with the drift and nothing else, clustered or not.
struct Jumps: Sendable {
    private var times: JumpTimes
    private var sizes: RandomStream
    private let mean: Double
    /// Of ln Y.
    private let logMean: Double
    private let deviation: Double

    init(_ law: JumpLaw, _ streams: PriceStreams) {
        times = JumpTimes(law, stream: streams.jumps)
        sizes = streams.sizes
        mean = law.mean
        deviation = law.deviation
        logMean = RealFunctions.log(1 + law.mean) - law.deviation * law.deviation / 2
    }

    /// What the logarithm gains within so many seconds more.
    mutating func advance(by seconds: Double) -> Double {
        let (count, mass) = times.advance(by: seconds)
        var sum = -mean * mass
        for _ in 0..<count { sum += logMean + deviation * sizes.normal() }
        return sum
    }
}
