import Primitives
import TestSupport
import Testing

@testable import Markets

private let year = PriceProcess.secondsPerYear
private let day: UInt64 = 86_400_000

private func streams(_ seed: UInt64) -> PriceStreams {
    PriceStreams(seed: seed, name: "price/WETH")
}

/// Tests of distributions keep their seeds: see docs/TESTING.md.
@Suite struct `Jumps that come by themselves` {
    private let law = JumpLaw(ratePerYear: 40, mean: -0.05, deviation: 0.08)

    private func counts(_ law: JumpLaw, years: Double, runs: Int, steps: Int = 1) -> Moments {
        var counts = Moments()
        for seed in 0..<UInt64(runs) {
            var times = JumpTimes(law, stream: streams(seed).jumps)
            var count = 0
            for _ in 0..<steps { count += times.advance(by: years * year / Double(steps)).count }
            counts.add(Double(count))
        }
        return counts
    }

    /// A Poisson process: mean and variance of the count are both rate · time.
    @Test(arguments: [1, 365])
    func `are counted as a Poisson process, whatever the steps`(_ steps: Int) {
        let counts = counts(law, years: 0.5, runs: Soak.count(of: 400_000), steps: steps)
        #expect(counts.mean("Poisson counts").agrees(with: 20))
        #expect(counts.variance("Poisson counts").agrees(with: 20))
        // Power: a rate 5 % off is refused.
        let off = JumpLaw(ratePerYear: 42, mean: 0, deviation: 0)
        let wrong = self.counts(off, years: 0.5, runs: Soak.count(of: 400_000), steps: steps)
        #expect(wrong.mean("rate 5 % off").distance(from: 20) > 3)
    }

    /// ln Y has the mean ln(1 + m) − δ²/2 and the variance δ², so that Y has the mean 1 + m.
    @Test func `have the sizes of their law`() {
        var logs = Moments()
        var factors = Moments()
        for seed in 0..<UInt64(Soak.count(of: 2_000_000)) {
            var jumps = Jumps(
                JumpLaw(ratePerYear: 1, mean: -0.05, deviation: 0.08),
                streams(seed)
            )
            // Within the time up to the first jump nothing but the compensator moves it.
            var times = JumpTimes(
                JumpLaw(ratePerYear: 1, mean: -0.05, deviation: 0.08),
                stream: streams(seed).jumps
            )
            var (count, mass) = (0, 0.0)
            var gain = 0.0
            while count == 0 {
                let step = times.advance(by: year / 64)
                (count, mass) = (step.count, mass + step.mass)
                gain += jumps.advance(by: year / 64)
            }
            guard count == 1 else { continue }
            let log = gain - 0.05 * mass
            logs.add(log)
            factors.add(RealFunctions.exp(log))
        }
        let expected = RealFunctions.log(0.95) - 0.0032
        #expect(logs.mean("ln Y").agrees(with: expected))
        #expect(logs.variance("ln Y").agrees(with: 0.0064))
        #expect(factors.mean("Y").agrees(with: 0.95))
        #expect(logs.variance("ln Y").distance(from: 0.0064 * 1.05 * 1.05) > 3)
    }

    /// Merton: ln S has the mean (μ − σ²/2 − λκ)t + λt·E[ln Y] and the variance
    /// σ²t + λt·E[(ln Y)²]; compensated, S has the mean S₀e^(μt).
    @Test func `leave the mean of a price alone, and add to its variance`() throws {
        let years = 0.25
        var logs = Moments()
        var prices = Moments()
        for seed in 0..<UInt64(Soak.count(of: 4_000_000)) {
            var price = try PriceProcess(
                start: 100,
                drift: 0.3,
                volatility: 0.5,
                jumps: law,
                streams: streams(seed)
            )
            var value = 0.0
            for step in UInt64(1)...5 { value = price.price(atMillisecond: step * 18_250 * 86_400) }
            prices.add(value)
            logs.add(RealFunctions.log(value / 100))
        }
        let size = RealFunctions.log(0.95) - 0.0032
        let mean = (0.3 - 0.125 + 40 * 0.05) * years + 40 * years * size
        let variance = 0.25 * years + 40 * years * (size * size + 0.0064)
        #expect(logs.mean("Merton ln S").agrees(with: mean))
        #expect(logs.variance("Merton ln S").agrees(with: variance))
        #expect(prices.mean("Merton S").agrees(with: 100 * RealFunctions.exp(0.3 * years)))
        // Power: without the compensator the mean would be e^((μ + λκ)t).
        let uncompensated = 100 * RealFunctions.exp((0.3 - 2) * years)
        #expect(prices.mean("without compensator").distance(from: uncompensated) > 3)
        let wilder = 0.25 * 1.05 * 1.05 * years + 40 * 1.1 * years * (size * size + 0.0064)
        #expect(logs.variance("wilder").distance(from: wilder) > 3)
    }

    @Test func `move none of the diffusion's draws`() throws {
        var plain = try PriceProcess(
            start: 100,
            drift: 0,
            volatility: 0.5,
            stream: streams(1).noise
        )
        // A jump law without jumps, and one whose jumps have no size.
        let none = JumpLaw(ratePerYear: 0, mean: -0.5, deviation: 0.3)
        let empty = JumpLaw(ratePerYear: 9_000, mean: 0, deviation: 0)
        var others = try [none, empty].map {
            try PriceProcess(
                start: 100,
                drift: 0,
                volatility: 0.5,
                jumps: $0,
                streams: streams(1)
            )
        }
        for step in UInt64(1)...500 {
            let value = plain.price(atMillisecond: step * 12_000)
            for index in others.indices {
                let other = others[index].price(atMillisecond: step * 12_000)
                #expect((other / value - 1).magnitude < 1e-13)
            }
        }
    }
}

