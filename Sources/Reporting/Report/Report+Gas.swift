import Measures
import Scenarios
import WideMath

extension Report {
    /// The base fee, and how full blocks were.
    var gas: Section? {
        guard summary.measures.blocks > 0 else { return nil }
        let columns = collector.columns
        let measures = summary.measures
        let fee = collector.series.whole(columns.baseFee)
        let used = collector.series.whole(columns.gasUsed)
        let limit = Double(summary.scenario.chain.gasLimit.units) / 1e6
        var section = Section(anchor: "gas", title: "Gas")
        section.lead =
            "\(Figures.ether(measures.burnt)) of base fees were burnt, "
            + "\(Figures.ether(measures.priority)) of priority fees paid."
        let decimals = ReportText.decimals(for: fee.high)
        section.charts = [
            lines(
                ReportChart(
                    id: "base-fee",
                    kind: .lines,
                    title: "Base fee",
                    sentence: "\(ReportText.amount(fee.mean)) gwei on average, "
                        + "\(ReportText.amount(fee.low)) at the least and "
                        + "\(ReportText.amount(fee.high)) at most, in block "
                        + "\(Figures.grouped(fee.highBlock)).",
                    axis: "gwei for a unit of gas: the mean, in a band from least to greatest",
                    unit: "gwei",
                    decimals: decimals,
                    isLow: true,
                    startsAtZero: true,
                    series: [band(columns.baseFee, "base fee", mark: 1)]
                )
            ),
            lines(
                ReportChart(
                    id: "gas-used",
                    kind: .lines,
                    title: "Gas used",
                    sentence: "\(number(used.mean, 3)) million a block on average, of "
                        + "\(ReportText.short(limit)) million that fit; the base fee rises where "
                        + "blocks are more than half full.",
                    axis: "millions of gas in a block: the mean, in a band from least to greatest",
                    unit: "million",
                    decimals: 3,
                    isLow: true,
                    startsAtZero: true,
                    series: [
                        band(columns.gasUsed, "gas used", mark: 1),
                        constant(limit, "limit", mark: 6),
                    ]
                )
            ),
        ]
        return section
    }

    /// What the vault's guards refused.
    var guards: Section? {
        guard let measured = summary.measures.vault, let columns = collector.columns.vault,
            let quote = summary.world.vault?.quote.name
        else { return nil }
        var section = Section(anchor: "guards", title: "Guards")
        let refusals = measured.refusals
        let total = refusals.values.reduce(0, +)
        section.lead =
            total == 0
            ? "No guard refused a rebalance, in a block or when a keeper tried one out."
            : "Guards refused a rebalance \(ReportText.counted(total, "time", "times")), in a "
                + "block or when a keeper tried one out."
        if total > 0 {
            let refusing = Guard.allCases.enumerated()
                .filter { refusals[$0.element] != nil }
                .sorted { refusals[$0.element, default: 0] > refusals[$1.element, default: 0] }
                .prefix(Self.colours).enumerated()
            section.charts = [
                slots(
                    ReportChart(
                        id: "refusals",
                        kind: .slots,
                        title: "Refusals, through time",
                        sentence: "A guard is a limit that the vault itself holds keepers to."
                            + (refusals.count > Self.colours
                                ? " Drawn are the \(Self.colours) that refused most." : ""),
                        axis: "refusals in every \(slotLength)",
                        unit: "times",
                        decimals: 0
                    ),
                    refusing.map { mark, limit in
                        (
                            Self.words(limit.element.rawValue), mark + 1,
                            columns.refusals.lowerBound + limit.offset
                        )
                    }
                )
            ]
            section.tables = [guardTable(measured, quote)]
        }
        let reasons = [
            ("Rebalances that failed in a block, by reason", measured.failures),
            ("Rebalances that keepers tried out and did not send, by reason", measured.heldBack),
        ]
        for (caption, counts) in reasons where !counts.isEmpty {
            var table = ReportTable(
                caption: caption,
                columns: [.init(name: "reason", isText: true), .init(name: "times")]
            )
            for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
                table.add([reason, Figures.grouped(count)])
            }
            section.tables.append(table)
        }
        return section
    }

    private func guardTable(_ measured: VaultMeasures, _ quote: String) -> ReportTable {
        var table = ReportTable(
            caption: "Guards, and what their refusals saved",
            columns: [
                .init(name: "guard", isText: true), .init(name: "refused, times"),
                .init(name: "saved, \(quote)"),
            ]
        )
        for limit in Guard.allCases {
            guard let refused = measured.refusals[limit] else { continue }
            let without = summary.guardTrials.first { $0.variant == limit.rawValue }
            let saved = without?.measures.vault.map { measured.marketEnd - $0.marketEnd }
            table.add([
                Self.words(limit.rawValue), Figures.grouped(refused), number(saved ?? .nan, 2),
            ])
        }
        if summary.guardTrials.isEmpty {
            table.more = "What each saved is known after a run with --guards."
        }
        return table
    }

    /// A name with underscores as words.
    private static func words(_ name: String) -> String {
        name.split(separator: "_").joined(separator: " ")
    }
}
