import Markets
import Primitives
import Testing

private func process(
    _ points: [Double],
    every interval: UInt64 = 3_600,
    volatility: Double = 0.8,
    seed: UInt64 = 1
) throws -> PriceProcess {
    try PriceProcess(
        points: points,
        every: interval,
        volatility: volatility,
        stream: RandomStream(seed: seed, name: "markets.WETH")
    )
}

@Suite struct `A price process` {
    @Test func `hits every point exactly`() throws {
        let points = [194.97, 136, 95.87, 130, 130]
        var price = try process(points)
        var second: UInt64 = 0
        while second <= 5 * 3_600 {
            let value = price.price(atSecond: second)
            #expect(value > 0)
            if second % 3_600 == 0 { #expect(value == points[min(4, Int(second / 3_600))]) }
            second += 12
        }
    }

    @Test func `hits a point after skipping others`() throws {
        var price = try process([1, 2, 3, 4, 5], every: 10)
        #expect(price.price(atSecond: 3) != 1)
        #expect(price.price(atSecond: 30) == 4)
        #expect(price.price(atSecond: 39) != 4)
        #expect(price.price(atSecond: 1_000) == 5)
        #expect(price.price(atSecond: .max) == 5)
    }

    @Test func `forgets the deviation when it skips a point`() throws {
        // Without volatility of its own the skipped segment must not shift the next one.
        var price = try process([1, 1, 4, 4], every: 100, volatility: 0)
        _ = price.price(atSecond: 50)
        #expect((price.price(atSecond: 150) - 2).magnitude < 1e-15)
    }

    @Test func `is the same at a second by either name, and moves between seconds`() throws {
        var bySecond = try process([100, 120, 90])
        var byMillisecond = try process([100, 120, 90])
        for second in stride(from: UInt64(12), to: 7_300, by: 12) {
            let price = byMillisecond.price(atMillisecond: second * 1_000)
            #expect(bySecond.price(atSecond: second) == price)
            if second < 7_200 {
                #expect(byMillisecond.price(atMillisecond: second * 1_000 + 1) != price)
                _ = bySecond.price(atMillisecond: second * 1_000 + 1)
            }
        }
        var line = try process([100, 400], every: 1, volatility: 0)
        let middle = line.price(atMillisecond: 500)
        #expect((middle / 200 - 1).magnitude < 1e-15)
        #expect(line.price(atMillisecond: 1_000) == 400)
        #expect(line.price(atMillisecond: .max) == 400)
    }

    @Test func `is a straight line of logarithms without volatility`() throws {
        var price = try process([100, 400], every: 1_000, volatility: 0)
        for second in stride(from: UInt64(0), through: 1_000, by: 7) {
            let expected = 100 * RealFunctions.pow(4, Double(second) / 1_000)
            let error = price.price(atSecond: second) / expected - 1
            // The logarithm is near 5: its rounding, 2⁻⁵¹, is the relative error of the price.
            #expect(error.magnitude < 4e-15)
        }
    }

    @Test func `stays where it is when asked again, or about the past`() throws {
        var price = try process([100, 120])
        let value = price.price(atSecond: 1_800)
        #expect(price.price(atSecond: 1_800) == value)
        #expect(price.price(atSecond: 600) == value)
        #expect(price.price(atSecond: 1_812) != value)
    }

    @Test func `is the same for the same seed`() throws {
        var first = try process([100, 120])
        var again = try process([100, 120])
        var other = try process([100, 120], seed: 2)
        var differs = false
        for second in stride(from: UInt64(12), to: 3_600, by: 12) {
            let value = first.price(atSecond: second)
            #expect(value == again.price(atSecond: second))
            if value != other.price(atSecond: second) { differs = true }
        }
        #expect(differs)
    }

    /// Recorded from this code, in debug and release: another machine must reproduce it.
    @Test func `gives the recorded bits`() throws {
        var price = try PriceProcess(
            points: [100, 60, 80],
            every: 3_600,
            volatility: 1.2,
            stream: RandomStream(seed: 9, name: "p")
        )
        var hash: UInt64 = 0
        for second in stride(from: UInt64(0), through: 8_000, by: 13) {
            hash = (hash << 1 | hash >> 63) ^ price.price(atSecond: second).bitPattern
        }
        #expect(hash == 8_287_037_805_035_771_780)
    }

    /// Var[d(s)] = σ²·s(T − s)/T and Cov[d(s), d(u)] = σ²·s(T − u)/T for s < u, whatever the steps.
    @Test func `has the bridge's variance and covariance`() throws {
        let interval: UInt64 = 1_000
        let volatility = 0.8
        let perSecond = volatility * volatility / PriceProcess.secondsPerYear
        let count = 40_000.0
        let times: [UInt64] = [100, 250, 600, 990]
        var products = [[Double]](repeating: [0, 0, 0, 0], count: 4)
        for seed in 0..<UInt64(count) {
            var price = try process([100, 90], every: interval, volatility: volatility, seed: seed)
            let deviations = times.map { second in
                let line = RealFunctions.pow(0.9, Double(second) / Double(interval))
                return RealFunctions.log(price.price(atSecond: second) / 100 / line)
            }
            for i in 0..<4 { for j in 0...i { products[i][j] += deviations[i] * deviations[j] } }
        }
        let variance = { (i: Int, j: Int) in
            perSecond * Double(times[j]) * Double(interval - times[i]) / Double(interval)
        }
        for i in 0..<4 {
            for j in 0...i {
                // Var[xy] = Var x·Var y + Cov² for jointly normal x and y with mean zero.
                let error =
                    ((variance(i, i) * variance(j, j) + variance(i, j) * variance(i, j)) / count)
                    .squareRoot()
                #expect((products[i][j] / count - variance(i, j)).magnitude < 3 * error)
            }
        }
    }

    @Test func `never moves when it is constant`() throws {
        var price = try PriceProcess(constant: 1)
        #expect(price.price(atSecond: 0) == 1)
        #expect(price.price(atSecond: 1_000_000) == 1)
    }

    @Test func `refuses what has no price`() {
        #expect(throws: InvalidPriceProcess.noPoints) { try process([]) }
        #expect(throws: InvalidPriceProcess.badPrice(index: 1, price: 0)) { try process([1, 0]) }
        #expect(throws: InvalidPriceProcess.badPrice(index: 0, price: .infinity)) {
            try process([.infinity])
        }
        #expect(throws: InvalidPriceProcess.zeroInterval) { try process([1], every: 0) }
        #expect(throws: InvalidPriceProcess.badVolatility(-1)) { try process([1], volatility: -1) }
    }
}
