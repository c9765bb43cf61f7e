import Primitives
import Scenarios
import Simulation
import WideMath

/// What a scenario will do, before it does it.
///
/// ```swift
/// print(Explanation(scenario, estimate: nil).text)
/// ```
public struct Explanation: Sendable {
    /// A line of a section: words in columns, then what is said of them.
    struct Row {
        let columns: [String]
        let text: String

        init(_ columns: String..., text: String) {
            self.columns = columns
            self.text = text
        }
    }

    /// The scenario.
    let scenario: Scenario
    /// How long it is likely to take; nothing where nobody asked.
    let estimate: RunEstimate?
    /// How many blocks it has, which random block times make expensive to count.
    let blocks: UInt64

    /// An explanation of a scenario.
    public init(_ scenario: Scenario, estimate: RunEstimate?) {
        self.scenario = scenario
        self.estimate = estimate
        blocks = scenario.blocks
    }

    /// What there is, on one line: `60 blocks of 12 s, 2 assets, 1 pool, a vault, 6 agents`.
    public var verdict: String {
        let time =
            switch scenario.chain.blockTime {
            case .fixed(let seconds): "\(blocks) blocks of \(seconds) s"
            case .poisson(let mean): "\(blocks) blocks, one in \(mean) s on average"
            }
        let variants = scenario.variants.count
        let parts =
            [
                time, Self.count(scenario.assets.count, "asset"),
                Self.count(scenario.pools.count, "pool"),
                scenario.vault == nil ? "no vault" : "a vault",
                Self.count(scenario.agents.count, "agent"),
            ] + (variants == 0 ? [] : [Self.count(variants, "variant")])
        return parts.joined(separator: ", ")
    }

    /// All of it for a terminal, in at most 100 columns.
    public var text: String {
        var lines: [String] = []
        for (title, rows) in sections where !rows.isEmpty {
            lines += ["", title] + Self.aligned(rows)
        }
        return lines.dropFirst().joined(separator: "\n")
    }

    /// All of it for a program.
    public var json: JSON {
        .object([
            ("scenario", .string(scenario.name)), ("about", .string(scenario.about)),
            ("seed", .int(scenario.seed)), ("blocks", .int(blocks)), ("seconds", .int(seconds)),
            ("start", .string(Canonical.date(scenario.chain.start))),
            ("estimate", estimate?.json ?? .null),
            (
                "ordering",
                .object([
                    ("policy", .string(scenario.ordering.policy.rawValue)),
                    ("visibility", .string(scenario.ordering.visibility.rawValue)),
                ])
            ),
            ("assets", Self.objects(assets, "price")), ("pools", Self.objects(pools, "holds")),
            (
                "vault",
                scenario.vault == nil
                    ? .null : .object(vault.map { ($0.columns[0], .string($0.text)) })
            ),
            (
                "agents",
                .array(
                    scenario.agents.map { agent in
                        .object([
                            ("name", .string(agent.name)), ("role", .string(agent.role.name)),
                            ("does", .string(deed(of: agent.role))),
                        ])
                    }
                )
            ),
            ("events", .array(events.map { .string($0.text) })),
            ("assumptions", Self.objects(assumptions, "between")),
            ("expectations", .array(expectations.map { .string($0.text) })),
            ("variants", Self.objects(variants, "set")),
        ])
    }

    private var sections: [(title: String, rows: [Row])] {
        [
            ("Run", run), ("Assets", assets), ("Pools", pools), ("Vault", vault),
            ("Agents", agents), ("Events", events), ("Assumptions", assumptions),
            ("Variants", variants), ("Expectations", expectations),
        ]
    }

    /// The length of the run in seconds; on average where blocks come at random.
    private var seconds: UInt64 { blocks * scenario.chain.blockTime.mean }

