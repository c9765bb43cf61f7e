import Markets
import Primitives
import Scenarios
import TestSupport
import Testing

@testable import Simulation

@Suite struct `The prices of a scenario` {
    private func scenario(_ assets: [Asset], run: RunDuration, seed: UInt64 = 1) -> Scenario {
        Scenario(
            name: "prices",
            seed: seed,
            assets: assets,
            run: RunSettings(duration: run)
        )
    }

    private func random(_ name: String, _ volatility: Double = 0.8) -> Asset {
        Asset(
            name: name,
            decimals: 18,
            price: .gbm(GeometricPrice(start: 100, volatility: volatility))
        )
    }

    /// The logarithmic steps of each price over some blocks of 12 s.
    private func steps(_ scenario: Scenario, blocks: UInt64) throws -> [[Double]] {
        var processes = try scenario.priceProcesses()
        return processes.indices.map { index in
            var last = processes[index].price(atMillisecond: 0)
            return (1...blocks).map { block in
                let price = processes[index].price(atMillisecond: block * 12_000)
                defer { last = price }
                return RealFunctions.log(price / last)
            }
        }
    }

    /// Two motions, bars and points: all that is Brownian in them goes together.
    @Test func `go together as the correlation says, replays too`() throws {
        let count: UInt64 = 6_000
        let wide = PriceBar(open: 100, high: 1e6, low: 1e-2, close: 100)
        var scenario = scenario(
            [
                random("A"), random("B", 1.6),
                Asset(
                    name: "C",
                    decimals: 18,
                    price: .bars(BarReplay(bars: [wide], every: count * 12, volatility: 1))
                ),
                Asset(
                    name: "D",
                    decimals: 18,
                    price: .replay(
                        PriceReplay(points: [100, 100], every: count * 12, volatility: 1)
                    )
                ),
            ],
            run: .blocks(count)
        )
        let matrix = [
            [1, 0.8, 0.5, -0.5], [0.8, 1, 0.4, -0.4], [0.5, 0.4, 1, -0.3], [-0.5, -0.4, -0.3, 1],
        ]
        let lines = try barLines(scenario, blocks: count)
        var apart = try steps(scenario, blocks: count)
        apart[2] = zip(apart[2], lines).map { $0 - $1 }
        scenario.correlation = Correlation(assets: ["A", "B", "C", "D"], matrix: matrix)
        var together = try steps(scenario, blocks: count)
        together[2] = zip(together[2], lines).map { $0 - $1 }
        // The first keeps its own draws.
        #expect(together[0] == apart[0])
        let error = 1 / Double(count).squareRoot()
        for i in 0..<4 {
            for j in 0..<i {
                let found = correlation(together[i], together[j])
                print("\(i), \(j): \(found) ± \(error), told \(matrix[i][j])")
                #expect((found - matrix[i][j]).magnitude < 4 * error)
                #expect(correlation(apart[i], apart[j]).magnitude < 4 * error)
            }
        }
    }

    /// The steps of the bars' path without noise, between the same anchors.
    private func barLines(_ scenario: Scenario, blocks: UInt64) throws -> [Double] {
        var scenario = scenario
        guard case .bars(var replay) = scenario.assets[2].price else { return [] }
        replay.volatility = 0
        scenario.assets[2].price = .bars(replay)
        return try steps(scenario, blocks: blocks)[2]
    }

