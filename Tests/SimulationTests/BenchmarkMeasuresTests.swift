import Contracts
import Primitives
import Scenarios
import TestSupport
import Testing
import WideMath

@testable import Measures
@testable import Simulation

/// A vault of half WETH, half USDC that trades without costs at the end of a block in which its
/// weight has left a band, told to the measures block by block.
private struct FrictionlessVault {
    static let volatility = 0.8
    static let weight = 0.5
    /// Blocks a year; one is 2.4 hours.
    static let blocksPerYear = 3_650
    private static let secondsPerBlock: UInt64 = 8_640
    /// The variance rate of the weight in a year, σ²w²(1 − w)².
    static let variance = 0.04

    private(set) var benchmark: BenchmarkMeasures
    private(set) var price = 2_000.0
    private(set) var value = 1_000_000.0
    private(set) var weight = Self.weight
    private(set) var block: UInt64 = 0
    private let start: UInt64
    private var stream: RandomStream
    private let quoteAnswer = UInt256(100_000_000)

    init(seed: UInt64) throws {
        let world = try WorldBuilder.build(try Scenario.decode(Self.text, file: "bench.yaml"))
        let info = try #require(world.vault)
        start = world.scenario.chain.start
        stream = RandomStream(seed: seed, name: "bench")
        let vault = Self.vault(value: 1_000_000, weight: Self.weight)
        let observation = Observation(prices: [2_000, 1], pools: [], vault: vault)
        benchmark = try #require(
            BenchmarkMeasures(world, info, start: observation, vault)
        )
    }

    private static let text = """
        format: 1
        name: bench
        seed: 1
        assets:
          WETH: { decimals: 18, price: 2_000 }
          USDC: { decimals: 6, price: 1 }
        pools:
          - { name: main, tokens: [WETH, USDC], liquidity: 8_000_000 USDC }
        vault:
          quote: USDC
          targets: { WETH: 50 %, USDC: 50 % }
          deposit: 1_000_000 USDC
          trigger: { threshold: 3 % }
        agents:
          - { name: oracle, role: oracle_reporter, asset: WETH }
        run: { for: 10 blocks }
        """

    private static func vault(value: Double, weight: Double) -> Observation.Vault {
        Observation.Vault(
            nav: TokenAmount(UInt256(truncating: value * 1e6) ?? .zero),
            navAtMarket: value,
            shares: TokenAmount(UInt256(1_000_000_000_000)),
            virtualShares: 1,
            weights: [1 - weight, weight],
            targets: [1 - Self.weight, Self.weight],
            balances: [],
            answers: []
        )
    }

    /// A block; the logarithm of the price has no drift.
    ///
    /// - Returns: What the price was multiplied by.
    mutating func step(band: Double, toEdge: Bool) -> Double {
        let noise = Self.volatility / Double(Self.blocksPerYear).squareRoot()
        let ratio = RealFunctions.exp(noise * stream.normal())
        price *= ratio
        let growth = 1 + weight * (ratio - 1)
        value *= growth
        weight = weight * ratio / growth
        if abs(weight - Self.weight) >= band {
            let edge = weight > Self.weight ? band : -band
            weight = Self.weight + (toEdge ? edge : 0)
        }
        block += 1
        let vault = Self.vault(value: value, weight: weight)
        let record = BlockRecord(
            number: block,
            timestamp: start + block * Self.secondsPerBlock,
            baseFee: .zero,
            gasUsed: .zero,
            transactions: [],
            counterfactuals: [],
            refused: [],
            expired: [],
            rejected: [],
            heldBack: [],
            waiting: 0,
            observation: Observation(prices: [price, 1], pools: [], vault: vault),
            begun: [],
            ended: [],
            violations: [],
            header: nil
        )
        benchmark.add(record, vault)
        return ratio
    }
}

@Suite struct `A vault against portfolios without costs` {
    /// Ten years a run, so that a run's error hides none of the second per cent.
    private static let years = 10

    /// A mean over runs and its standard error.
    private struct Sample {
        var values: [Double] = []
        var mean: Double { values.reduce(0, +) / Double(values.count) }
        var error: Double {
            let mean = mean
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let count = Double(values.count)
            return (squares / (count - 1) / count).squareRoot()
        }
    }

