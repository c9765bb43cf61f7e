import Measures
import Primitives
import Scenarios
import Simulation
import Testing

/// A market with every party that events reach, for 120 blocks of 12 seconds.
enum Stage {
    /// The scenario with lines such as `{ at: 2 min, offline: keeper }` as its events.
    static func scenario(
        _ events: [String] = [],
        always: [String] = [],
        expect: [String] = [],
        changing change: (inout String) -> Void = { _ in }
    ) throws -> Scenario {
        var text = """
            format: 1
            name: a stage
            seed: 7
            chain: { block_time: 12 s, base_fee: 20 gwei, signatures: assumed }
            assets:
              WETH: { decimals: 18, price: { gbm: 2000, volatility: 300 % } }
              USDC: { decimals: 6, price: 1 }
            pools:
              - name: main
                tokens: [WETH, USDC]
                liquidity: 8_000_000 USDC
                drought: 39_900 USDC
            vault:
              quote: USDC
              targets: { WETH: 60 %, USDC: 40 % }
              deposit: 400_000 USDC
              trigger: { threshold: 10 bp }
              guards: { slippage: 2 %, oracle_age: 90 min, cooldown: 1 min }
            agents:
              - { name: oracle, role: oracle_reporter, asset: WETH, deviation: 5 bp }
              - { name: keeper, role: keeper, retry_after: 1 block }
              - { name: arbitrage, role: arbitrageur, sends: relay }
              - { name: flow, role: traders, rate: 1 per block, size: 2_000 USDC, slippage: 5 % }
              - { name: crowd, role: block_space, base_fee: 20 gwei }
            run: { for: 24 min }

            """
        change(&text)
        for (key, lines) in [("events", events), ("always", always), ("expect", expect)]
        where !lines.isEmpty {
            text += "\(key):\n" + lines.map { "  - \($0)\n" }.joined()
        }
        return try Scenario.decode(text, file: "stage.yaml")
    }

    /// A flight of it.
    static func flight(_ events: [String]) throws -> Flight {
        try Flight(try scenario(events))
    }
}

extension Flight {
    /// The numbers of the blocks in which something of an agent is included.
    func blocks(of agent: String) -> [UInt64] {
        records.filter { $0.transactions.contains { $0.pending.author == agent } }.map(\.number)
    }

    /// The oracle's answer over the outside price at the end of each block.
    var answerRatios: [Double] {
        records.map { record in
            let answer = record.observation.vault?.answers[1].asDouble ?? 0
            return answer / 1e8 / record.observation.prices[0]
        }
    }
}

@Suite struct `Events` {
    @Test func `begin at a time, at a block, and with or after another one`() throws {
        let flight = try Stage.flight([
            "{ name: one, at: 2 min, for: 1 min, gas_demand: 2x }",
            "{ name: two, at: block 50, for: 24 s, gas_demand: 2x }",
            "{ name: three, after: one, moment: ends, delay: 30 s, for: 12 s, gas_demand: 2x }",
            "{ after: two, gas_demand: 1x }",
        ])
        // A slot opens with the block before: block 11's at 120 s. 60 s are five blocks.
        var begun: [Int: UInt64] = [:]
        var ended: [Int: UInt64] = [:]
        for record in flight.records {
            for event in record.begun { begun[event] = record.number }
            for event in record.ended { ended[event] = record.number }
        }
        #expect(begun == [0: 11, 1: 50, 2: 19, 3: 50])
        #expect(ended == [0: 16, 1: 52, 2: 20])
    }

