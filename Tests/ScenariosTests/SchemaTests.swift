import Foundation
import Scenarios
import Testing

/// Every scenario that the package ships or shows: files, templates and complete examples.
struct Shipped: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    /// All of them.
    static let all: [Shipped] = {
        let folder = packageFolder.appending(path: "scenarios").path
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        var all = names.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { name in
            (try? file("scenarios/\(name)")).map { Shipped(testDescription: name, text: $0) }
        }
        all += Template.all.map { Shipped(testDescription: "template \($0.name)", text: $0.text) }
        let page = (try? file("docs/SCENARIOS.md")) ?? ""
        let examples = page.components(separatedBy: "```yaml complete\n").dropFirst()
        for (number, example) in examples.enumerated() {
            let text = example.components(separatedBy: "```")[0]
            all.append(Shipped(testDescription: "example \(number + 1) of the page", text: text))
        }
        return all
    }()
}

/// What no shipped scenario has, so that every key of the format is met somewhere.
private let rest = [
    sample(
        replacing: "      trigger: { threshold: 5 % }".trimmingCharacters(in: .whitespaces),
        with: """
            trigger: { threshold: 5 %, period: 1 h, trade_back: 1 %, measure: relative }
              momentum: { interval: 1 h, periods: 12, tilt: 10 % }
              assets: { WETH: { trade_max: 10 WETH, cool_off: 1 min, venue: main } }
              reward: { tip: 5 USDC, cap: 20 USDC, priority_fee: 1 gwei }
              keepers: open
            """
    ).replacing(
        "run: { for: 2 h }",
        with: """
              - { name: watch, role: observer }
              - { name: grief, role: griefer, budget: 500 USDC }
              - { name: wall, role: stuffer, blocks: 2 blocks, from: 1 min }
              - { name: cat, role: copycat, sends: relay, acts_at: 5 s, latency: 20 ms }
              - { name: lazy, role: keeper, prefers: less_realised_gain }
            ordering:
              policy: adversarial
              builder:
                own: [sandwicher]
                censors: [flow]
                delays: [oracle]
                delay: 2 blocks
                from_block: 3
                run: 2 blocks
                every: 10 blocks
            run: { for: 2 h }
            """
    ),
    sample.replacing(
        "  guards: { slippage: 100 bp }",
        with: """
              guards: { slippage: 100 bp }
              execution:
                auction: { curve: exponential, scale: 1 %, coefficient: 0.5, raise: 1 % }
            """
    ),
]

/// The sample of prices with a hash for its file and a volatility for its bars.
private let fileSample = priceSample.replacing(
    "150, 160]], every: 1 h",
    with: "150, 160]], every: 1 h, volatility: 5 %"
).replacing(
    "from: 2020-03-10T00:00:00Z",
    with: "from: 2020-03-10T00:00:00Z, sha256: \(String(repeating: "0a", count: 32))"
)

/// A scenario with every key of events, assumptions and conditions.
let eventSample =
    sample.replacing(
        "run: { for: 2 h }",
        with: """
            events:
              - { name: gas, at: 10 min, for: 20 min, gas_demand: 6x, depth: 0.1x, pool: main }
              - { after: gas, moment: ends, delay: 1 min, flow: 3x, sells: 80 %, agent: [flow] }
              - { when: main.depth < 100_000 USDC, missed_slots: 5 %, block_time: 2x }
              - { at: block 20, offline: keeper, late: [flow], by: 2 blocks, nonce_gap: crowd }
              - { at: 01:00, under_priced: all, frozen: oracle, relay_down: true, paused: all }
              - { at: 30 min, for: 5 min, wrong: oracle, factor: 1.5x, blocked: [WETH] }
              - { at: 40 min, for: 5 min, deviating: all, reaches: 0.8x }
            run: { for: 2 h }
            assumptions:
              - { path: agents.flow.rate, low: 0.2 per block, high: 0.8 per block }
            always:
              - main.depth >= 1_000 USDC
              - transactions.halted == 0
            """
    ).replacing(
        "run: { for: 2 h }",
        with: """
            run: { for: 2 h }
            regime: calm
            regimes:
              calm: { agents.flow.rate: "uniform(0.3 per block, 0.5 per block)" }
              wild: { agents.flow.rate: 2 per block }
            """
    ).replacing(
        "agents:\n",
        with: "agents:\n  - { name: fund, role: liquidity_provider, pool: main }\n"
    ).replacing(
        "liquidity: 8_000_000 USDC",
        with: "liquidity: { assumption: 8_000_000 USDC, low: 2_000_000 USDC, "
            + "high: 9_000_000 USDC }\n    drought: 20_000 USDC"
    )

