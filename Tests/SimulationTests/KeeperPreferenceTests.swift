import Agents
import Chain
import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

/// WETH rises by 30 % and WBTC by 10 % while DOT falls: the vault sells both to buy DOT, at most
/// 3 % of its value in a rebalance, so it takes many.
@Suite struct `A keeper that prefers less realised gain` {
    private static func flight(prefers: Bool, slices: Int = 1) throws -> Flight {
        let text = """
            format: 1
            name: less gain
            seed: 5
            chain: { signatures: assumed }
            assets:
              WETH: { decimals: 18, price: { replay: [200, 260, 260], every: 5 min } }
              WBTC: { decimals: 8, price: { replay: [6_000, 6_600, 6_600], every: 5 min } }
              DOT: { decimals: 10, price: { replay: [5, 2, 2], every: 5 min } }
              USDC: { decimals: 6, price: 1 }
            pools:
              - { name: eth, tokens: [WETH, USDC], liquidity: 20_000_000 USDC }
              - { name: btc, tokens: [WBTC, USDC], liquidity: 20_000_000 USDC }
              - { name: dot, tokens: [DOT, USDC], liquidity: 20_000_000 USDC }
            vault:
              quote: USDC
              targets: { WETH: 25 %, WBTC: 25 %, DOT: 25 %, USDC: 25 % }
              deposit: 1_000_000 USDC
              trigger: { threshold: 2 % }
              execution: { slices: \(slices), every: 12 s }
              guards:
                { slippage: 2 %, oracle_age: 90 min, cooldown: 1 min, turnover: 3 % }
            agents:
              - { name: oracle, role: oracle_reporter, asset: all, fees: { tip: 5 gwei } }
              - { name: keeper, role: keeper, retry_after: 5 blocks }
              - { name: arbitrage, role: arbitrageur, pool: all, fees: { tip: 4 gwei } }
            run: { for: 26 blocks }
            """
        var scenario = try Scenario.decode(bytes: Array(text.utf8), file: "gain.yaml")
        for index in scenario.agents.indices {
            guard prefers, case .keeper(var settings) = scenario.agents[index].role else {
                continue
            }
            settings.prefers = .lessRealisedGain
            scenario.agents[index].role = .keeper(settings)
        }
        return try Flight(scenario)
    }

    /// What each rebalance sold, by name, in order.
    private func sales(_ flight: Flight) -> [[String]] {
        flight.records.flatMap(\.transactions).filter { $0.pending.purpose == .rebalance }
            .map { rebalance in
                rebalance.receipt.logs.compactMap(Vault.Traded.init)
                    .map { flight.world.name(of: $0.tokenIn) }
                    .filter { $0 != "USDC" }
            }
    }

    @Test func `sells what gained less first, and puts gains off`() throws {
        let plain = try Self.flight(prefers: false)
        let less = try Self.flight(prefers: true)
        #expect(sales(plain) == Array(repeating: ["WETH", "WBTC"], count: 5))
        // What it wants to sell of WBTC is less than there is room for: the rest is WETH.
        #expect(sales(less) == Array(repeating: ["WBTC", "WETH"], count: 5))
        let alike = try #require(plain.measures.vault?.tax?.realised.highestCostFirst.gain)
        let first = try #require(less.measures.vault?.tax?.realised.highestCostFirst.gain)
        let (usual, lower) = try (
            #require(alike.perProceeds), #require(first.perProceeds)
        )
        // The same is sold but for a thousandth, and a sixth less gained.
        #expect((first.proceeds.raw.asDouble / alike.proceeds.raw.asDouble - 1).magnitude < 0.001)
        #expect(lower < usual * 5 / 6)
        for flight in [plain, less] {
            #expect(flight.violations == [])
            #expect(flight.measures.vault?.failed == 0)
            #expect(flight.records.allSatisfy { $0.heldBack.isEmpty })
        }
    }

    /// A limit of 3 % of NAV, of which prices as estimates leave a thousandth; slices share it.
    @Test(arguments: [false, true], [1, 3])
    func `uses the limit of turnover up, and no more`(_ prefers: Bool, _ slices: Int) throws {
        let flight = try Self.flight(prefers: prefers, slices: slices)
        let vault = try #require(flight.world.vault).address
        let parts = try flight.records.flatMap(\.transactions).flatMap(\.receipt.logs)
            .filter { $0.address == vault && $0.topics.first == Vault.Rebalanced.topic }
            .map { log in
                let words = try [0, 64].map { start in
                    try #require(UInt256(bigEndian: log.data[start..<(start + 32)])).asDouble
                }
                // Turnover over NAV before.
                return words[1] / words[0]
            }
        #expect(parts.count >= 5)
        for start in stride(from: 0, through: parts.count - slices, by: slices) {
            let rebalance = parts[start..<(start + slices)]
            let sum = rebalance.reduce(0, +)
            #expect(sum <= 0.03 && sum > 0.029, "\(rebalance)")
            // Sales leave a fiftieth of the room for what comes beyond the plan.
            for part in rebalance {
                #expect((part * Double(slices) / 0.03 - 1).magnitude < 0.05, "\(rebalance)")
            }
        }
        #expect(flight.records.allSatisfy { $0.heldBack.isEmpty })
    }
}
