import Foundation
import Primitives
import Scenarios
import Simulation
import TestSupport
import Testing
import WideMath

/// Nothing but everybody else's demand for block space.
private func crowd(
    _ values: [Double],
    every hours: UInt64,
    events: String = "",
    chain: String = "block_time: 13 s, gas_limit: 10_000_000"
) throws -> Scenario {
    let steps = values.map { "\($0) gwei" }.joined(separator: ", ")
    let text = """
        format: 1
        name: crowd
        seed: 1
        chain: { \(chain), base_fee: \(values[0]) gwei, signatures: assumed }
        assets:
          USDC: { decimals: 6, price: 1 }
        agents:
          - { name: crowd, role: block_space, base_fee: { steps: [\(steps)], every: \(hours) h } }
        \(events)
        run: { for: \(hours * UInt64(values.count)) h }
        """
    return try Scenario.decode(text, file: "crowd.yaml")
}

/// The mean base fee of each so many hours, in gwei, and the largest share of a block that is used.
private func means(
    _ scenario: Scenario,
    every hours: UInt64
) throws -> (means: [Double], fullest: Double) {
    var engine = Engine(try WorldBuilder.build(scenario))
    var sums: [(sum: Double, count: Double)] = []
    var fullest = 0.0
    while let record = engine.step() {
        #expect(record.violations == [])
        // A block at the end of a step is the last of that step.
        let step = Int((record.timestamp - scenario.chain.start - 1) / (hours * 3_600))
        while sums.count <= step { sums.append((0, 0)) }
        sums[step].sum += record.baseFee.raw.asDouble / 1e9
        sums[step].count += 1
        fullest = max(
            fullest,
            Double(record.gasUsed.units) / Double(scenario.chain.gasLimit.units)
        )
    }
    return (sums.map { $0.sum / $0.count }, fullest)
}

/// A base fee moves by at most an eighth a block (EIP-1559), and up by at most 10.9 %, since the
/// crowd fills 15/16 of a block at most: from one figure to the next takes ln(ratio) ÷ 0.104
/// blocks, in which the mean is off by the ratio at most.
@Suite struct `The base fee` {
    @Test func `follows the path times what events make of the demand`() throws {
        // Six times as much in the second and third step.
        let scenario = try crowd(
            [20, 30, 25, 40],
            every: 2,
            events: "events: [{ at: 2 h, for: 4 h, gas_demand: 6x }]"
        )
        let (means, fullest) = try means(scenario, every: 2)
        // A step has 554 blocks. From 20 to 180 gwei it takes 21, in which half is missing; from
        // 150 to 40 it takes 10, in which twice as much is there: 2 % and 4 % of the mean.
        for (mean, expected) in zip(means, [20.0, 180, 150, 40]) {
            #expect((mean / expected - 1).magnitude < 0.04, "\(mean) for \(expected)")
        }
        #expect((means[0] / 20 - 1).magnitude < 0.001)
        // A sixteenth is left to others, always.
        #expect(fullest <= 15.0 / 16)
        #expect(fullest > 0.9)
    }