    private var run: [Row] {
        let pace =
            switch scenario.chain.blockTime {
            case .fixed(let seconds): "one every \(Canonical.duration(seconds))"
            case .poisson(let mean): "at random, one every \(Canonical.duration(mean)) on average"
            }
        let length = ProgressLine.duration(Double(seconds))
        let chain = scenario.chain
        let rows = [
            Row("name", text: "\(scenario.name), seed \(scenario.seed)"),
            Row(
                "blocks",
                text: "\(Figures.grouped(blocks)), \(pace): \(length) from "
                    + Canonical.date(chain.start)
            ),
            Row(
                "chain",
                text: "rules of \(chain.fork.rawValue), \(Canonical.grouped(chain.gasLimit)) gas "
                    + "a block, base fee \(Canonical.fee(chain.baseFee)) at first"
            ),
            Row("order", text: "\(scenario.ordering.policy.rawValue): \(order)"),
            Row("visibility", text: "\(scenario.ordering.visibility.rawValue): \(reach)"),
        ]
        return rows + (estimate.map { [Row("takes", text: $0.text)] } ?? [])
    }

    private var order: String {
        switch scenario.ordering.policy {
        case .priorityFee: "who pays the builder most for a unit of gas comes first"
        case .arrival: "who came first"
        case .shuffled: "drawn from the seed"
        case .bundleAuction: "bundles and transactions in one auction for block space"
        case .adversarial: "a builder that works for its own profit"
        case .sealed: "who came first, and nobody reads a transaction before"
        case .greedy: "sells and buys in turn, so that nobody trades worse than alone"
        case .batchAuction: "all swaps of a pair at one price"
        }
    }

    private var reach: String {
        switch scenario.ordering.visibility {
        case .public: "everybody sees what waits"
        case .relay: "a private relay and those that it lets in see what waits"
        case .builder: "the builder and those who work with it see what waits"
        case .sealed: "nobody sees what waits"
        }
    }

    private var agents: [Row] {
        scenario.agents.map { Row($0.name, $0.role.name, text: deed(of: $0.role)) }
    }

    private var assumptions: [Row] {
        scenario.assumptions.map { Row($0.path, text: "\($0.low) to \($0.high)") }
    }

    private var variants: [Row] {
        scenario.variants.map { variant in
            let changes = variant.changes.map { "\($0.path): \($0.value)" }
            let text = changes.isEmpty ? "as it is" : changes.joined(separator: ", ")
            return Row(variant.name, text: text.replacing("\"", with: ""))
        }
    }

    private var expectations: [Row] {
        scenario.expectations.map { expectation in
            Row(text: (expectation.variant.map { "\($0): " } ?? "") + expectation.text)
        } + scenario.always.map { Row(text: "always \($0.text)") }
    }

    private static func objects(_ rows: [Row], _ key: String) -> JSON {
        .array(
            rows.map { .object([("name", .string($0.columns[0])), (key, .string($0.text))]) }
        )
    }

    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}

extension Explanation {
    /// The most columns of a line.
    static let columnsMax = 100

    /// Rows with their columns below each other; what is too long goes on below itself.
    static func aligned(_ rows: [Row]) -> [String] {
        let count = rows.map(\.columns.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.columns.indices.contains(column) ? $0.columns[column].count : 0 }.max()
                ?? 0
        }
        return rows.flatMap { row -> [String] in
            var head = "  "
            for (word, width) in zip(row.columns, widths) {
                head += word + String(repeating: " ", count: width - word.count + 2)
            }
            let indent = String(repeating: " ", count: head.count)
            let pieces = wrapped(row.text, columns: columnsMax - head.count)
            return pieces.enumerated().map { ($0 == 0 ? head : indent) + $1 }
        }
    }

    /// Text in lines of at most so many columns, broken at spaces where there are any.
    private static func wrapped(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var rest = Substring(text)
        while rest.count > columns {
            let window = rest.prefix(columns + 1)
            let space = window.lastIndex(of: " ") ?? rest.startIndex
            let isBroken = space == rest.startIndex
            let end = isBroken ? rest.index(rest.startIndex, offsetBy: columns) : space
            lines.append(String(rest[..<end]))
            rest = rest[end...].drop { $0 == " " }
        }
        return lines + [String(rest)]
    }
}
