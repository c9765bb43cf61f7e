import Contracts
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

/// Three pools of WETH and USDC: two with the same fee, the deepest last and the other way round.
private func twins(
    _ agents: String...,
    vault: String = "",
    prices: String = "200"
) throws -> Scenario {
    let text = """
        format: 1
        name: twins
        seed: 1
        assets:
          WETH: { decimals: 18, price: \(prices) }
          USDC: { decimals: 6, price: 1 }
        pools:
          - { name: one, tokens: [WETH, USDC], liquidity: 1_000_000 USDC }
          - { name: two, tokens: [WETH, USDC], liquidity: 2_000_000 USDC }
          - { name: three, tokens: [USDC, WETH], fee: 5 bp, liquidity: 15_000 WETH }
        \(vault)agents:

        """ + agents.map { "  - { \($0) }\n" }.joined() + "run: { for: 40 blocks }\n"
    return try Scenario.decode(text, file: "twins.yaml")
}

private func vault(_ assets: String) -> String {
    """
    vault:
      quote: USDC
      targets: { WETH: 50 %, USDC: 50 % }
      deposit: 100_000 USDC
      trigger: { threshold: 1 % }
    \(assets)
    """
}

@Suite struct `Several pools of one pair` {
    @Test func `are contracts of their own, each with its router`() throws {
        let world = try WorldBuilder.build(try twins("name: a, role: arbitrageur, pool: all"))
        #expect(Set(world.pools.map(\.pair)).count == 3)
        #expect(Set(world.pools.map(\.router)).count == 3)
        #expect(world.pools.map { world.name(of: $0.pair) } == ["one", "two", "three"])
        #expect(world.pools.map(\.fee.count) == [30, 30, 5])
        let spots = world.pools.map { $0.spot(on: world.machine) }
        for (spot, price) in zip(spots, [200, 200, 0.005]) {
            #expect((spot / price - 1).magnitude < 1e-6)
        }
    }

    @Test func `give an asset of the vault the deepest, or the one that is named`() throws {
        let oracle = "name: oracle, role: oracle_reporter, asset: WETH"
        func venue(_ assets: String) throws -> String? {
            let world = try WorldBuilder.build(try twins(oracle, vault: vault(assets)))
            return world.vault?.holdings.first?.pool.name
        }
        // 15,000 WETH at 200 are 3,000,000 USDC.
        #expect(try venue("") == "three")
        #expect(try venue("  assets: { WETH: { venue: one } }\n") == "one")
    }

    @Test func `are all brought to the price, and told apart in the record`() throws {
        let flight = try Flight(
            try twins(
                "name: arbitrage, role: arbitrageur, pool: all",
                "name: cycles, role: cyclic_arbitrageur, token: USDC",
                "name: flow, role: traders, pool: two, rate: 2 per block, size: 9_000 USDC",
                "name: sandwicher, role: sandwicher, pool: two",
                "name: oracle, role: oracle_reporter, asset: WETH",
                "name: keeper, role: keeper",
                vault: vault(""),
                prices: "{ replay: [200, 150], every: 8 min }"
            )
        )
        #expect(flight.violations == [])
        let end = try #require(flight.records.last).observation
        for (pool, info) in zip(end.pools, flight.world.pools) {
            let price = info.base.name == "WETH" ? end.prices[0] : 1 / end.prices[0]
            #expect((pool.spot / price - 1).magnitude < 0.02, "\(info.name)")
        }
        #expect(!flight.blocks(of: "arbitrage", "arbitrage").isEmpty)
        #expect(!flight.blocks(of: "keeper", "rebalance").isEmpty)
        #expect(flight.measures.redistribution.sums.allSatisfy { $0.magnitude.isZero })
        for name in ["one", "two", "three"] {
            #expect(flight.events.contains("\"emitter\":\"\(name)\""))
            #expect(flight.series.contains("spot_\(name)"))
        }
    }
}
