import Contracts
import Primitives
import Scenarios
import Simulation
import Testing

private func scenario(_ blockTime: BlockTime, seed: UInt64 = 1, _ run: RunDuration) -> Scenario {
    Scenario(
        name: "clock",
        seed: seed,
        chain: ChainSettings(blockTime: blockTime),
        assets: [Asset(name: "USDC", decimals: 6, price: .constant(1))],
        run: RunSettings(duration: run)
    )
}

/// The times of blocks in milliseconds.
private func times(_ scenario: Scenario, count: Int) -> [UInt64] {
    var clock = BlockClock(scenario)
    return (0..<count).map { _ in
        clock.advance()
        return clock.milliseconds
    }
}

/// Tests of distributions keep their seed: see docs/TESTING.md.
@Suite struct `The clock of blocks` {
    @Test func `puts fixed blocks at equal distances`() {
        let fixed = scenario(.fixed(13), .blocks(3))
        #expect(times(fixed, count: 3) == [13_000, 26_000, 39_000])
        #expect(BlockClock(fixed).milliseconds == 0)
        #expect(fixed.blocks == 3)
        #expect(scenario(.fixed(13), .seconds(39)).blocks == 3)
        #expect(scenario(.fixed(13), .seconds(38)).blocks == 2)
    }

    /// A gap has mean and deviation m, its square mean 2m² and variance 20m⁴.
    ///
    /// It exceeds 2m with probability e⁻². Neighbours are independent: the product of their two
    /// deviations from m has mean 0 and deviation m². Whole milliseconds change that by less than
    /// 10⁻⁸.
    @Test func `has Poisson blocks after independent exponential times`() {
        let count = 400_000
        let mean = 12_000.0
        let times = [0] + times(scenario(.poisson(mean: 12), .blocks(1)), count: count)
        let gaps = zip(times.dropFirst(), times).map { Double($0 - $1) / mean }
        let root = Double(count).squareRoot()
        func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(count) }
        #expect((average(gaps) - 1).magnitude < 3 / root)
        #expect((average(gaps.map { $0 * $0 }) - 2).magnitude < 3 * 20.squareRoot() / root)
        let tail = 0.1353352832366127
        #expect(
            (average(gaps.map { $0 > 2 ? 1 : 0 }) - tail).magnitude
                < 3 * (tail * (1 - tail)).squareRoot() / root
        )
        #expect(
            average(zip(gaps, gaps.dropFirst()).map { ($0 - 1) * ($1 - 1) }).magnitude < 3 / root
        )
    }

    /// A block falls into the same second as the one before with probability 1 − m·(1 − e^(−1/m)),
    /// which is 0.0405330 for m = 12.
    @Test func `gives Poisson blocks timestamps that never fall, some of them twice`() {
        let count = 100_000
        let seconds = times(scenario(.poisson(mean: 12), .blocks(1)), count: count)
            .map { $0 / 1_000 }
        let pairs = zip(seconds, seconds.dropFirst())
        #expect(pairs.allSatisfy { $0 <= $1 })
        let same = Double(pairs.count { $0 == $1 }) / Double(count)
        #expect((same - 0.040533).magnitude < 3 * (0.0405 * 0.9595 / Double(count)).squareRoot())
    }

    @Test func `draws Poisson blocks from the seed alone`() {
        let one = times(scenario(.poisson(mean: 12), seed: 1, .blocks(1)), count: 50)
        var crowded = scenario(.poisson(mean: 12), seed: 1, .seconds(1_000))
        crowded.name = "other"
        crowded.assets.append(Asset(name: "DAI", decimals: 18, price: .constant(1)))
        #expect(times(crowded, count: 50) == one)
        #expect(times(scenario(.poisson(mean: 12), seed: 2, .blocks(1)), count: 50) != one)
        // Twice the mean doubles every gap, but for the rounding.
        let slow = times(scenario(.poisson(mean: 24), seed: 1, .blocks(1)), count: 50)
        for (fast, slow) in zip(one, slow) { #expect(slow.distance(to: 2 * fast).magnitude <= 75) }
    }

    @Test(arguments: UInt64(1)...40)
    func `ends a time before the first Poisson block after it`(_ seed: UInt64) {
        let limited = scenario(.poisson(mean: 12), seed: seed, .seconds(600))
        let times = times(limited, count: Int(limited.blocks) + 1)
        #expect(times.dropLast().allSatisfy { $0 <= 600_000 })
        #expect(times[Int(limited.blocks)] > 600_000)
        // 50 on average; six standard deviations are 42.
        #expect((8...92).contains(limited.blocks))
        #expect(scenario(.poisson(mean: 12), seed: seed, .blocks(17)).blocks == 17)
    }

    @Test func `counts a Poisson block exactly at the end`() throws {
        // The first block of a seed that comes at a whole second.
        let seed = try #require(
            (UInt64(1)...100_000).first {
                times(scenario(.poisson(mean: 12), seed: $0, .blocks(1)), count: 1)[0] % 1_000 == 0
            }
        )
        let first = times(scenario(.poisson(mean: 12), seed: seed, .blocks(1)), count: 1)[0] / 1_000
        #expect(scenario(.poisson(mean: 12), seed: seed, .seconds(first)).blocks == 1)
        #expect(scenario(.poisson(mean: 12), seed: seed, .seconds(first - 1)).blocks == 0)
    }
}