    @Test func `begin once a condition holds at the end of a block`() throws {
        let line = "{ when: \"WETH.move(5 min) < -0.2 %\", for: 2 min, offline: flow }"
        let flight = try Stage.flight([line])
        let prices = flight.records.map { $0.observation.prices[0] }
        let first = try #require(
            prices.indices.first { index in
                // Five minutes are 25 blocks; before block 25 the start is the oldest.
                let old = index >= 25 ? prices[index - 25] : 2_000
                return prices[index] / old - 1 < -0.002
            }
        )
        let begun = try #require(flight.records.first { !$0.begun.isEmpty })
        #expect(begun.number == flight.records[first].number + 1)
        #expect(flight.records.flatMap(\.begun) == [0])
        #expect(flight.records.first { !$0.ended.isEmpty }?.number == begun.number + 10)
    }

    @Test func `multiply the base fee that demand leads to`() throws {
        let flight = try Stage.flight(["{ at: 6 min, for: 12 min, gas_demand: 3x }"])
        func mean(_ blocks: ClosedRange<Int>) -> Double {
            let fees = flight.records[(blocks.lowerBound - 1)..<blocks.upperBound]
                .map { $0.baseFee.raw.asDouble / 1e9 }
            return fees.reduce(0, +) / Double(fees.count)
        }
        // From 20 to 60 gwei at 7 ÷ 64 a block takes eleven blocks, back at an eighth nine.
        #expect((19...21).contains(mean(10...30)))
        #expect((58...62).contains(mean(45...90)))
        #expect((19...21).contains(mean(105...119)))
    }

    @Test func `let traders trade more often and sell more`() throws {
        let calm = try Stage.flight([])
        let wild = try Stage.flight(["{ at: 0 s, flow: 4x, sells: 90 %, agent: flow }"])
        func trades(_ flight: Flight) -> (count: Int, sales: Int) {
            let base = flight.world.tokens[0].address
            let own = flight.records.flatMap(\.transactions).filter {
                $0.pending.author == "flow" && $0.receipt.status == .success
            }
            let sales = own.count { $0.receipt.logs.first?.address == base }
            return (own.count, sales)
        }
        let (few, half) = trades(calm)
        let (many, most) = trades(wild)
        // 120 trades, of which half sell, and 480, of which nine in ten do: each within four
        // standard errors of a Poisson and a binomial count.
        #expect(abs(Double(few) - 120) < 44 && abs(Double(many) - 480) < 88)
        #expect(abs(Double(half) / Double(few) - 0.5) < 0.19)
        #expect(abs(Double(most) / Double(many) - 0.9) < 0.055)
    }

    @Test func `miss slots and stretch them, and the run still ends by the clock`() throws {
        let flight = try Stage.flight([
            "{ at: 4 min, for: 8 min, missed_slots: 50 % }",
            "{ at: 16 min, block_time: 2x }",
        ])
        let start = flight.world.scenario.chain.start
        let gaps = zip(flight.records, flight.records.dropFirst()).map {
            (at: $0.timestamp - start, gap: $1.timestamp - $0.timestamp)
        }
        #expect(gaps.filter { $0.at < 240 }.allSatisfy { $0.gap == 12 })
        let missing = gaps.filter { (240..<720).contains($0.at) }
        #expect(missing.contains { $0.gap > 12 } && missing.allSatisfy { $0.gap % 12 == 0 })
        // 40 slots at a half: 20 blocks, within three standard errors of √(40 ÷ 4).
        #expect(abs(missing.count - 20) < 10)
        #expect(gaps.filter { $0.at >= 960 }.allSatisfy { $0.gap == 24 })
        let end = try #require(flight.records.last).timestamp - start
        #expect(end <= 1_440 && end > 1_440 - 24)
    }

    @Test func `leave every invariant as it is, all at once`() throws {
        let flight = try Stage.flight([
            "{ at: 2 min, for: 2 min, paused: main }",
            "{ at: 3 min, for: 3 min, blocked: WETH }",
            "{ at: 5 min, for: 2 min, late: [keeper, oracle], by: 3 blocks, nonce_gap: flow }",
            "{ at: 7 min, for: 3 min, under_priced: all, missed_slots: 30 %, relay_down: true }",
            "{ at: 10 min, for: 5 min, wrong: oracle, factor: 0.8x, flow: 3x, sells: 100 % }",
            "{ at: 12 min, for: 9 min, deviating: oracle, reaches: 1.3x, gas_demand: 5x }",
        ])
        #expect(flight.violations.isEmpty, "\(flight.violations)")
        #expect(flight.records.flatMap(\.begun).count == 6)
    }
}

