import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

private let arbitrage = "name: arbitrage, role: arbitrageur"

/// A price that falls in block 6 and is back in block 16.
private let dip = Market.steps([(200, 5), (180, 10), (200, 10)])

private func provider(_ rules: String) -> String {
    "name: lp, role: liquidity_provider" + (rules.isEmpty ? "" : ", " + rules)
}

@Suite struct `A provider of liquidity` {
    private func fly(
        _ rules: String,
        _ prices: [Double] = dip,
        events: [String] = []
    ) throws -> Flight {
        let flight = try Market(
            prices: prices,
            agents: [arbitrage, provider(rules)],
            events: events
        ).flight()
        #expect(flight.violations == [])
        return flight
    }

    /// The supply of the pool's shares after a block, of that before the first.
    private func supply(_ flight: Flight, after block: UInt64) -> Double {
        flight.records[Int(block) - 1].observation.pools[0].shares.raw.asDouble
            / flight.start.pools[0].shares.raw.asDouble
    }

    @Test func `owns its share from the start, and as much again in its wallet`() throws {
        var market = Market(prices: [200, 200], agents: [])
        market.agents = [
            "name: lp, role: liquidity_provider, share: 60 %",
            "name: other, role: liquidity_provider, share: 35 %, funds: [1 ETH, 7 USDC]",
        ]
        let world = try WorldBuilder.build(try market.scenario())
        let (pool, machine) = (world.pools[0], world.machine)
        let supply = pool.supply(on: machine)
        let free = supply.wrappingSubtract(1_000)
        func held(_ number: Int) -> (shares: UInt256, base: UInt256, quote: UInt256) {
            let wallet = world.wallets[number].addresses[0]
            return (
                pool.shares(of: wallet, on: machine),
                ShareLedger.balance(of: wallet, token: pool.base.address, on: machine).raw,
                ShareLedger.balance(of: wallet, token: pool.quote.address, on: machine).raw
            )
        }
        let (first, second) = (held(0), held(1))
        #expect(first.shares == (try mulDiv(free, 60, 100, rounding: .down)))
        #expect(second.shares == (try mulDiv(free, 35, 100, rounding: .down)))
        let worth = pool.worth(of: first.shares, on: machine)
        #expect((first.base, first.quote) == (worth.base, worth.quote))
        // 60 % of 8,000,000 USDC, less the part of the 1,000 locked shares.
        #expect(worth.quote <= 4_800_000_000_000 && worth.quote > 4_799_999_000_000)
        #expect((second.base, second.quote) == (0, 7_000_000))
    }

    @Test func `leaves when its rule says so, and is back in the block after it may`() throws {
        let flight = try fly(
            "leave: { when: price < 190, fraction: 80 % }, return: { when: price >= 190 }"
        )
        #expect(flight.blocks(of: "lp", "withdrawal") == [7])
        #expect(flight.blocks(of: "lp", "provision") == [17])
        #expect((supply(flight, after: 6) - 1).magnitude < 1e-12)
        #expect((supply(flight, after: 7) - 0.2).magnitude < 1e-9)
        #expect((supply(flight, after: 16) - 0.2).magnitude < 1e-9)
        #expect((supply(flight, after: 17) - 1).magnitude < 1e-9)
        let measures = try #require(flight.measures.providers.first)
        #expect(measures.withdrawals == 1)
        #expect(measures.provisions == 1)
    }

    @Test func `stays away as long as it should`() throws {
        let rules = "leave: { when: price < 190 }, return: { when: price >= 190, after: 3 min }"
        // Away from block 7 on, at 84 s; three minutes later is block 22.
        #expect(try fly(rules).blocks(of: "lp", "provision") == [22])
        let short = "leave: { when: price < 190 }, return: { after: 1 min }"
        // The time alone: but while the rule holds it stays away.
        #expect(try fly(short).blocks(of: "lp", "provision") == [17])
        #expect(try fly("leave: { when: price < 190 }").blocks(of: "lp", "provision") == [])
    }

    @Test func `follows the strictest of its rules, in steps`() throws {
        let prices = Market.steps([(200, 5), (185, 5), (170, 5), (185, 5), (200, 5)])
        let flight = try fly(
            "leave: [{ when: price < 190, fraction: 30 % }, "
                + "{ when: price < 180, fraction: 90 % }], return: {}",
            prices
        )
        #expect(flight.blocks(of: "lp", "withdrawal") == [7, 12])
        #expect(flight.blocks(of: "lp", "provision") == [17, 22])
        for (block, share) in [(7, 0.7), (12, 0.1), (17, 0.7), (22, 1)] as [(UInt64, Double)] {
            #expect((supply(flight, after: block) - share).magnitude < 1e-9)
        }
    }