    /// By ANCHORS A4 and A5.
    ///
    /// A4: in a band ±h that is reset the deviation's mean square is h²/6, traded to the edge h²/3,
    /// h being 0.5826 steps of the weight wider than the band, as it is watched at intervals.
    /// The active return's variance is σ² times that. A5: without costs the growth over a fee-less
    /// position is ½·w(1 − w)·σ² a year, less half that variance for what the weight is off.
    @Test(arguments: [false, true])
    func `has the tracking error and the harvest of the closed forms`(_ toEdge: Bool) throws {
        let band = 0.05
        let step = (FrictionlessVault.variance / Double(FrictionlessVault.blocksPerYear))
            .squareRoot()
        let width = band + 0.5826 * step
        let variance = FrictionlessVault.volatility * FrictionlessVault.volatility
        let tracking = variance * width * width / (toEdge ? 3 : 6)
        let premium = variance * 0.25 / 2
        let years = Double(Self.years)
        var squares = Sample()
        var harvests = Sample()
        var theories = Sample()
        var volatilities = Sample()
        for seed in 0..<UInt64(Soak.isFull ? 200 : 16) {
            var vault = try FrictionlessVault(seed: seed)
            for _ in 0..<(Self.years * FrictionlessVault.blocksPerYear) {
                _ = vault.step(band: band, toEdge: toEdge)
            }
            let benchmark = vault.benchmark
            let error = try #require(benchmark.trackingError)
            squares.values.append(error * error)
            let volatility = try #require(benchmark.volatility)
            volatilities.values.append(volatility * volatility)
            harvests.values.append(try #require(benchmark.harvestOverConstantProduct))
            theories.values.append(try #require(benchmark.theoryOverConstantProduct))
        }
        let found = [
            ("tracking error, squared", squares, tracking),
            ("harvest", harvests, (premium - tracking / 2) * years),
            ("harvest in theory", theories, premium * years),
            // Half of σ², and what the deviation adds to the weight's square.
            ("volatility, squared", volatilities, variance * 0.25 + tracking),
        ]
        for (name, sample, expected) in found {
            print("\(name), \(toEdge):", sample.mean, "±", sample.error, "of", expected)
            #expect(abs(sample.mean - expected) <= 3 * sample.error + 0.02 * expected, "\(name)")
        }
    }

    /// ANCHORS A5: pathwise, ln(Σ wR) − Σ w·ln R a block for the frictionless portfolio over the
    /// position, and 2·√r ÷ (1 + r) for the position over holding.
    @Test func `keeps the identities of every path`() throws {
        var vault = try FrictionlessVault(seed: 7)
        var excess = 0.0
        for _ in 0..<2_000 {
            let ratio = vault.step(band: 0.03, toEdge: false)
            excess += RealFunctions.log(0.5 * ratio + 0.5) - 0.5 * RealFunctions.log(ratio)
        }
        let benchmark = vault.benchmark
        let found = RealFunctions.log(benchmark.frictionless / benchmark.constantProduct)
        #expect(abs(found - excess) < 1e-9)
        let ratio = vault.price / 2_000
        let hold = 1_000_000 * (1 + ratio) / 2
        let theory = try #require(benchmark.theory(over: hold))
        let premium = try #require(benchmark.theoryOverConstantProduct)
        let impermanent = 2 * ratio.squareRoot() / (1 + ratio)
        #expect(abs(theory - premium - RealFunctions.log(impermanent)) < 1e-9)
        let harvest = try #require(benchmark.harvest(over: hold))
        #expect(abs(harvest - RealFunctions.log(vault.value / hold)) < 1e-9)
    }

    /// Both recounted from what the run's own blocks show, prices and balances alone.
    @Test func `is recounted from a run`() throws {
        let flight = try Flight(.quickstart())
        let vault = try #require(flight.measures.vault)
        let info = try #require(flight.world.vault)
        var worth = [flight.start] + flight.records.map(\.observation)
        let benchmark = try #require(vault.benchmark)
        let targets = try #require(worth[0].vault?.targets)
        var frictionless = try #require(worth[0].vault?.navAtMarket)
        var active: [Double] = []
        var last = worth.removeFirst()
        for now in worth {
            var growth = targets[0]
            for (index, holding) in info.holdings.enumerated() {
                let asset = holding.token.index
                let price = { (seen: Observation) in
                    seen.prices[asset] / seen.prices[info.quote.index]
                }
                growth += targets[index + 1] * price(now) / price(last)
            }
            frictionless *= growth
            // Nobody comes or goes in the quickstart, so that value stands for a share.
            let value = try #require(now.vault?.navAtMarket) / #require(last.vault?.navAtMarket)
            active.append(value - growth)
            last = now
        }
        #expect(abs(benchmark.frictionless / frictionless - 1) < 1e-9)
        let mean = active.reduce(0, +) / Double(active.count)
        let squares = active.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let end = try #require(flight.records.last).timestamp
        let seconds = end - flight.world.scenario.chain.start
        let perBlock = squares / Double(active.count - 1)
        let expected = (perBlock * Double(active.count) / Double(seconds) * 31_536_000).squareRoot()
        let error = try #require(benchmark.trackingError)
        #expect(abs(error / expected - 1) < 1e-6)
        #expect(error > 0)
    }
}
