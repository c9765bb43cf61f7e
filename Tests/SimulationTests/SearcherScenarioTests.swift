import Chain
import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

/// Whole runs with every searcher there is.
@Suite struct `A run with searchers` {
    private func scenario(
        _ policy: OrderingPolicy,
        _ roles: [AgentRole]
    ) throws -> Scenario {
        var scenario = try Scenario.quickstart(blocks: 120)
        scenario.ordering.policy = policy
        scenario.pools.append(
            Pool(
                name: "side",
                base: "WETH",
                quote: "USDC",
                fee: BasisPoints(5),
                liquidity: TokenAmount(2_000_000_000_000)
            )
        )
        scenario.vault?.keepers = .open
        scenario.vault?.reward.tip = TokenAmount(100_000_000)
        scenario.vault?.reward.cap = TokenAmount(300_000_000)
        scenario.agents += roles.map { AgentSettings(name: $0.name, role: $0) }
        return scenario
    }

    /// What the searchers are for is in the record, they leave every invariant whole, and the run
    /// is the same each time.
    @Test(
        arguments: [
            (
                .priorityFee,
                [
                    .cyclicArbitrageur(CyclicArbitrageurSettings(token: "WETH")), .copycat,
                    .oraclePusher(
                        OraclePusherSettings(
                            pool: "side",
                            kind: .average,
                            factor: 1.1,
                            blocks: 5,
                            start: 300
                        )
                    ),
                    .stuffer(StufferSettings(blocks: 2, start: 600)),
                ], ["backrun", "copycat", "oracle_push", "stuffing"]
            ),
            (
                .bundleAuction,
                [
                    .cyclicArbitrageur(
                        CyclicArbitrageurSettings(
                            token: "USDC",
                            bidding: .bundle(BasisPoints(9_000))
                        )
                    ), .jitProvider(JITProviderSettings(pool: "main")),
                ], ["backrun", "jit_mint", "jit_burn"]
            ),
            (.priorityFee, [.griefer(GrieferSettings())], ["grief_front", "grief_back"]),
            (
                .priorityFee,
                [.oraclePusher(OraclePusherSettings(pool: "main", kind: .spot, factor: 1.01))],
                ["oracle_push", "oracle_restore"]
            ),
        ] as [(OrderingPolicy, [AgentRole], Set<String>)]
    )
    func `has what they are for, and every invariant`(
        _ policy: OrderingPolicy,
        _ roles: [AgentRole],
        _ purposes: Set<String>
    ) throws {
        let scenario = try scenario(policy, roles)
        let flight = try Flight(scenario)
        #expect(flight.violations == [])
        let seen = Set(
            flight.records.flatMap(\.transactions).map { $0.pending.purpose.label }
        )
        #expect(seen.isSuperset(of: purposes), "\(seen.sorted())")
        // Every rebalance counts, whoever sent it.
        let topic = Vault.Rebalanced.topic
        let rebalances = flight.records.flatMap(\.transactions).filter {
            $0.receipt.logs.contains { $0.topics.first == topic }
        }
        #expect(flight.measures.vault?.done == UInt64(rebalances.count))
        // What detectors see of arbitrage between pools is what there was.
        let detector = flight.measures.detector
        if detector.arbitragesMade > 0 {
            #expect(detector.arbitrageRecall == 1)
            #expect(detector.arbitragePrecision == 1)
        }
        let again = try Flight(scenario)
        #expect(again.summary == flight.summary)
        #expect(again.events == flight.events)
    }
}