    private func correlation(_ first: [Double], _ second: [Double]) -> Double {
        let (a, b) = (deviations(first), deviations(second))
        func product(_ x: [Double], _ y: [Double]) -> Double {
            zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return product(a, b) / (product(a, a) * product(b, b)).squareRoot()
    }

    private func deviations(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.map { $0 - mean }
    }

    @Test func `are drawn apart: one asset more, or jumps of one, move no other`() throws {
        var assets = [random("A"), random("B")]
        let before = try steps(scenario(assets, run: .blocks(200)), blocks: 200)
        assets.insert(random("C"), at: 0)
        assets[1].price = .gbm(
            GeometricPrice(
                start: 100,
                volatility: 0.8,
                jumps: PriceJumps(rate: 400_000, mean: 0.1, deviation: 0.1)
            )
        )
        let after = try steps(scenario(assets, run: .blocks(200)), blocks: 200)
        #expect(after[2] == before[1])
        #expect(after[1] != before[0])
    }

    @Test func `of bars that end before the last Poisson block are no world`() throws {
        let bar = PriceBar(open: 100, high: 100, low: 100, close: 100)
        var scenario = scenario(
            [Asset(name: "A", decimals: 18, price: .bars(BarReplay(bars: [bar], every: 1)))],
            run: .blocks(50)
        )
        scenario.chain.blockTime = .poisson(mean: 12)
        let end = scenario.secondsToEnd
        let error = #expect(throws: WorldError.self) { try scenario.priceProcesses() }
        #expect(
            error?.description
                == "assets.A.price: 1 bars of 1 s end before the run, whose last block comes after "
                + "\(end) s; give \(end) bars or shorten the run"
        )
    }

    /// Everything at its widest, over the longest run: a billion blocks of an hour are passed in
    /// steps of any length.
    @Test func `are positive and finite whatever a file can say`() throws {
        for seed in Soak.seeds("widest prices", of: 3_000) {
            var numbers = TestNumbers(seed: seed)
            let asset = Asset(name: "A", decimals: 18, price: widest(&numbers))
            var process = try scenario([asset], run: .blocks(1_000), seed: seed)
                .priceProcesses()[0]
            var time: UInt64 = 0
            for _ in 0..<200 {
                time += UInt64(1 + numbers.below(numbers.below(4) == 0 ? 3_600_000 : 13_000))
                let price = process.price(atMillisecond: time)
                #expect(price > 0 && price < .infinity, "\(Soak.label("widest prices")), \(seed)")
            }
        }
    }

    private func widest(_ numbers: inout TestNumbers) -> PricePath {
        func either(_ values: [Double]) -> Double { values[numbers.below(values.count)] }
        func duration() -> UInt64 { [1, 60, 86_400, 3_155_760_000][numbers.below(4)] }
        let start = either([1e-9, 1, 1e12])
        let volatility = either([0, 0.5, 10])
        switch numbers.below(4) {
        case 0:
            let low = either([1e-9, 1])
            let high = either([1, 1e12])
            let bars = (0..<40).map { _ in
                PriceBar(
                    open: either([low, high]),
                    high: high,
                    low: low,
                    close: either([low, high])
                )
            }
            return .bars(
                BarReplay(
                    bars: bars,
                    every: [60, 300, 3_600][numbers.below(3)],
                    volatility: numbers.below(2) == 0 ? nil : volatility
                )
            )
        case 1:
            let depeg = PeggedPrice.Depeg(
                rate: either([0, 1, 8_760]),
                level: either([1e-9, 1e12]),
                lasts: duration()
            )
            return .peg(
                PeggedPrice(
                    peg: start,
                    volatility: volatility,
                    halfLife: duration(),
                    depeg: depeg
                )
            )
        default:
            let jumps = PriceJumps(
                rate: either([0, 12, 438_000]),
                mean: either([-0.99, 0, 10]),
                deviation: either([0, 2]),
                excitation: either([0, 0.95]),
                decay: duration()
            )
            let regimes = (0..<3).map {
                PriceRegime(
                    name: "r\($0)",
                    drift: either([-10, 10]),
                    volatility: volatility,
                    lasts: duration()
                )
            }
            return .gbm(
                GeometricPrice(
                    start: start,
                    drift: either([-10, 10]),
                    volatility: volatility,
                    jumps: jumps,
                    regimes: numbers.below(2) == 0 ? regimes : []
                )
            )
        }
    }
}
