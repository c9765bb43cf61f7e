import Primitives
import TestSupport
import Testing

@testable import Markets

/// Tests of distributions keep their seeds: see docs/TESTING.md.
@Suite struct `Correlated prices` {
    private let matrix = [[1, 0.8, -0.3], [0.8, 1, 0.1], [-0.3, 0.1, 1]]
    private let volatilities = [0.6, 1.2, 0.3]

    private func prices(_ seed: UInt64, _ matrix: [[Double]]) throws -> [PriceProcess] {
        let factor = try CorrelationMatrix(matrix).factor
        var noise: [RandomStream] = []
        return try zip(volatilities, factor).enumerated().map { index, item in
            let stream = RandomStream(seed: seed, name: "price/\(index)")
            noise.append(stream)
            var price = try PriceProcess(
                start: 1,
                drift: item.0 * item.0 / 2,
                volatility: item.0,
                stream: stream
            )
            price.correlate(with: noise, weights: item.1)
            return price
        }
    }

    @Test func `go together as the matrix says, each by its own law`() throws {
        let year = 31_536_000_000.0
        var moments = (0..<3).map { _ in (0..<3).map { _ in Moments() } }
        for seed in 0..<UInt64(Soak.count(of: 400_000)) {
            var prices = try prices(seed, matrix)
            var before = [0.0, 0, 0]
            for step in UInt64(1)...3 {
                var scores: [Double] = []
                for index in prices.indices {
                    let log = RealFunctions.log(prices[index].price(atMillisecond: step * 12_000))
                    let spread = volatilities[index] * (12_000 / year).squareRoot()
                    scores.append((log - before[index]) / spread)
                    before[index] = log
                }
                for i in 0..<3 { for j in 0..<3 { moments[i][j].add(scores[i] * scores[j]) } }
            }
        }
        for i in 0..<3 {
            for j in 0...i {
                let estimate = moments[i][j].mean("correlation of \(i) and \(j)")
                #expect(estimate.agrees(with: matrix[i][j]))
                #expect(estimate.distance(from: matrix[i][j] - 0.1) > 3)
            }
        }
    }

    @Test func `are what they were where they do not go together`() throws {
        var plain = try PriceProcess(
            start: 1,
            drift: 0.18,
            volatility: 0.6,
            stream: RandomStream(seed: 9, name: "price/0")
        )
        var first = try prices(9, matrix)[0]
        let identity = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
        var second = try prices(9, identity)[1]
        var alone = try PriceProcess(
            start: 1,
            drift: 0.72,
            volatility: 1.2,
            stream: RandomStream(seed: 9, name: "price/1")
        )
        for step in UInt64(1)...100 {
            #expect(
                first.price(atMillisecond: step * 12_000)
                    == plain.price(atMillisecond: step * 12_000)
            )
            #expect(
                second.price(atMillisecond: step * 12_000)
                    == alone.price(atMillisecond: step * 12_000)
            )
        }
    }

    /// Bridges use no draw at their points, and correlated ones pass it over: they keep in step.
    @Test func `keep in step where one of them needs no draw`() throws {
        var differences = Moments()
        for seed in 0..<UInt64(Soak.count(of: 100_000)) {
            let noise = (0..<2).map { RandomStream(seed: seed, name: "price/\($0)") }
            var walk = try PriceProcess(start: 1, drift: 0, volatility: 1, stream: noise[0])
            var bridge = try PriceProcess(
                points: [1, 1, 1, 1],
                every: 12,
                volatility: 1,
                stream: noise[1]
            )
            walk.correlate(with: [noise[0]], weights: [1])
            bridge.correlate(with: noise, weights: [0.8, 0.6])
            var before = 0.0
            for step in UInt64(1)...5 {
                let log = RealFunctions.log(walk.price(atMillisecond: step * 6_000))
                let other = RealFunctions.log(bridge.price(atMillisecond: step * 6_000))
                // In the middle of a bridge of two steps the deviation is σ·√(dt/2)·z.
                if step == 5 {
                    let scale = 6 / PriceProcess.secondsPerYear
                    differences.add((log - before) * other / scale * 2.0.squareRoot())
                }
                before = log
            }
        }
        #expect(differences.mean("walk and bridge").agrees(with: 0.8))
    }
}
