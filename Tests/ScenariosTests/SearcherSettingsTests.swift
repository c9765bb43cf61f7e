import Primitives
import Scenarios
import Testing
import WideMath

/// The sample with these agents, a second pool, and bundles taken.
private func text(_ agents: String..., policy: String = "bundle_auction") -> String {
    sample(
        replacing: "vault:\n",
        with: "  - { name: side, tokens: [WETH, USDC], fee: 5 bp, liquidity: 7 USDC }\nvault:\n"
    )
    .replacingOccurrences(of: "    rate: 0.4", with: "    pool: main\n    rate: 0.4")
    .replacingOccurrences(of: "role: sandwicher\n", with: "role: sandwicher\n    pool: main\n")
    .replacingOccurrences(
        of: "run: { for: 2 h }",
        with: agents.map { "  - { name: x, \($0) }\n" }.joined()
            + "ordering: { policy: \(policy) }\nrun: { for: 2 h }"
    )
}

@Suite struct `A searcher in a scenario` {
    private func role(_ agent: String) throws -> AgentRole {
        let scenario = try Scenario.decode(text(agent), file: "s.yaml")
        let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == scenario)
        #expect(again.resolvedYAML == scenario.resolvedYAML)
        return try #require(scenario.agents.last).role
    }

    @Test func `has what is said, and the defaults`() throws {
        #expect(
            try role("role: cyclic_arbitrageur, token: WETH")
                == .cyclicArbitrageur(CyclicArbitrageurSettings(token: "WETH"))
        )
        #expect(
            try role("role: cyclic_arbitrageur, token: USDC, min_profit: 1.5 USDC, bid: 80 %")
                == .cyclicArbitrageur(
                    CyclicArbitrageurSettings(
                        token: "USDC",
                        minProfit: TokenAmount(1_500_000),
                        bidding: .bundle(BasisPoints(8_000))
                    )
                )
        )
        #expect(
            try role("role: jit_provider, pool: side")
                == .jitProvider(JITProviderSettings(pool: "side", bid: BasisPoints(9_000)))
        )
        #expect(
            try role("role: jit_provider, pool: side, bid: 0 %, min_profit: 2 USDC")
                == .jitProvider(
                    JITProviderSettings(
                        pool: "side",
                        minProfit: TokenAmount(2_000_000),
                        bid: BasisPoints(0)
                    )
                )
        )
        #expect(try role("role: copycat") == .copycat)
        #expect(try role("role: stuffer") == .stuffer(StufferSettings(blocks: 1)))
        #expect(
            try role("role: stuffer, blocks: 12 blocks, from: 3 min")
                == .stuffer(StufferSettings(blocks: 12, start: 180))
        )
        #expect(try role("role: griefer") == .griefer(GrieferSettings()))
        #expect(
            try role("role: griefer, budget: 500 USDC")
                == .griefer(GrieferSettings(budget: TokenAmount(500_000_000)))
        )
        #expect(
            try role("role: oracle_pusher, pool: side, factor: 1.25x")
                == .oraclePusher(OraclePusherSettings(pool: "side", kind: .spot, factor: 1.25))
        )
        #expect(
            try role(
                "role: oracle_pusher, pool: main, kind: average, factor: 0.5x, blocks: 9 blocks,"
                    + " from: 1 h"
            )
                == .oraclePusher(
                    OraclePusherSettings(
                        pool: "main",
                        kind: .average,
                        factor: 0.5,
                        blocks: 9,
                        start: 3_600
                    )
                )
        )
    }

    @Test(
        arguments: [
            (
                "role: cyclic_arbitrageur",
                "agents[5]: token is missing; write token: and the name of an asset"
            ),
            (
                "role: cyclic_arbitrageur, token: DAI",
                "agents[5].token: fewer than two pools trade DAI; a cycle begins in one and ends "
                    + "in another: add a pool, or name another token"
            ),
            (
                "role: cyclic_arbitrageur, token: WETH, min_profit: 1 USDC",
                "agents[5].min_profit: the amount is in USDC; give it in its token, WETH"
            ),
            (
                "role: cyclic_arbitrageur, token: WETH, bidding: gas_auction",
                "agents[5].bidding: it comes behind others, and raises no tip; write bidding: "
                    + "tips or bundle"
            ),
            (
                "role: copycat, pool: main",
                "agents[5].pool: unknown key; the keys of the role copycat are: name, role, "
                    + "fees, sees, latency, sends, acts_at, funds"
            ),
            (
                "role: stuffer, blocks: 0 blocks",
                "agents[5].blocks: \"0 blocks\" is out of bounds; write 1 to 1_000_000 blocks"
            ),
            (
                "role: griefer, budget: 1 WETH",
                "agents[5].budget: the amount is in WETH; give it in the vault's quote token, "
                    + "USDC"
            ),
            (
                "role: oracle_pusher, pool: main",
                "agents[5]: factor is missing; write factor: and a multiple, for example 2x"
            ),
            (
                "role: oracle_pusher, pool: main, factor: 2x, kind: mean",
                "agents[5].kind: \"mean\" is not one of the choices; the choices are: spot, "
                    + "average"
            ),
        ] as [(String, String)]
    )
    func `is refused where it makes no sense`(_ agent: String, _ message: String) {
        let outcome = outcome(text(agent))
        let place = outcome.firstRange(of: ": ").map { outcome[$0.upperBound...] }
        #expect(place.map(String.init) == message)
    }

    @Test(arguments: ["priority_fee", "arrival", "shuffled", "sealed", "greedy", "batch_auction"])
    func `cannot send bundles where none are taken`(_ policy: String) {
        let outcome = outcome(text("role: jit_provider, pool: main", policy: policy))
        #expect(
            outcome.hasSuffix(
                "ordering.policy: \(policy) takes no bundles, and \"x\" sends nothing else; "
                    + "write policy: bundle_auction or adversarial, or remove the agent"
            )
        )
    }

    @Test(
        arguments: [
            ("role: stuffer", "from is missing"),
            ("role: oracle_pusher, factor: 2x", "there is no vault whose keepers"),
        ] as [(String, String)]
    )
    func `waits for no keeper where there is no vault`(_ agent: String, _ message: String) throws {
        let lines = sample.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "vault:"))
        let bare =
            lines[..<start].joined(separator: "\n")
            + "\nagents:\n  - { name: x, \(agent) }\nrun: { for: 2 h }\n"
        #expect(outcome(bare).contains(message))
    }
}
