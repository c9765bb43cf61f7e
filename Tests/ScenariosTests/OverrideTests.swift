import Primitives
import Scenarios
import Testing
import WideMath

private func decode(_ overrides: [String]) throws(ScenarioError) -> Scenario {
    try Scenario.decode(bytes: Array(sample.utf8), file: "s.yaml", overrides: overrides)
}

@Suite struct `A value given beside the file` {
    @Test func `replaces the file's, in sections, lists and lists by name`() throws {
        let scenario = try decode([
            "vault.guards.slippage=50bp", "pools.main.fee=5 bp", "agents.0.retry_after=3 blocks",
            "agents.crowd.base_fee=7 gwei", "seed=9",
        ])
        #expect(scenario.vault?.guards.slippage == BasisPoints(50))
        #expect(scenario.pools[0].fee == BasisPoints(5))
        #expect(scenario.agents[0].role == .keeper(KeeperSettings(retryAfterBlocks: 3)))
        #expect(
            scenario.agents[3].role
                == .blockSpace(BlockSpaceSettings(baseFee: .constant(Wei(7_000_000_000))))
        )
        #expect(scenario.seed == 9)
    }

    @Test func `makes sections that are missing, and may be one itself`() throws {
        let scenario = try decode([
            "vault.fees.management=2 %", "vault.execution={ slices: 4, every: 2 min }",
        ])
        #expect(scenario.vault?.fees.management == BasisPoints(200))
        #expect(scenario.vault?.execution.slices == 4)
        #expect(scenario.vault?.execution.every == 120)
    }

    @Test func `counts the last where one is given twice`() throws {
        #expect(try decode(["seed=8", "seed=9"]).seed == 9)
    }

    static let refusals = [
        "vault.guards.slippage=50":
            "--set vault.guards.slippage: \"50\" has no unit; the unit of a ratio is % or bp, for "
            + "example 5 % or 500 bp",
        "pools.main.fee=2":
            "--set pools.main.fee: pools[0].fee: \"2\" has no unit; the unit of a ratio is % or "
            + "bp, for example 5 % or 500 bp",
        "vault.execution={ slice: 4 }":
            "--set vault.execution: vault.execution.slice: unknown key; did you mean \"slices\"?",
        "pools.man.fee=2 bp":
            "--set pools.man.fee: pools has no item \"man\"; did you mean \"main\"?",
        "pools.7.fee=2 bp":
            "--set pools.7.fee: pools has no item \"7\"; items are: main",
        "seed.x=2":
            "--set seed.x: seed is no section; a path goes through sections and lists",
        "seed": "--set seed: has no value; write it as --set vault.guards.slippage=50bp",
        "=3": "--set : is not a path; write it as vault.guards.slippage",
        "a..b=3": "--set a..b: is not a path; write it as vault.guards.slippage",
        "vualt.quote=USDC": "--set vualt.quote: vualt: unknown key; did you mean \"vault\"?",
        "seed=": "--set seed: has no value; write it as --set vault.guards.slippage=50bp",
        "seed=[": "--set seed: not YAML: did not find expected node content, while parsing a flow "
            + "node that begins in line 1; check the indentation, quotes and brackets here",
    ]

    @Test(arguments: refusals.keys.sorted())
    func `is refused in one line that names it`(_ text: String) {
        do throws(ScenarioError) {
            _ = try decode([text])
            Issue.record("\(text) decodes")
        } catch {
            #expect(error.description == Self.refusals[text])
        }
    }
}

@Suite struct `Variants and assumptions` {
    private let text =
        sample(
            replacing: "    liquidity: 8_000_000 USDC",
            with: "    liquidity: { assumption: 8_000_000 USDC, low: 2_000_000 USDC, "
                + "high: 18_000_000 USDC }"
        ) + """
            compare:
              - { name: "as it is" }
              - name: slices
                set: { vault.execution.slices: 4, pools.main.fee: 5 bp, vault.trigger.period: 1 h }

            """

    @Test func `are the same scenario with some values replaced`() throws {
        let scenario = try Scenario.decode(text, file: "s.yaml")
        #expect(scenario.variants.map(\.name) == ["as it is", "slices"])
        var same = scenario
        same.variants = []
        #expect(scenario.variants[0].scenario == same)
        let changed = scenario.variants[1].scenario
        #expect(changed.vault?.execution.slices == 4)
        #expect(changed.pools[0].fee == BasisPoints(5))
        #expect(
            changed.vault?.trigger == TriggerSettings(threshold: BasisPoints(500), period: 3_600)
        )
        #expect(changed.variants.isEmpty)
        let again = try Scenario.decode(scenario.resolvedYAML, file: "r.yaml")
        #expect(again == scenario)
    }

    @Test func `follow what is given beside the file`() throws {
        let scenario = try Scenario.decode(
            bytes: Array(text.utf8),
            file: "s.yaml",
            overrides: ["vault.execution.slices=2", "vault.execution.every=9 s"]
        )
        #expect(scenario.variants.map { $0.scenario.vault?.execution.slices } == [2, 4])
        #expect(scenario.variants.map { $0.scenario.vault?.execution.every } == [9, 9])
    }

    /// The means are √(2 · 8) = 4 and √(8 · 18) = 12.
    @Test func `move from the lower bound to the upper`() throws {
        let scenario = try Scenario.decode(text, file: "s.yaml")
        #expect(scenario.hasAssumptions)
        let millions = AssumptionLevel.allCases.map {
            scenario.assuming($0).pools[0].liquidity.raw.asDouble / 1e12
        }
        #expect(millions == [2, 4, 8, 12, 18])
        #expect(scenario.assuming(.stated) == scenario)
        #expect(AssumptionLevel.allCases.map(\.name).count == Set(millions).count)
    }

    @Test(
        arguments: [
            (
                "low: 2_000_000", "low: 9_000_000",
                "s.yaml:17: pools[0].liquidity.low: is above the assumption; give a lower bound "
                    + "below it"
            ),
            (
                "high: 18_000_000", "high: 7_000_000",
                "s.yaml:17: pools[0].liquidity.high: is below the assumption; give an upper bound "
                    + "above it"
            ),
            (
                "low: 2_000_000 USDC", "low: 2_000_000 DAI",
                "s.yaml:17: pools[0].liquidity.low: is in \"DAI\", the assumption in \"USDC\"; "
                    + "write both in one unit"
            ),
            (
                ", low: 2_000_000 USDC", "",
                "s.yaml:17: pools[0].liquidity: low is missing; write low: and a number with its "
                    + "unit"
            ),
            (
                "name: slices", "name: as it is",
                "s.yaml:47: compare[1].name: another variant is called \"as it is\", in line 46; "
                    + "give each variant its own name"
            ),
            (
                "vault.execution.slices: 4", "vault.execution.slices: 0",
                "s.yaml:48: vault.execution.slices: \"0\" is out of bounds; write 1 to 10_000"
            ),
            (
                "vault.execution.slices: 4", "compare: []",
                "s.yaml:48: compare[1].set.compare: a variant has no variants; remove it"
            ),
            (
                "vault.execution.slices: 4", "vualt.execution.slices: 4",
                "s.yaml:48: vualt: unknown key; did you mean \"vault\"?"
            ),
        ]
    )
    func `are refused with`(_ old: String, _ new: String, _ refusal: String) {
        precondition(text.contains(old))
        #expect(outcome(text.replacingOccurrences(of: old, with: new)) == refusal)
    }
}
