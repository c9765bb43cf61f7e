import Agents
import Chain
import Contracts
import Foundation
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

/// What scenarios can say of a vault beyond fixed weights, flown for some blocks.
@Suite struct `A scenario's vault` {
    /// The quickstart with some values replaced, and agents added.
    private func flight(_ overrides: [String], adding agents: [String] = []) throws -> Flight {
        let path = packageFolder.appending(path: "scenarios/quickstart.yaml")
        let items = agents.map { "  - { \($0) }\n" }.joined()
        let text = try String(contentsOf: path, encoding: .utf8)
            .replacing("\nordering:", with: "\n\(items)ordering:")
        let scenario = try Scenario.decode(
            bytes: Array(text.utf8),
            file: "quickstart.yaml",
            overrides: overrides
        )
        return try Flight(scenario)
    }

    private func included(_ flight: Flight, _ purpose: Purpose) -> [IncludedTransaction] {
        flight.records.flatMap(\.transactions).filter { $0.pending.purpose == purpose }
    }

    private func targets(_ flight: Flight) -> [[Double]] {
        flight.records.compactMap(\.observation.vault?.targets)
    }

    // MARK: Owner

    @Test func `follows its owner once the timelock is over`() throws {
        let flight = try flight(
            [
                "vault.timelock=2 min", "vault.trigger={ event: change }",
                "vault.guards.slippage=5 %",
            ],
            adding: ["name: owner, role: owner, after: 60 s, targets: { WETH: 30 %, USDC: 70 % }"]
        )
        // Announced in the block of second 60, ready 120 seconds later.
        let sent = included(flight, .ownerChange)
        #expect(sent.map(\.receipt.status) == [.success, .success])
        #expect(targets(flight)[13] == [0.4, 0.6])
        #expect(targets(flight)[14] == [0.7, 0.3])
        #expect(targets(flight).last == [0.7, 0.3])
        #expect(included(flight, .rebalance).allSatisfy { $0.receipt.status == .success })
        let weights = try #require(flight.records.last?.observation.vault?.weights)
        #expect((weights[1] - 0.3).magnitude < 0.03)
        #expect(flight.violations == [])
    }

    // MARK: Averages

    @Test func `leans with momentum that an observer keeps`() throws {
        let flight = try flight(
            ["vault.momentum={ interval: 1 min, periods: 5, tilt: 20 % }"],
            adding: ["name: eye, role: observer"]
        )
        // The first observation is in the genesis, then one every five blocks of twelve seconds.
        let sent = included(flight, .observation)
        #expect(sent.count >= 10)
        #expect(sent.allSatisfy { $0.receipt.status == .success })
        // WETH falls for twelve minutes: less of it is wanted, within a tilt of 20 %.
        let wanted = targets(flight).map { $0[1] }
        #expect(wanted.min().map { $0 < 0.59 } == true)
        #expect(wanted.allSatisfy { $0 >= 0.6 * 0.8 && $0 <= 0.6 * 1.2 })
        #expect(flight.violations == [])
    }

    @Test(arguments: [("20 %", false), ("1 bp", true)])
    func `compares its oracles with the pools' averages`(
        _ deviation: String,
        _ isRefused: Bool
    ) throws {
        let flight = try flight(
            ["vault.guards.average_window=2 min", "vault.guards.average_deviation=\(deviation)"],
            adding: ["name: eye, role: observer"]
        )
        let average = included(flight, .observation)
        #expect(average.count >= 4)
        let held = flight.records.flatMap(\.heldBack).map(\.reason)
        let done = included(flight, .rebalance).filter { $0.receipt.status == .success }
        if isRefused {
            #expect(done.isEmpty)
            #expect(Set(held) == ["OracleDeviates"])
        } else {
            #expect(!done.isEmpty)
            #expect(held.isEmpty)
        }
    }

    // MARK: Venues

    @Test func `sells through the pool that it is told of two`() throws {
        let second = [
            "pools=[{ name: main, tokens: [WETH, USDC], liquidity: 4_000_000 USDC }, "
                + "{ name: two, tokens: [WETH, USDC], fee: 30 bp, liquidity: 1_000_000 USDC }]",
            "agents.arbitrage.pool=all", "agents.flow.pool=main", "agents.sandwicher.pool=main",
        ]
        for (extra, index) in [([], 0), (["vault.assets={ WETH: { venue: two } }"], 1)] {
            let flight = try flight(second + extra)
            let world = flight.world
            #expect(world.pools[0].pair != world.pools[1].pair)
            #expect(world.pools[0].router != world.pools[1].router)
            let vault = try #require(world.vault)
            let weth = vault.holdings[0].token.address
            let terms = world.machine.read(Vault.Storage.trading[weth], of: vault.address)
            #expect(terms.venue == world.pools[index].pair)
            // The keeper splits over both whichever it is.
            let pairs = included(flight, .rebalance).flatMap(\.receipt.logs)
                .filter { $0.topics.first == Vault.Traded.topic }
                .map { Address(word: $0.topics[1]) }
            #expect(Set(pairs) == Set(world.pools.map(\.pair)))
            #expect(world.wallets.first { $0.agent == "arbitrage" }?.addresses.count == 2)
            #expect(flight.violations == [])
        }
    }

    // MARK: Auctions

    @Test func `trades by auction with a bidder who sells on in the pool`() throws {
        let flight = try flight(
            [
                "vault.execution={ give_up: 5 min, auction: { start: 100.5 %, floor: 95 %, "
                    + "step: 12 s, slope: 10 bp } }"
            ],
            adding: [
                "name: bidder, role: bidder, funds: [50 ETH, 2_000 WETH, 400_000 USDC]"
            ]
        )
        let upkeep = included(flight, .upkeep)
        let bids = included(flight, .bid)
        #expect(!upkeep.isEmpty && upkeep.allSatisfy { $0.receipt.status == .success })
        #expect(!bids.isEmpty)
        let bought = bids.filter { $0.receipt.status == .success }
        #expect(flight.measures.vault.map { $0.bids } == UInt64(bought.count))
        #expect(included(flight, .rebalance).isEmpty)
        // Bids lost no more than the slippage guard's 1 %, and something for the fee of the pool.
        let vault = try #require(flight.measures.vault)
        let lost = try #require(vault.lostOfSold)
        #expect(lost > 0 && lost < 0.01)
        #expect(flight.violations == [])
    }
}
