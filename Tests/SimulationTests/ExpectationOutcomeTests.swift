import Measures
import Primitives
import Reporting
import Scenarios
import Simulation
import Sweeps
import Testing
import WideMath

/// The summary of a run, judged.
private func summary(_ scenario: Scenario, compare: Bool = false) throws -> RunSummary {
    let world = try WorldBuilder.build(scenario)
    var engine = Engine(world)
    var recorder = Recorder(world, start: engine.observeStart())
    while let record = engine.step() {
        _ = recorder.record(record)
        recorder.judgeAlways(engine)
    }
    var summary = RunSummary(
        engine,
        measures: recorder.measures,
        recordHash: recorder.recordHash,
        version: "test"
    )
    if compare {
        summary.comparison = try Comparison(scenario).run(judge: { $0.judgeAlways($1) }) { _ in
            false
        }
    }
    summary.judge()
    return summary
}

/// Every place of a value that is neither a section nor a list, with the value; an item of a list
/// is named by its name, or `*`.
private func leaves(_ json: JSON, _ path: String = "") -> [(path: String, value: JSON)] {
    switch json {
    case .object(let members):
        return members.flatMap { leaves($0.1, path.isEmpty ? $0.0 : "\(path).\($0.0)") }
    case .array(let items):
        return items.flatMap { item in
            guard case .object(let members) = item,
                case .string(let name) = members.first(where: { $0.0 == "name" })?.1
            else { return leaves(item, "\(path).*") }
            return leaves(.object(members.filter { $0.0 != "name" }), "\(path).\(name)")
        }
    default: return [(path, json)]
    }
}

@Suite struct `The measures that expectations can name` {
    /// What has no order, or no place of its own in each run.
    private static let unnamed = [
        "format", "ballast", "scenario", "seed", "interrupted", "state_root", "record_hash",
    ]

    private static func isUnnamed(_ path: String) -> Bool {
        unnamed.contains(path) || path.hasSuffix(".role") || path.hasSuffix(".kind")
            || (path.hasPrefix("liquidity.") && path.hasSuffix(".pool"))
            || path.contains("_by_reason") || path.contains(".not_compared.")
            || path.hasPrefix("vault.tax.rebalances.") || path.hasPrefix("comparison.")
            || path.hasPrefix("expectations.") || path == "vault"
    }

    /// Whether it is of a party that not every run has.
    private static func isSometimes(_ path: String) -> Bool {
        path.hasPrefix("mev.redistribution.parties.")
    }

    private func scenario(_ name: String, withVault: Bool) throws -> Scenario {
        var scenario = try Scenario.file(name).cut(to: 30)
        if !withVault {
            scenario.vault = nil
            scenario.agents.removeAll { ["oracle", "keeper"].contains($0.name) }
            scenario.agents.append(
                AgentSettings(
                    name: "lp",
                    role: .liquidityProvider(
                        LiquidityProviderSettings(pool: scenario.pools[0].name)
                    )
                )
            )
        }
        return scenario
    }

    @Test(
        arguments: [
            ("quickstart.yaml", true), ("quickstart.yaml", false), ("index-april-2021.yaml", true),
        ]
    )
    func `are the numbers of summary.json, each of its kind`(
        _ name: String,
        _ withVault: Bool
    ) throws {
        let scenario = try scenario(name, withVault: withVault)
        let found = leaves(try summary(scenario).json).filter { !Self.isUnnamed($0.path) }
        let measures = SummaryMeasure.all(of: scenario)
        let always = found.map(\.path).filter { !Self.isSometimes($0) }
        let named = measures.map(\.path)
        #expect(always.sorted() == named.filter { !Self.isSometimes($0) }.sorted())
        #expect(Set(named).count == named.count)
        #expect(found.contains { Self.isSometimes($0.path) } == name.hasPrefix("quickstart"))
        for leaf in found {
            let measure = try #require(measures.first { $0.path == leaf.path })
            #expect(Self.fits(leaf.value, measure.kind), "\(leaf.path): \(leaf.value)")
            if let whole = measure.whole { #expect(measures.contains { $0.path == whole }) }
        }
    }

    private static func fits(_ value: JSON, _ kind: SummaryMeasure.Kind) -> Bool {
        switch (value, kind) {
        case (.null, _), (.int, .count), (.double, .ratio), (.double, .value): true
        case (.string(let text), .count), (.string(let text), .ether),
            (.string(let text), .amount):
            SignedWhole(text) != nil
        case (.string(let text), .value): Double(text) != nil
        default: false
        }
    }
}

@Suite struct `What a run is expected to end with` {
    private func judged(
        _ lines: [String],
        _ scenario: Scenario,
        compare: Bool = false
    ) throws -> [ExpectationOutcome] {
        var scenario = scenario
        scenario.expectations = []
        var text = scenario.resolvedYAML + "expect:\n"
        for line in lines { text += "  - \(line)\n" }
        return try summary(Scenario.decode(text, file: "s.yaml"), compare: compare).expectations
    }