    @Test func `leaves in what events take too`() throws {
        let flight = try fly(
            "leave: { when: price < 190, fraction: 50 % }, return: {}",
            events: ["at: block 10, for: 1 min, depth: 0.5x"]
        )
        #expect(flight.blocks(of: "lp", "withdrawal") == [7, 10])
        #expect((supply(flight, after: 10) - 0.25).magnitude < 1e-9)
        #expect(flight.blocks(of: "lp", "provision") == [15, 17])
        #expect((supply(flight, after: 15) - 0.5).magnitude < 1e-9)
        #expect((supply(flight, after: 17) - 1).magnitude < 1e-9)
    }

    @Test func `leaves a ten-thousandth when it should leave nothing`() throws {
        let flight = try fly("", events: ["at: block 3, for: 1 min, depth: 0x"])
        #expect((supply(flight, after: 3) - 1e-4).magnitude < 1e-9)
        #expect((supply(flight, after: 25) - 1).magnitude < 1e-9)
        let measures = try #require(flight.measures.providers.first)
        #expect(measures.sharesLeast < measures.sharesStart)
    }

    @Test(arguments: ["paused: main", "blocked: ABC", "blocked: USDC"])
    func `waits while the pool or a token is stopped`(_ fault: String) throws {
        let flight = try Market(
            prices: Market.steps([(200, 5), (180, 20)]),
            agents: [provider("leave: { when: price < 190 }")],
            events: ["at: block 5, for: 2 min, \(fault)"]
        ).flight()
        #expect(flight.violations == [])
        // From block 5 on, at 48 s when its slot opens, to the slot that opens at 168 s.
        #expect(flight.blocks(of: "lp", "withdrawal") == [15])
        #expect(flight.transactions(of: "lp", "withdrawal").count == 1)
    }

    @Test func `comes back with what its tokens allow`() throws {
        // Down by half while it is away: with nothing beside, √½ of the base tokens are there.
        let flight = try fly(
            "funds: [1 ETH], leave: { when: main.spot < 190, fraction: 90 % }, "
                + "return: { when: price < 110 }",
            Market.steps([(200, 5), (180, 5), (100, 10)])
        )
        _ = flight
        let measures = try #require(flight.measures.providers.first)
        #expect(measures.provisions == 0)
        let up = try fly(
            "funds: [1 ETH], leave: { when: price > 250, fraction: 90 % }, "
                + "return: { when: price < 110 }",
            Market.steps([(200, 5), (300, 5), (100, 10)])
        )
        let back = try #require(up.measures.providers.first)
        #expect(back.provisions == 1)
        // At 300 it took out base tokens for 100: 1/√300 a share where 1/√100 is asked for.
        let share = 0.1 + 0.9 * (1.0 / 3).squareRoot()
        #expect((back.shares.asDouble / back.sharesStart.asDouble - share).magnitude < 1e-3)
    }

    @Test func `trades a pool to the market before it comes to it`() throws {
        var market = Market(prices: dip, agents: [])
        market.agents = [provider("leave: { when: price < 190 }, return: { after: 1 min }")]
        market.prices = Market.steps([(200, 5), (180, 5), (150, 5), (195, 20)])
        let flight = try market.flight()
        #expect(flight.violations == [])
        let pegs = flight.blocks(of: "lp", "arbitrage")
        let back = flight.blocks(of: "lp", "provision")
        #expect(pegs.count == 1 && back.count == 1)
        #expect((pegs.first ?? 0) + 1 == back.first)
        let end = try #require(flight.records.last).observation
        #expect((end.pools[0].spot / 195 - 1).magnitude < 0.0131)
        #expect((supply(flight, after: 35) - 1).magnitude < 1e-6)
    }

