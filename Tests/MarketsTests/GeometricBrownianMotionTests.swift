import Markets
import Primitives
import Testing

private func motion(
    _ start: Double = 100,
    drift: Double = 0.3,
    volatility: Double = 0.8,
    seed: UInt64 = 1
) throws -> PriceProcess {
    try PriceProcess(
        start: start,
        drift: drift,
        volatility: volatility,
        stream: RandomStream(seed: seed, name: "price/WETH")
    )
}

/// Tests of distributions keep their seeds: see docs/TESTING.md.
@Suite struct `A geometric Brownian motion` {
    private static let day: UInt64 = 86_400_000

    /// ln S(t) has mean ln S(0) + (μ − σ²/2)·t and variance σ²·t, and S(t) has mean S(0)·e^(μt).
    ///
    /// Over two stretches that do not overlap the logarithm moves independently.
    @Test(arguments: [[73], [1, 2, 70], [36, 37]] as [[UInt64]])
    func `has the moments of its law, whatever the steps`(_ days: [UInt64]) throws {
        let count = 40_000.0
        let years = 0.2
        let variance = 0.8 * 0.8 * years
        var sum = 0.0
        var squares = 0.0
        var growth = 0.0
        var products = 0.0
        for seed in 0..<UInt64(count) {
            var price = try motion(seed: seed)
            var time: UInt64 = 0
            var first = 0.0
            var last = 0.0
            for step in days {
                time += step * Self.day
                last = RealFunctions.log(price.price(atMillisecond: time) / 100)
                if first == 0 { first = last }
            }
            let deviation = last - (0.3 - 0.32) * years
            sum += deviation
            squares += deviation * deviation
            growth += RealFunctions.exp(last)
            let early = Double(days[0]) / 365
            products += (first - (0.3 - 0.32) * early) * (last - first - (-0.02) * (years - early))
        }
        #expect((sum / count).magnitude < 3 * (variance / count).squareRoot())
        // The square of a normal variable has twice the squared variance.
        #expect((squares / count - variance).magnitude < 3 * variance * (2 / count).squareRoot())
        // The variance of a lognormal variable over its squared mean is e^(σ²t) − 1.
        let mean = RealFunctions.exp(0.3 * years)
        let error = mean * ((RealFunctions.exp(variance) - 1) / count).squareRoot()
        #expect((growth / count - mean).magnitude < 3 * error)
        #expect((products / count).magnitude < 3 * variance / 2 / count.squareRoot())
    }

    @Test func `is e to the drift without volatility`() throws {
        var price = try motion(drift: 1, volatility: 0)
        let year = price.price(atMillisecond: 365 * Self.day)
        #expect((year / 271.8281828459045 - 1).magnitude < 1e-14)
    }

    @Test func `starts where it is told, and stays when asked again or about the past`() throws {
        var price = try motion()
        #expect(price.price(atMillisecond: 0) == 100)
        let value = price.price(atMillisecond: 12_345)
        #expect(value != 100)
        #expect(price.price(atMillisecond: 12_345) == value)
        #expect(price.price(atSecond: 5) == value)
        #expect(price.price(atMillisecond: 12_346) != value)
    }

    @Test func `is the same for the same seed, another for another`() throws {
        var first = try motion()
        var again = try motion()
        var other = try motion(seed: 2)
        for time in stride(from: UInt64(12_000), to: 120_000, by: 12_000) {
            let value = first.price(atMillisecond: time)
            #expect(value == again.price(atMillisecond: time))
            #expect(value != other.price(atMillisecond: time))
        }
    }

    /// The widest that a scenario can say, over the longest run it can have.
    @Test(arguments: [-10.0, 10])
    func `stays positive and finite for ever`(_ drift: Double) throws {
        var price = try motion(drift: drift, volatility: 10)
        for century in UInt64(1)...5 {
            let value = price.price(atMillisecond: century * 36_525 * Self.day)
            #expect(value > 0 && value.isFinite)
        }
        #expect(price.price(atMillisecond: .max) > 0)
    }

    @Test func `refuses what has no price`() {
        #expect(throws: InvalidPriceProcess.badPrice(index: 0, price: 0)) { try motion(0) }
        #expect(throws: InvalidPriceProcess.badDrift(.infinity)) {
            try motion(drift: .infinity)
        }
        #expect(throws: InvalidPriceProcess.badVolatility(-1)) { try motion(volatility: -1) }
    }
}