    /// An amount of 18 decimals has more digits than a Double holds.
    @Test func `is compared to the unit`() throws {
        let scenario = try Scenario.quickstart(blocks: 30)
        let flows = leaves(try summary(scenario).json)
            .first { $0.path == "agents.arbitrage.flows.WETH" }
        guard case .string(let text) = try #require(flows).value else { return }
        let wei = try #require(SignedWhole(text))
        #expect(wei.isNegative && wei.magnitude > UInt256.one << 60)
        func amount(_ magnitude: UInt256) -> String {
            let digits = magnitude.description
            let padded = String(repeating: "0", count: max(19 - digits.count, 0)) + digits
            return "-\(padded.dropLast(18)).\(padded.suffix(18)) WETH"
        }
        let measure = "agents.arbitrage.flows.WETH"
        // One unit below what it is.
        let below = amount(try wei.magnitude + 1)
        let above = amount(try wei.magnitude - 1)
        let outcomes = try judged(
            [
                "\(measure) > \(below)", "\(measure) < \(above)", "\(measure) == \(below)",
                "\(measure) <= \(below)", "\(measure) != \(below)",
                "\(measure) == \(amount(wei.magnitude))",
            ],
            scenario
        )
        #expect(outcomes.map(\.pass) == [true, true, false, false, true, true])
        #expect(outcomes[2].miss == "+1 of the smallest unit")
        #expect(outcomes[2].shown.hasSuffix(" WETH"))
    }

    @Test func `is a count, a ratio, ether or whole tokens, by every comparison`() throws {
        let scenario = try Scenario.quickstart(blocks: 30)
        let outcomes = try judged(
            [
                "blocks == 30", "blocks < 30", "blocks <= 30", "blocks > 30", "blocks >= 30",
                "blocks != 30", "blocks < 28", "vault.deviation_max < 100 %",
                "vault.deviation_max > 1", "gas.burnt_wei > 1 wei", "gas.burnt_wei < 1 wei",
                "vault.share_price_end < 2 USDC", "vault.nav_market_end > 400_001 USDC",
                "vault.nav_start == 400_000 USDC",
            ],
            scenario
        )
        #expect(
            outcomes.map(\.pass) == [
                true, false, true, false, true, false, false, true, false, true, false, true, false,
                true,
            ]
        )
        #expect(outcomes[6].miss == "+2")
        #expect(outcomes[5].miss == "nothing")
        #expect(outcomes[8].miss.hasSuffix(" %") && outcomes[8].miss.hasPrefix("-"))
        #expect(outcomes[10].miss.hasSuffix(" ETH"))
        #expect(outcomes[12].miss.hasSuffix(" USDC"))
    }

    /// 1 % of 400,000 USDC are lost at 9,900 bp of the start; one unit decides.
    @Test func `is a part of another amount, exactly`() throws {
        let scenario = try Scenario.quickstart(blocks: 30)
        let run = try summary(scenario)
        let vault = try #require(run.measures.vault)
        let ratio = vault.navEnd.raw.asDouble / vault.navStart.raw.asDouble * 10_000
        let below = UInt64(ratio.rounded(.down))
        let outcomes = try judged(
            [
                "vault.nav_end > \(below) bp", "vault.nav_end < \(below + 1) bp",
                "vault.nav_end > \(below + 1) bp", "vault.nav_start >= 400_000 USDC",
            ],
            scenario
        )
        #expect(outcomes.map(\.pass) == [true, true, false, true])
        #expect(outcomes[2].miss.hasPrefix("-") && outcomes[2].miss.hasSuffix(" bp"))
        // Nothing was sold in two blocks: nothing is a part of nothing.
        let short = try judged(["vault.lost <= 5 bp"], Scenario.quickstart(blocks: 2))
        #expect(short.map(\.pass) == [false])
        #expect(short[0].miss == "vault.sold is not above zero, so nothing is a part of it")
    }

    @Test func `is not met by what is not known, which says why`() throws {
        let outcomes = try judged(
            ["liquidity.drought_blocks >= 0", "liquidity.drought_blocks < 0"],
            Scenario.quickstart(blocks: 2)
        )
        #expect(outcomes.map(\.pass) == [false, false])
        for outcome in outcomes {
            #expect(outcome.miss == "no pool names a drought")
            #expect(outcome.shown == "unknown")
        }
    }

    @Test func `may be of a variant that was run, with its assumptions as stated`() throws {
        var scenario = try Scenario.quickstart(blocks: 2)
        scenario.expectations = []
        let text =
            scenario.resolvedYAML.replacing(
                "liquidity: 4_000_000 USDC",
                with: "liquidity: { assumption: 4_000_000 USDC, low: 1_000_000 USDC, high: "
                    + "9_000_000 USDC }"
            ) + """
                compare:
                  - { name: longer, set: { run.for: 5 blocks } }
                expect:
                  - blocks == 2
                  - longer: blocks == 5
                  - longer: blocks == 2
                  - longer: agents.crowd.flows.USDC == 0 USDC

                """
        let decoded = try Scenario.decode(text, file: "s.yaml")
        #expect(decoded.hasAssumptions)
        let run = try summary(decoded, compare: true)
        #expect(run.comparison.count == 5)
        #expect(run.expectations.map(\.pass) == [true, true, false, true])
        let alone = try summary(decoded)
        #expect(alone.expectations.map(\.pass) == [true])
        let brief = alone.brief(coloured: false)
        #expect(brief.contains("1 of 1 met; 3 of variants that were not run"))
    }

    @Test func `throughout is not met where there was nothing to judge it by`() throws {
        let lines = ["vault.lost < 10_000 bp", "mev.detector.sandwiches.precision > 10 %"]
        let summary = try summary(try Stage.scenario(always: lines))
        #expect(summary.always.map(\.pass) == [true, false])
    }
}