    /// The growth of √k a share over 25 blocks, by hand.
    @Test func `leaves where fees are too low`() throws {
        let flow = "name: flow, role: traders, rate: 3 per block, size: 20_000 USDC"
        func fly(_ bound: String, events: [String] = []) throws -> Flight {
            try Market(
                prices: Market.steps([(200, 100)]),
                agents: [flow, provider("leave: { when: fees(5 min) < \(bound) }")],
                events: events
            ).flight()
        }
        // Of 16 million about 180 a block in fees: 2.8 bp in 5 min.
        #expect(try fly("0.1 bp").blocks(of: "lp", "withdrawal") == [])
        // Nothing is known before 5 min have passed, at the end of block 25.
        #expect(try fly("100 bp").blocks(of: "lp", "withdrawal") == [26])
        let ending = try fly("1 bp", events: ["at: block 41, flow: 0x"])
        let roots = [ending.start] + ending.records.map(\.observation)
        let first = (25...100).first { block in
            roots[block].pools[0].rootPerShare / roots[block - 25].pools[0].rootPerShare - 1 < 1e-4
        }
        let block = try #require(first)
        #expect(block > 41 && block < 66)
        #expect(ending.blocks(of: "lp", "withdrawal") == [UInt64(block) + 1])
    }
}

@Suite struct `The account of a provider` {
    /// Without a fee, arbitrage leaves 2√r ÷ (1 + r) of holding when the price moves r-fold.
    @Test(arguments: [0.5, 0.8, 1.25, 3])
    func `shows the impermanent loss of theory where there are no fees`(_ ratio: Double) throws {
        let flight = try Market(
            prices: Market.steps([(200, 2), (200 * ratio, 3)]),
            agents: [arbitrage, provider("")],
            pools: ["name: main, tokens: [ABC, USDC], fee: 0 %, liquidity: 8_000_000 USDC"]
        ).flight()
        let measures = try #require(flight.measures.providers.first)
        let theory = 2 * ratio.squareRoot() / (1 + ratio)
        #expect((measures.hold / (8_000_000 * (1 + ratio)) - 1).magnitude < 1e-9)
        #expect((measures.value / measures.hold - theory).magnitude < 1e-8)
        #expect(measures.fees.magnitude < 0.01)
        #expect(measures.impermanent == measures.gain - measures.fees)
    }

    /// Fees are a share of what goes in; small trades at a still price leave little else.
    @Test func `counts the fees of trades`() throws {
        let flight = try Market(
            prices: Market.steps([(200, 200)]),
            agents: [
                "name: flow, role: traders, rate: 1 per block, size: 2_000 USDC, slippage: 5 %",
                provider("share: 50 %"),
            ],
            pools: ["name: main, tokens: [ABC, USDC], fee: 1 %, liquidity: 8_000_000 USDC"]
        ).flight()
        let trades = flight.blocks(of: "flow", "trade").count
        let measures = try #require(flight.measures.providers.first)
        // A trade of 2,000 moves the price by 5 bp: their sum stays within some per cent.
        let expected = 0.01 * 2_000 * 0.5 * Double(trades)
        #expect(trades > 150)
        #expect((measures.fees / expected - 1).magnitude < 0.02)
        // A root L of the product is worth L·(p ÷ √P + √P) at the price p where the pool has P, and
        // 2·L·√p where that is the same: the rest is what trades left the pool off the market.
        let end = try #require(flight.records.last).observation.pools[0].spot / 200
        let extra = (end.squareRoot() + 1 / end.squareRoot()) / 2 - 1
        let off = (measures.hold + measures.fees) * extra
        #expect((measures.impermanent - off).magnitude < 0.001)
        #expect(off > 0.1 && measures.gain > measures.fees)
    }

    @Test func `adds up with what moved in and out of the wallet`() throws {
        let flight = try Market(
            prices: dip,
            agents: [
                arbitrage,
                provider(
                    "share: 70 %, leave: { when: price < 190, fraction: 80 % }, return: {}"
                ),
            ]
        ).flight()
        let measures = try #require(flight.measures.providers.first)
        let party = try #require(flight.measures.parties.first { $0.name == "lp" })
        #expect([measures.flows.base, measures.flows.quote] == party.flows)
        var base = measures.withdrawn.base
        base.subtract(measures.added.base)
        var quote = measures.withdrawn.quote
        quote.subtract(measures.added.quote)
        #expect([base, quote] == party.flows)
        #expect(
            measures.shares
                == flight.world.pools[0].shares(
                    of: try flight.account("lp"),
                    on: flight.world.machine
                )
        )
        #expect(flight.summary.contains("\"providers\""))
    }
}
