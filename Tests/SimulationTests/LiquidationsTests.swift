import Agents
import Contracts
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

private let arbitrage = "name: arbitrage, role: arbitrageur"

/// 20 positions of 25,000 each, that go between 5 % and 25 % below 200.
private let longs =
    "name: longs, role: liquidations, debt: 500_000 USDC, positions: 20, between: [5 %, 25 %]"

@Suite struct `A book of longs` {
    private func collateral(_ flight: Flight) -> [UInt256] {
        let world = flight.world
        return world.wallets.first { $0.agent == "longs" }?.addresses.map {
            ShareLedger.balance(of: $0, token: world.tokens[0].address, on: world.machine).raw
        } ?? []
    }

    @Test func `has equal debts, whose thresholds lie between the falls, in order`() {
        var stream = RandomStream(seed: 1, name: "book")
        let book = Liquidations.book(
            debt: 1_000_000,
            count: 400,
            falls: 0.05...0.4,
            bonus: BasisPoints(800),
            below: 200,
            unit: 1_000_000_000,
            stream: &stream
        )
        #expect(book.count == 400)
        #expect(book.map(\.threshold) == book.map(\.threshold).sorted(by: >))
        #expect(book.allSatisfy { $0.threshold <= 190 && $0.threshold >= 120 })
        for position in book {
            // 2,500 each and 8 % on top at the threshold, to a smallest unit.
            let value = position.collateral.asDouble / 1e9 * position.threshold
            #expect((value - 2_700).magnitude < 200e-9 * 2)
        }
        // The mean fall of an even draw has the deviation width ÷ √(12 n): four of them.
        let mean = book.map { 1 - $0.threshold / 200 }.reduce(0, +) / 400
        #expect((mean - 0.225).magnitude < 4 * 0.35 / (12.0 * 400).squareRoot())
    }

    @Test func `sells each position once, when the price is at its threshold`() throws {
        let prices = Market.steps((0..<40).map { (200 - Double($0), 1) } + [(200, 20)])
        let flight = try Market(prices: prices, agents: [arbitrage, longs]).flight()
        #expect(flight.violations == [])
        var stream = RandomStream(seed: 1, name: "agent/longs")
        let book = Liquidations.book(
            debt: 500_000,
            count: 20,
            falls: 0.05...0.25,
            bonus: BasisPoints(500),
            below: 200,
            unit: 1_000_000_000_000_000_000,
            stream: &stream
        )
        let held = collateral(flight)
        for (position, left) in zip(book, held) {
            #expect(left == (position.threshold >= 161 ? .zero : position.collateral))
        }
        let sales = flight.blocks(of: "longs", "liquidation")
        #expect(sales.count == book.count { $0.threshold >= 161 })
        #expect(sales.count >= 5)
        #expect(book.contains { $0.threshold < 161 })
        // The pool takes them at once: each goes in the first block whose price is low enough.
        let due = book.filter { $0.threshold >= 161 }.map { position in
            UInt64(prices.firstIndex { $0 <= position.threshold } ?? 0)
        }
        #expect(sales == due)
    }

    @Test func `waits for the pool where that gives less than the bonus leaves`() throws {
        // All go at once, into a pool that holds 800,000: half a million is too much for 5 %.
        let flight = try Market(
            prices: Market.steps([(200, 3), (140, 60)]),
            agents: [arbitrage, longs],
            pools: ["name: main, tokens: [ABC, USDC], liquidity: 800_000 USDC"]
        ).flight()
        #expect(flight.violations == [])
        let sales = flight.blocks(of: "longs", "liquidation")
        #expect(sales.count == 20)
        #expect(Set(sales).count > 5)
        #expect(collateral(flight).allSatisfy { $0.isZero })
        let failed = flight.transactions(of: "longs", "liquidation").count - sales.count
        #expect(failed > 10)
        for (_, sale) in flight.transactions(of: "longs", "liquidation")
        where sale.receipt.status == .success {
            let moved = sale.receipt.logs.compactMap { TokenTransfer($0) }
            let (sold, got) = (moved[0].amount.raw.asDouble, moved[1].amount.raw.asDouble)
            #expect(got / 1e6 / (sold / 1e18) >= 140 * 0.95 * (1 - 1e-9))
        }
    }