@Suite struct `What should always hold` {
    @Test func `is judged at the end of every block`() throws {
        let scenario = try Stage.scenario(
            ["{ at: 6 min, for: 6 min, gas_demand: 3x }"],
            always: [
                "base_fee < 40 gwei", "main.depth > 10_000 USDC", "vault.nav > 1 USDC",
            ]
        )
        let flight = try Flight(scenario)
        let watched = flight.measures.always.watched
        #expect(watched.map { $0.failed == 0 } == [false, true, true])
        let high = flight.records.filter { $0.baseFee.raw.asDouble >= 40e9 }
        // The gauge shows the fee of the coming block.
        #expect(watched[0].firstFailed == high.first.map { $0.number - 1 })
        let most = flight.records.map(\.baseFee.raw.asDouble).max()
        #expect(watched[0].worst?.value == most)
    }

    @Test func `holds a provider's pool to the depth it names`() throws {
        let flight = try Flight(try Stage.scenario(always: ["main.depth(5 %) > 190_000 USDC"]))
        let depths = flight.records.map {
            $0.observation.pools[0].reserveQuote.raw.asDouble * (1.05.squareRoot() - 1) / 1e6
        }
        let watched = flight.measures.always.watched[0]
        #expect(watched.worst?.value == depths.min())
        #expect(watched.failed == UInt64(depths.count { $0 <= 190_000 }))
    }

    /// Measures are those of the run up to each block: here added up from the blocks themselves.
    @Test func `may be a measure of the run so far`() throws {
        let scenario = try Stage.scenario(
            always: [
                "transactions.included < 100", "gas.used > 0", "vault.sold < 5_000 USDC",
                "vault.nav_end >= 99 %", "vault.drawdown == 0", "vault.lost < 10_000 bp",
                "vault.drawdown < 0.9 %", "mev.detector.sandwiches.precision > 10 %",
            ]
        )
        let flight = try Flight(scenario)
        let watched = flight.measures.always.watched
        #expect(watched.map(\.line.text) == scenario.always.map(\.text))
        var included = 0
        let counts = flight.records.map { record in
            included += record.transactions.count
            return included
        }
        let first = try #require(counts.firstIndex { $0 >= 100 })
        #expect(watched[0].firstFailed == UInt64(first + 1))
        #expect(watched[0].failed == UInt64(counts.count - first))
        #expect(watched[0].worst?.value == Double(included))
        #expect(watched[0].worst?.excess == Double(included - 100))
        #expect(watched[1].failed == 0 && watched[1].worst?.value != nil)
        let sales = flight.records.first { record in
            record.transactions.contains {
                $0.pending.purpose == .rebalance && $0.receipt.status == .success
            }
        }
        // One rebalance sells less than that; several do not.
        #expect(try #require(watched[2].firstFailed) > (try #require(sales).number))
        #expect(watched[2].worst?.value == flight.measures.vault?.sold.asDouble)
        // In parts of the NAV at the start.
        let navs = flight.records.compactMap { $0.observation.vault?.nav.raw.asDouble }
        let least = 0.99 * (try #require(flight.start.vault).nav.raw.asDouble)
        #expect(watched[3].failed == UInt64(navs.count { $0 < least }))
        #expect(watched[3].worst?.value == navs.min())
        // A condition cannot say `==`, so this is the measure of that name: the largest so far.
        #expect(try #require(watched[4].worst?.value) == flight.measures.vault?.risk.drawdown)
        // Nothing is a part of what was sold before anything is.
        #expect(watched[5].failed == 0 && watched[5].worst != nil)
        #expect(watched[6].line.condition != nil)
        // Nobody attacks: there is nothing to compare in any block.
        #expect(watched[7].failed == 0 && watched[7].worst == nil)
    }

    @Test func `is refused where it names neither a gauge nor a measure`() {
        #expect(throws: ScenarioError.self) {
            try Stage.scenario(always: ["vault.slod < 5_000 USDC"])
        }
        #expect(throws: ScenarioError.self) {
            try Stage.scenario(always: ["vault.sold < 5_000 WETH"])
        }
        // A gauge's bound has a unit, though the measure of that name may do without.
        #expect(throws: ScenarioError.self) {
            try Stage.scenario(always: ["vault.drawdown < 0.4"])
        }
    }
}