    @Test func `leaves room for those who pay for it`() throws {
        let flight = try Market(
            prices: Market.steps([(200, 80)]),
            agents: [
                "name: crowd, role: block_space, base_fee: 20 gwei",
                "name: flow, role: traders, rate: 1 per block, size: 500 USDC",
            ],
            events: ["at: 2 min, gas_demand: 6x"],
            chain: "base_fee: 20 gwei, gas_limit: 10_000_000"
        ).flight()
        #expect(flight.violations == [])
        let trades = flight.transactions(of: "flow", "trade")
        #expect(trades.count > 50)
        for (block, trade) in trades { #expect(block == trade.pending.arrivalBlock) }
        let fees = flight.records.map { $0.baseFee.raw.asDouble / 1e9 }
        // ln(6) ÷ ln(1.109) is 17.3 blocks from the eleventh on.
        #expect(fees[9] < 21 && fees[24] < 110)
        #expect(fees[30...].allSatisfy { ($0 / 120 - 1).magnitude < 0.02 })
    }

    /// Source: etherscan.io's chart of average gas prices, in ../shared/market/gas (SOURCES.md).
    ///
    /// 20 days are days of 6,646 blocks; in a soak those around both crashes, otherwise two.
    @Test(arguments: [("2020-03-12", "2020-03-13"), ("2021-05-18", "2021-05-20")])
    func `has the daily means of crashes`(_ first: String, _ last: String) throws {
        let days = try Self.days("market/gas/eth_gas_daily_etherscan.csv", price: 2)
        let chosen = days.filter { $0.time >= first && $0.time <= last }
            .suffix(Soak.isFull ? 9 : 2).map(\.gwei)
        guard !chosen.isEmpty else { return }
        try compare(chosen, every: 24)
    }

    /// Source: the hourly averages in ../shared/market/gas (SOURCES.md).
    @Test(arguments: [("2022-05-08", "2022-05-13"), ("2022-11-07", "2022-11-11")])
    func `has the daily means of crashes from hourly figures`(
        _ first: String,
        _ last: String
    ) throws {
        let hours = try Self.days("market/gas/eth_gas_hourly_2022-04_2022-12.csv", price: 3)
        let chosen = hours.filter { $0.time >= first && $0.time < last }.map(\.gwei)
        guard !chosen.isEmpty else { return }
        // Three of the days from the fourth on; all in a soak.
        try compare(Soak.isFull ? chosen : Array(chosen.suffix(48)), every: 1)
    }

    /// Two per cent of the file's mean, day by day; the first value is there from the start.
    private func compare(_ values: [Double], every hours: UInt64) throws {
        let scenario = try crowd(values, every: hours)
        let (simulated, _) = try means(scenario, every: 24)
        let perDay = Int(24 / hours)
        let days = stride(from: 0, to: values.count, by: perDay).map {
            values[$0..<min($0 + perDay, values.count)]
        }
        #expect(simulated.count == days.count)
        for (mean, day) in zip(simulated, days) {
            let expected = day.reduce(0, +) / Double(day.count)
            #expect((mean / expected - 1).magnitude < 0.02, "\(mean) for \(expected)")
        }
    }

    /// The times and average gas prices of a file with such columns.
    private static func days(
        _ path: String,
        price column: Int
    ) throws -> [(time: String, gwei: Double)] {
        guard let data = try SharedFiles.data(path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst()
            .compactMap { line in
                let fields = line.split(separator: ",")
                return Double(fields[column]).map { (String(fields[1]), $0) }
            }
    }
}

/// Tests of distributions keep their seed: see docs/TESTING.md.
@Suite struct `Slots` {
    private func gaps(_ chain: String, hours: UInt64, events: String = "") throws -> [Double] {
        let scenario = try crowd([1], every: hours, events: events, chain: chain)
        var engine = Engine(try WorldBuilder.build(scenario))
        var last = scenario.chain.start
        var gaps: [Double] = []
        while let record = engine.step() {
            gaps.append(Double(record.timestamp - last))
            last = record.timestamp
        }
        // The run ends by the clock: no block comes later, and one might come next.
        #expect(last <= scenario.chain.start + hours * 3_600)
        return gaps
    }

    /// Of n slots each has a block with probability 1 − p: the count has the deviation
    /// √(n p (1 − p)); a gap of k slots has the probability p^(k−1) (1 − p).
    @Test(arguments: [5, 30, 90] as [UInt64])
    func `have no block at the rate that is said, independently`(_ percent: UInt64) throws {
        let share = Double(percent) / 100
        let slots = 20.0 * 300
        let gaps = try gaps("block_time: 12 s, missed_slots: \(percent) %", hours: 20)
        let count = Double(gaps.count)
        let deviation = (slots * share * (1 - share)).squareRoot()
        #expect((count - slots * (1 - share)).magnitude < 4 * deviation)
        #expect(gaps.allSatisfy { $0.truncatingRemainder(dividingBy: 12) == 0 })
        for length in 1...3 {
            var likely = 1 - share
            for _ in 1..<length { likely *= share }
            let found = Double(gaps.count { $0 == 12 * Double(length) })
            let deviation = (count * likely * (1 - likely)).squareRoot()
            #expect((found - count * likely).magnitude < 4 * deviation + 1)
        }
    }

    @Test func `are missed for as long as an event lasts, and last as long as it says`() throws {
        let gaps = try gaps(
            "block_time: 12 s",
            hours: 20,
            events: """
                events:
                  - { at: 5 h, for: 5 h, missed_slots: 40 % }
                  - { at: 15 h, for: 1 h, block_time: 2.5x }
                """
        )
        var time = 0.0
        var calm = 0.0
        var missing = 0.0
        var slow = 0.0
        for gap in gaps {
            switch time {
            case ..<18_000: calm += 1
            case ..<36_000: missing += 1
            case 54_000..<57_600:
                slow += 1
                #expect(gap == 30)
            default: calm += 1
            }
            time += gap
        }
        // 5 h, 5 h and 4 h of 300 slots each hour; a slot may straddle a border.
        #expect((calm - 14 * 300).magnitude <= 3)
        #expect((missing - 900).magnitude < 4 * (1_500 * 0.4 * 0.6).squareRoot())
        #expect((slow - 120).magnitude <= 1)
        #expect(time == 72_000)
    }
}