    @Test func `bids more from block to block, up to what the bonus is worth`() throws {
        var market = Market(
            prices: Market.steps([(200, 3), (140, 60)]),
            agents: [longs.replacing("debt: 500_000", with: "debt: 400_000")],
            pools: ["name: main, tokens: [ABC, USDC], liquidity: 60_000 USDC"]
        )
        market.token = "WETH"
        // Nobody refills the pool: what waits goes on bidding.
        market.agents.append("name: flow, role: traders, rate: 2 per block, size: 8_000 USDC")
        market.events = ["at: 0 s, sells: 0 %"]
        let flight = try market.flight()
        let sent = flight.transactions(of: "longs", "liquidation")
        func tip(_ block: UInt64) -> [Wei] {
            sent.filter { $0.block == block }.compactMap {
                $0.transaction.pending.transaction.maxPriorityFeePerGas
            }
        }
        let blocks = Set(sent.map(\.block)).sorted()
        let tips = blocks.compactMap { tip($0).max() }
        #expect(tips.first == Wei(2_000_000_000))
        #expect(tips.count > 3)
        #expect(tips == tips.sorted())
        let highest = try #require(tips.last)
        #expect(highest > Wei(3_000_000_000))
        // 20,000 and the bonus at its threshold of 150 to 190, of which 5 % at 140 is at most 980
        // dollars: 7 ether for 115,000 gas.
        #expect(highest.raw.asDouble < 980 / 140 * 1e18 / 115_000)
    }

    /// The market stands still; the reporter is wrong by a fifth for a minute.
    @Test func `goes where the oracle says so, rightly or not`() throws {
        let text = """
            format: 1
            name: oracle
            seed: 1
            assets: { WETH: { decimals: 18, price: 200 }, USDC: { decimals: 6, price: 1 } }
            pools: [{ name: main, tokens: [WETH, USDC], liquidity: 8_000_000 USDC }]
            vault:
              quote: USDC
              targets: { WETH: 50 %, USDC: 50 % }
              deposit: 1_000 USDC
              trigger: { threshold: 5 % }
            agents:
              - { name: oracle, role: oracle_reporter, asset: WETH }
              - { \(longs), price: oracle }
              - { \(arbitrage) }
            events: [{ at: block 5, for: 1 min, wrong: oracle, factor: 0.8x }]
            run: { for: 30 blocks }
            """
        let scenario = try Scenario.decode(text, file: "oracle.yaml")
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "again.yaml") == scenario)
        let flight = try Flight(scenario)
        #expect(flight.violations == [])
        let sales = flight.blocks(of: "longs", "liquidation")
        #expect(sales.count > 10 && sales.count < 20)
        // The answer is there at the end of block 5, and agents see it in the next.
        #expect(sales.first == 6)
        let honest = try Scenario.decode(
            text.replacing("price: oracle", with: "price: outside"),
            file: "oracle.yaml"
        )
        #expect(try Flight(honest).blocks(of: "longs", "liquidation").isEmpty)
    }

    /// Blocks of a million gas hold four swaps, and a hundred positions of 5,000 go at once.
    @Test func `prices others out of full blocks`() throws {
        func waits(_ agents: [String]) throws -> (mean: Double, fee: Double) {
            var market = Market(
                prices: Market.steps([(200, 10), (140, 50)]),
                agents: [arbitrage, "name: flow, role: traders, rate: 1 per block, size: 500 USDC"]
                    + agents,
                pools: ["name: main, tokens: [ABC, USDC], liquidity: 400_000 USDC"]
            )
            market.chain = "base_fee: 1 gwei, gas_limit: 1_000_000"
            let flight = try market.flight()
            #expect(flight.violations == [])
            let trades = flight.transactions(of: "flow", "trade").filter { $0.block > 10 }
            let waits = trades.map { Double($0.block - $0.transaction.pending.arrivalBlock) }
            return (
                waits.reduce(0, +) / Double(waits.count),
                flight.records.map(\.baseFee.raw.asDouble).max() ?? 0
            )
        }
        let calm = try waits([])
        let crash = try waits([longs.replacing("positions: 20", with: "positions: 100")])
        #expect(calm.mean < 0.1)
        #expect(crash.mean > 1)
        #expect(crash.fee > 3 * calm.fee)
    }
}
