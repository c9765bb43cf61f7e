import Markets
import Primitives
import TestSupport
import Testing

private func streams(_ seed: UInt64) -> PriceStreams {
    PriceStreams(seed: seed, name: "price/WETH")
}

/// What ANCHORS A1 and A5 say of pools without fees, under prices of these processes.
///
/// Tests of distributions keep their seeds: see docs/TESTING.md.
@Suite struct `A pool without fees that follows a price` {
    private static let day: UInt64 = 86_400_000
    private let volatility = 0.8

    private func price(drift: Double, seed: UInt64) throws -> PriceProcess {
        try PriceProcess(
            start: 1,
            drift: drift,
            volatility: volatility,
            stream: streams(seed).noise
        )
    }

    /// A constant-product pool is worth 2L√P, and loses to the portfolio that holds its reserves
    /// and rebalances at outside prices (V ÷ 2)(√R − 1)² in every step (A1, pathwise).
    @Test func `loses to rebalancing what the closed form says, in every step`() throws {
        var price = try price(drift: 0, seed: 1)
        var before = 1.0
        for step in UInt64(1)...10_000 {
            let now = price.price(atMillisecond: step * 12_000)
            let ratio = now / before
            let value = 2 * before.squareRoot()
            let rebalanced = value / 2 + value / 2 * ratio
            let pool = 2 * now.squareRoot()
            let root = ratio.squareRoot() - 1
            #expect((rebalanced - pool - value / 2 * root * root).magnitude < 1e-15 * value * 4)
            before = now
        }
    }

    /// With drift zero, E[LVR of a step] = V(1 − e^(−w(1−w)σ²dt/2)): A1 for w = ½, A5 for others;
    /// over a year of daily steps, in units of V: .07999 and .0512 (A5).
    @Test(arguments: [(0.5, 0.0799912), (0.2, 0.0511964), (0.8, 0.0511964)])
    func `loses on average what the closed form says`(_ weight: Double, _ year: Double) throws {
        var losses = Moments()
        let length = 1.0 / 365
        for seed in 0..<UInt64(Soak.count(of: 40_000)) {
            var price = try price(drift: 0, seed: seed)
            var before = 1.0
            var sum = 0.0
            for day in UInt64(1)...365 {
                let now = price.price(atMillisecond: day * Self.day)
                let ratio = now / before
                sum += weight * (ratio - 1) - (RealFunctions.pow(ratio, weight) - 1)
                before = now
            }
            losses.add(sum)
        }
        let share = weight * (1 - weight) * 0.64 / 2 * length
        let expected = 365 * (1 - RealFunctions.exp(-share))
        #expect((expected - year).magnitude < 1e-6)
        let estimate = losses.mean("LVR a year, weight \(weight)")
        #expect(estimate.agrees(with: expected))
        // Power: a volatility 5 % off, which is 10 % in the loss.
        #expect(estimate.distance(from: expected * 1.05 * 1.05) > 3)
    }

    /// E[V_T ÷ V_0] = e^(wμT − w(1−w)σ²T/2): .96928, .97045 and 1.02922 for a year with μ = .1,
    /// and of the constant-product pool less holding e^(μ/2 − σ²/8) − (1 + e^μ)/2 = −.082140.
    @Test func `is worth on average what the closed form says`() throws {
        var values = (0..<3).map { _ in Moments() }
        var loss = Moments()
        for seed in 0..<UInt64(Soak.count(of: 4_000_000)) {
            var price = try price(drift: 0.1, seed: seed)
            var value = 0.0
            for quarter in UInt64(1)...4 {
                value = price.price(atMillisecond: quarter * 7_884_000_000)
            }
            for (index, weight) in [0.2, 0.5, 0.8].enumerated() {
                values[index].add(RealFunctions.pow(value, weight))
            }
            loss.add(value.squareRoot() - (1 + value) / 2)
        }
        #expect(values[0].mean("pool of 0.2").agrees(with: 0.96928))
        #expect(values[1].mean("pool of 0.5").agrees(with: 0.97045))
        #expect(values[2].mean("pool of 0.8").agrees(with: 1.02922))
        #expect(loss.mean("impermanent loss").agrees(with: -0.082140))
    }

    /// With jumps, from E[√R] = e^(−σ²t/8 + λt(E[√Y] − 1 − κ/2)), E[√Y] = e^(m/2 + δ²/8), where
    /// ln Y is normal with m = ln(1 + κ) − δ²/2 (Merton's law and A1's E = V(1 − E[√R])).
    @Test func `loses more where the price jumps`() throws {
        let law = JumpLaw(ratePerYear: 100, mean: -0.05, deviation: 0.08)
        let length = 30.0 / 365
        var losses = Moments()
        for seed in 0..<UInt64(Soak.count(of: 4_000_000)) {
            var price = try PriceProcess(
                start: 1,
                drift: 0,
                volatility: volatility,
                jumps: law,
                streams: streams(seed)
            )
            let ratio = price.price(atMillisecond: 30 * Self.day)
            let root = ratio.squareRoot() - 1
            losses.add(root * root / 2)
        }
        let mean = RealFunctions.log(0.95) - 0.0032
        let half = RealFunctions.exp(mean / 2 + 0.0008)
        let exponent = -0.08 * length + 100 * length * (half - 1 + 0.025)
        let estimate = losses.mean("LVR with jumps")
        #expect(estimate.agrees(with: 1 - RealFunctions.exp(exponent)))
        let without = 1 - RealFunctions.exp(-0.08 * length)
        #expect(estimate.distance(from: without) > 3)
    }
}
