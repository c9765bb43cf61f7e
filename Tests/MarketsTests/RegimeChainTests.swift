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
@Suite struct `A chain of regimes` {
    /// In the long run each rules in proportion to its mean duration: the jump chain, uniform over
    /// the others, is symmetric.
    @Test func `gives each its part of the time`() {
        let durations = [20.0, 2, 6]
        var parts = (0..<3).map { _ in Moments() }
        for seed in 0..<UInt64(Soak.count(of: 40_000)) {
            var chain = RegimeChain(durations: durations, stream: streams(seed).regimes)
            // The start is forgotten after a few changes.
            chain.advance(by: 300) { _, _ in }
            var times = [0.0, 0, 0]
            for _ in 0..<50 { chain.advance(by: 20) { times[$0] += $1 } }
            #expect((times.reduce(0, +) - 1_000).magnitude < 1e-9)
            for regime in 0..<3 { parts[regime].add(times[regime] / 1_000) }
        }
        for regime in 0..<3 {
            let part = parts[regime].mean("time in regime \(regime)")
            #expect(part.agrees(with: durations[regime] / 28))
            #expect(part.distance(from: durations[regime] / 28 * 1.05) > 3)
        }
    }

    @Test func `is the same whatever the steps`() {
        var one = RegimeChain(durations: [3, 5], stream: streams(1).regimes)
        var other = one
        var times = [0.0, 0]
        one.advance(by: 1_000) { times[$0] += $1 }
        for _ in 0..<1_000 { other.advance(by: 1) { times[$0] -= $1 } }
        #expect(times[0].magnitude < 1e-9 && times[1].magnitude < 1e-9)
        #expect(one.current == other.current)
    }
}

@Suite struct `A price with regimes` {
    private let regimes = [
        Regime(volatility: 0.5, duration: 20 * 86_400),
        Regime(drift: -5, volatility: 3, duration: 2 * 86_400),
    ]

    /// The mean of the logarithm follows from the expected time in each regime.
    ///
    /// For two regimes with the rates a and b of leaving, begun in the first,
    /// the expected part in the second until t is p·(1 − (1 − e^(−ct)) ÷ ct), c = a + b, p = a ÷ c.
    @Test func `has the mean of its regimes' times`() throws {
        let time = 30.0
        var logs = Moments()
        for seed in 0..<UInt64(Soak.count(of: 2_000_000)) {
            var price = try PriceProcess(start: 100, regimes: regimes, streams: streams(seed))
            var value = 0.0
            for step in UInt64(1)...6 { value = price.price(atMillisecond: step * 5 * day) }
            logs.add(RealFunctions.log(value / 100))
        }
        let (leave, come) = (1.0 / 20, 1.0 / 2)
        let sum = leave + come
        let part =
            leave / sum * (1 - (1 - RealFunctions.exp(-sum * time)) / (sum * time))
        let years = time / 365
        let first = -0.125 * years
        let second = (-5 - 4.5) * years
        #expect(logs.mean("regimes' ln S").agrees(with: first + (second - first) * part))
        #expect(logs.mean("first alone").distance(from: first) > 3)
    }

    @Test func `of one law each is the plain motion`() throws {
        var plain = try PriceProcess(
            start: 100,
            drift: 0.2,
            volatility: 0.8,
            stream: streams(5).noise
        )
        let one = Regime(drift: 0.2, volatility: 0.8, duration: 100)
        var switching = try PriceProcess(start: 100, regimes: [one, one, one], streams: streams(5))
        for step in UInt64(1)...1_000 {
            let value = plain.price(atMillisecond: step * 12_000)
            let other = switching.price(atMillisecond: step * 12_000)
            #expect((other / value - 1).magnitude < 1e-12)
        }
    }

    @Test func `is refused without a regime, or with one that does not last`() {
        #expect(throws: InvalidPriceProcess.badRegime(index: 0)) {
            try PriceProcess(start: 1, regimes: [], streams: streams(1))
        }
        #expect(throws: InvalidPriceProcess.badRegime(index: 1)) {
            try PriceProcess(
                start: 1,
                regimes: [regimes[0], Regime(volatility: 1, duration: 0)],
                streams: streams(1)
            )
        }
        #expect(throws: InvalidPriceProcess.badDrift(.infinity)) {
            try PriceProcess(
                start: 1,
                regimes: [Regime(drift: .infinity, volatility: 1, duration: 1)],
                streams: streams(1)
            )
        }
    }

    @Test func `stays positive and finite for ever`() throws {
        let wild = [
            Regime(drift: 10, volatility: 10, duration: 1),
            Regime(drift: -10, volatility: 10, duration: 1),
        ]
        for start in [1e-9, 1e12] {
            var price = try PriceProcess(start: start, regimes: wild, streams: streams(2))
            for day in UInt64(1)...100 {
                let value = price.price(atMillisecond: day * 86_400_000)
                #expect(value > 0 && value < .infinity)
            }
        }
    }
}