@Suite struct `The schema of scenarios` {
    @Test(arguments: Shipped.all)
    func `admits what is shipped, and its resolved form`(_ shipped: Shipped) throws {
        let checker = SchemaChecker(Scenario.schema)
        #expect(try checker.problem(CoreValue(yaml: shipped.text), Scenario.schema) == nil)
        let resolved = try Scenario.decode(shipped.text, file: "s.yaml").resolvedYAML
        #expect(try checker.problem(CoreValue(yaml: resolved), Scenario.schema) == nil)
    }

    @Test func `is tried on files, templates and examples`() {
        #expect(Shipped.all.count >= 32)
    }

    /// Each key of each table is renamed, left out and given a value of no unit, where it is met
    /// first; every key must be met.
    @Test func `refuses a misspelt key, a missing one and a wrong value, for every key`() throws {
        let schema = Scenario.schema
        let checker = SchemaChecker(schema)
        var met: Set<SchemaTour.Meeting> = []
        for text in Shipped.all.map(\.text) + rest + [priceSample, fileSample, eventSample] {
            let scenario = try Scenario.decode(text, file: "s.yaml")
            for text in [text, scenario.resolvedYAML] {
                let document = Self.seated(try CoreValue(yaml: text))
                #expect(try checker.problem(document, schema) == nil)
                var tour = SchemaTour(checker)
                try tour.visit(document, schema)
                for (meeting, path) in tour.places where met.insert(meeting).inserted {
                    try tryOut(meeting, at: path, in: document, checker)
                }
            }
        }
        for (table, keys) in schema.tables {
            let missing = keys.filter { !met.contains(SchemaTour.Meeting(table: table, key: $0)) }
            #expect(missing == [], "no sample has these of \(keys)")
        }
        #expect(met.count > 150)
    }

    private static let freeTexts = [
        "about", "after", "agent", "offline", "late", "nonce_gap", "under_priced", "frozen",
        "wrong", "deviating", "path", "regime",
    ]

    /// The document with the keys that every agent may have, whatever its role.
    private static func seated(_ document: CoreValue) -> CoreValue {
        let extra = ["sends": "relay", "acts_at": "5 s", "latency": "20 ms", "sees": "blocks"]
        return document.changing([.key("agents")]) { agents in
            guard case .list(let items) = agents else { return agents }
            return .list(
                items.map { item in
                    guard case .section(var entries) = item else { return item }
                    for (name, text) in extra where item[[.key(name)]] == nil {
                        entries.append(CoreValue.Entry(name: name, value: .text(text)))
                    }
                    if item[[.key("funds")]] == nil {
                        let funds = CoreValue.list([.text("5 ETH")])
                        entries.append(CoreValue.Entry(name: "funds", value: funds))
                    }
                    return .section(entries)
                }
            )
        }
    }

    private func tryOut(
        _ meeting: SchemaTour.Meeting,
        at path: [CoreValue.Step],
        in document: CoreValue,
        _ checker: SchemaChecker
    ) throws {
        let key = meeting.key
        let misspelt = document.changing(path[...]) { $0.renaming(key, to: key + "x") }
        #expect(try !checker.admits(misspelt), "\(key)x at \(path)")
        if case .list(let required)? = meeting.table["required"],
            required.contains(.text(key))
        {
            let without = document.changing(path[...]) { $0.removing(key) }
            #expect(try !checker.admits(without), "without \(key) at \(path)")
        }
        // Free text is anything but a list or a section; whom it names, decoding knows.
        let isText = Self.freeTexts.contains(key)
        let wrong: CoreValue = isText ? .list([]) : .text("7 parsecs!")
        let spoilt = document.changing(path[...] + [.key(key)]) { _ in wrong }
        #expect(try !checker.admits(spoilt), "\(key): 7 parsecs! at \(path)")
        // Items of lists and values by asset have units of their own.
        let inner: CoreValue.Step? =
            switch document[path[...] + [.key(key)]] {
            case .list(let items) where !items.isEmpty: .index(0)
            case .section(let entries): entries.first.map { .key($0.name) }
            default: nil
            }
        guard let inner, key != "set" else { return }
        let deeper = document.changing(path[...] + [.key(key), inner]) { _ in wrong }
        #expect(try !checker.admits(deeper), "7 parsecs! in \(key) at \(path)")
    }