@Suite struct `A run of Poisson blocks` {
    private func quickstart(_ run: RunDuration) throws -> Scenario {
        var scenario = try Scenario.quickstart()
        scenario.chain.blockTime = .poisson(mean: 12)
        scenario.run = RunSettings(duration: run)
        return scenario
    }

    @Test func `is timed by the clock, to the second in contracts and the millisecond in prices`()
        throws
    {
        var scenario = try quickstart(.seconds(600))
        // A straight line in the logarithm, e times as high after an hour.
        let points = [100.0, 271.8281828459045]
        scenario.assets[0].price = .replay(PriceReplay(points: points, every: 3_600))
        let flight = try Flight(scenario)
        #expect(UInt64(flight.records.count) == scenario.blocks)
        var clock = BlockClock(scenario)
        for record in flight.records {
            clock.advance()
            #expect(record.timestamp == scenario.chain.start + clock.seconds)
            let expected = 100 * RealFunctions.exp(Double(clock.milliseconds) / 3_600_000)
            let price = record.observation.prices[0]
            #expect((price / expected - 1).magnitude < 4e-15)
        }
        #expect(flight.violations == [])
        #expect(flight.measures.transactions.included > flight.records.count.magnitude)
    }

    @Test func `is the same bytes each time, and others for another seed`() throws {
        let scenario = try quickstart(.blocks(40))
        let first = try Flight(scenario)
        let second = try Flight(scenario)
        #expect(first.records.count == 40)
        #expect(first.summary == second.summary)
        #expect(first.events == second.events)
        #expect(first.series == second.series)
        var other = scenario
        other.seed += 1
        #expect(try Flight(other).series != first.series)
    }

    @Test func `whose typed-in prices end too early, or without a block, is no world`() throws {
        var scenario = try quickstart(.blocks(60))
        let end = BlockClock.seconds(scenario, 60)
        scenario.assets[0].price = .replay(PriceReplay(points: [200, 190], every: end))
        #expect(throws: Never.self) { try WorldBuilder.build(scenario) }
        scenario.assets[0].price = .replay(PriceReplay(points: [200, 190], every: end - 1))
        let error = #expect(throws: WorldError.self) { try WorldBuilder.build(scenario) }
        #expect(
            error?.description
                == "assets.WETH.price: 2 prices \(end - 1) s apart end before the run, whose last "
                + "block comes after \(end) s; give 3 prices or shorten the run"
        )
        let first = BlockClock.seconds(scenario, 1)
        scenario.run = RunSettings(duration: .seconds(first - 1))
        let none = #expect(throws: WorldError.self) { try WorldBuilder.build(scenario) }
        #expect(none?.description == "run.for: no block comes in this time; make it longer")
    }
}

extension BlockClock {
    /// When a block is made, in seconds rounded up.
    fileprivate static func seconds(_ scenario: Scenario, _ block: Int) -> UInt64 {
        (times(scenario, count: block)[block - 1] + 999) / 1_000
    }
}