@Suite struct `Jumps that draw others` {
    private let law = JumpLaw(
        ratePerYear: 100,
        mean: -0.02,
        deviation: 0.03,
        excitation: 0.6,
        decay: 7_200
    )

    /// Over a time far longer than a cluster the counts have the mean λ̄t, whatever the excitation,
    /// and the variance λ̄t ÷ (1 − n)² (Hawkes 1971), less an amount that does not grow with t.
    ///
    /// For an exponential kernel and a process that is stationary the exact variance is
    /// λ̄·[t ÷ (1 − n)² + (1 − 1 ÷ (1 − n)²)·(1 − e^(−rt)) ÷ r], r = β(1 − n) (Da Fonseca and
    /// Zaatour, "Hawkes process: fast calibration, application to trade clustering and diffusive
    /// limit", 2014, with their E and V). The start at the mean intensity, which is not yet random,
    /// takes λ̄·β·n² ÷ (2(1 − n)) · (1 ÷ r)² off, 0.06 here.
    @Test(arguments: [1, 200])
    func `are as many, and dispersed by one over (1 - n) squared`(_ steps: Int) {
        var counts = Moments()
        for seed in 0..<UInt64(Soak.count(of: 1_000_000)) {
            var times = JumpTimes(law, stream: streams(seed).jumps)
            var count = 0
            for _ in 0..<steps { count += times.advance(by: year / Double(steps)).count }
            counts.add(Double(count))
        }
        let decay = year / 7_200 * 0.4
        let index = 1 / (0.4 * 0.4)
        let variance = 100 * (index + (1 - index) / decay)
        #expect(counts.mean("Hawkes counts").agrees(with: 100))
        #expect(counts.variance("Hawkes counts").agrees(with: variance))
        #expect(counts.variance("as Poisson").distance(from: 100) > 3)
    }

    /// The integral of the intensity is the counts' expectation at every time, so that their
    /// difference has the mean zero: what makes the compensator right.
    @Test func `have an intensity that foretells them`() {
        var differences = Moments()
        var masses = Moments()
        for seed in 0..<UInt64(Soak.count(of: 2_000_000)) {
            var times = JumpTimes(law, stream: streams(seed).jumps)
            var (count, mass) = (0, 0.0)
            for _ in 0..<7 {
                let step = times.advance(by: year / 70)
                (count, mass) = (count + step.count, mass + step.mass)
            }
            differences.add(Double(count) - mass)
            masses.add(mass)
        }
        #expect(differences.mean("counts less intensity").agrees(with: 0))
        #expect(masses.mean("intensity").agrees(with: 10))
        // A martingale's variance is the mean of its own compensator.
        #expect(differences.variance("counts less intensity").agrees(with: 10))
    }

    /// A jump's descendants of the first degree come at an exponential time with the mean of the
    /// decay: between jumps of one cluster the gaps are short, between clusters long.
    @Test func `leave the mean of a price alone, too`() throws {
        var prices = Moments()
        for seed in 0..<UInt64(Soak.count(of: 2_000_000)) {
            var price = try PriceProcess(
                start: 100,
                drift: 0.3,
                volatility: 0.2,
                jumps: law,
                streams: streams(seed)
            )
            prices.add(price.price(atMillisecond: 73 * day))
        }
        #expect(prices.mean("Hawkes S").agrees(with: 100 * RealFunctions.exp(0.06)))
        let uncompensated = 100 * RealFunctions.exp(0.06 - 0.4)
        #expect(prices.mean("without compensator").distance(from: uncompensated) > 3)
    }

    @Test(arguments: [
        JumpLaw(ratePerYear: -1, mean: 0, deviation: 0),
        JumpLaw(ratePerYear: .infinity, mean: 0, deviation: 0),
        JumpLaw(ratePerYear: 1, mean: -1, deviation: 0),
        JumpLaw(ratePerYear: 1, mean: .infinity, deviation: 0),
        JumpLaw(ratePerYear: 1, mean: 0, deviation: -0.1),
        JumpLaw(ratePerYear: 1, mean: 0, deviation: 0, excitation: 1),
        JumpLaw(ratePerYear: 1, mean: 0, deviation: 0, excitation: -0.1),
        JumpLaw(ratePerYear: 1, mean: 0, deviation: 0, excitation: 0.5, decay: 0),
    ])
    func `are refused where they would never end, or leave no price`(_ law: JumpLaw) {
        #expect(throws: InvalidPriceProcess.badJumps(law)) {
            try PriceProcess(
                start: 1,
                drift: 0,
                volatility: 0,
                jumps: law,
                streams: streams(1)
            )
        }
    }

    /// The widest that a scenario can say.
    @Test(arguments: [-0.99, 10])
    func `never leave no price`(_ mean: Double) throws {
        let wild = JumpLaw(
            ratePerYear: 438_000,
            mean: mean,
            deviation: 2,
            excitation: 0.95,
            decay: 1
        )
        for start in [1e-9, 1e12] {
            var price = try PriceProcess(
                start: start,
                drift: 10,
                volatility: 10,
                jumps: wild,
                streams: streams(3)
            )
            for hour in UInt64(1)...2_000 {
                let value = price.price(atMillisecond: hour * 3_600_000)
                #expect(value > 0 && value < .infinity)
            }
        }
    }
}