    @Test(
        arguments: [
            ("seed: 7", "seed: 1_000"), ("seed: 7", "seed: \"7\""),
            ("seed: 7", "seed: 18446744073709551615"), ("12 s", "12s"),
            ("12 s", "poisson (12 s)"), ("20 gwei", "0.000_02 ETH"), ("30 bp", "0.3%"),
            ("name: main", "name: true"), ("name: main", "name: 1e5"),
            ("about", "about"), ("{ threshold: 5 % }", "{ threshold: \"5  %\" }"),
            ("8_000_000 USDC", "8000000.5USDC"), ("lognormal(3_000 USDC, 1.2)", "1_000 USDC"),
            ("lognormal(3_000 USDC, 1.2)", "lognormal ( 3_000 USDC , 1.2 )"),
            ("{ tip: 2 gwei, max: 2x }", "{ max: 3.5 x }"), ("decimals: 6", "decimals: 06"),
            ("[200, 190, 180]", "[1_000, 0.5, 3]"), ("for: 2 h", "for: 10 blocks"),
            ("format: 1", "format: \"1\""), ("fork: osaka", "fork: osaka"),
        ].filter { sample.contains($0.0) }
    )
    func `admits each way to write a value that decodes`(_ old: String, _ new: String) throws {
        let text = sample(replacing: old, with: new)
        _ = try Scenario.decode(text, file: "s.yaml")
        let checker = SchemaChecker(Scenario.schema)
        #expect(try checker.problem(CoreValue(yaml: text), Scenario.schema) == nil)
    }

    @Test(
        arguments: [
            ("12 s", "12"), ("12 s", "12 gwei"), ("20 gwei", "20"), ("30 bp", "0.003"),
            ("8_000_000 USDC", "8_000_000"), ("8_000_000 USDC", "8000000"),
            ("{ threshold: 5 % }", "{ threshold: 5 }"), ("decimals: 6", "decimals: 19"),
            ("role: keeper", "role: keepr"), ("[200, 190, 180]", "[200]"),
            ("0.4 per block", "0.4"), ("max: 2x", "max: 2"), ("for: 2 h", "for: 2"),
            ("seed: 7", "seed: -1"), ("seed: 7", "seed: 7.5"), ("USDC: {", "ETH: {"),
            ("retry_after: 10 blocks", "heartbeat: 1 h"),
        ]
    )
    func `refuses what decoding refuses for a unit, a bound or a role`(
        _ old: String,
        _ new: String
    ) throws {
        let text = sample(replacing: old, with: new)
        #expect(throws: ScenarioError.self) { try Scenario.decode(text, file: "s.yaml") }
        #expect(try !SchemaChecker(Scenario.schema).admits(CoreValue(yaml: text)))
    }
}

@Suite struct `The templates` {
    @Test(arguments: Template.all.map(\.name))
    func `decode, and read back the same`(_ name: String) throws {
        let scenario = try Scenario.decode(try Template.named(name).text, file: "s.yaml")
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "r.yaml") == scenario)
        #expect(!scenario.name.isEmpty)
    }

    @Test func `are found by their names, and a slip is answered with the nearest`() throws {
        #expect(try Template.named("mev").name == "mev")
        do throws(TemplateError) {
            _ = try Template.named("carsh")
            Issue.record("there is no such template")
        } catch {
            #expect(error.description == "no template \"carsh\"; did you mean \"crash\"?")
        }
    }
}
