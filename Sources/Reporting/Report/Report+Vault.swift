import Agents
import Measures
import Scenarios
import WideMath

extension Report {
    /// The vault's weights and value.
    var vault: Section? {
        guard let columns = collector.columns.vault, let info = summary.world.vault,
            let measured = summary.measures.vault
        else { return nil }
        var section = Section(anchor: "vault", title: "Vault")
        section.charts = [weights(columns, info, measured)]
        if columns.weights.count > Self.bandsMost { section.charts.append(deviation(columns)) }
        section.charts += [value(columns, info, measured), ahead(columns, info, measured)]
        return section
    }

    /// How many weights have a band each; more would cover one another.
    private static let bandsMost = 4

    private var trigger: TriggerSettings? { summary.scenario.vault?.trigger }

    /// When a rebalance is due, in words.
    private var rule: String {
        guard let trigger, let threshold = trigger.threshold else { return "" }
        let percent = ReportText.short(Double(threshold.count) / 100)
        return trigger.measure == .absolute
            ? " A rebalance is due where a weight is \(percent) % of the whole off its target."
            : " A rebalance is due where a weight is off its target by \(percent) % of that."
    }

    private func weights(
        _ columns: ReportColumns.Vault,
        _ info: VaultInfo,
        _ measured: VaultMeasures
    ) -> ReportChart {
        let names = [info.quote.name] + info.holdings.map(\.token.name)
        let hasBands = columns.weights.count <= Self.bandsMost
        var series: [ReportSeries] = []
        for (place, column) in columns.weights.enumerated() {
            series.append(line(column, names[place], mark: place + 1, isStepped: true))
        }
        for (place, column) in columns.targets.enumerated() where hasBands {
            let name = "target of \(names[place])"
            let target = line(column, name, mark: place + 1, isDashed: true, isStepped: true)
            if target.values.isEmpty { continue }
            if let trigger, let threshold = trigger.threshold {
                let least = Double(threshold.count) / 100
                let reach = target.values.map {
                    trigger.measure == .absolute ? least : $0 * least / 100
                }
                var band = target
                band.name = "band of \(names[place])"
                band.isBare = true
                band.lows = zip(target.values, reach).map { $0 - $1 }
                band.highs = zip(target.values, reach).map { $0 + $1 }
                band.samples = []
                series.append(band)
            }
            series.append(target)
        }
        let left = names.count - columns.weights.count
        let shown =
            left > 0 ? " The first \(columns.weights.count) of \(names.count) assets." : ""
        return lines(
            ReportChart(
                id: "weights",
                kind: .lines,
                title: "Weights against targets",
                sentence: "The furthest that a weight was from its target is "
                    + "\(number(measured.deviationMax * 100, 2)) % of the whole.\(rule)\(shown)",
                axis: "% of the vault’s value at its oracles’ answers"
                    + (hasBands && trigger?.threshold != nil
                        ? "; dashed the targets, shaded the bands" : ""),
                unit: "%",
                decimals: 2,
                series: series
            )
        )
    }

    private func deviation(_ columns: ReportColumns.Vault) -> ReportChart {
        var series = [line(columns.deviation, "furthest weight", mark: 1, isStepped: true)]
        if let trigger, trigger.measure == .absolute, let threshold = trigger.threshold {
            series.append(constant(Double(threshold.count) / 100, "trigger", mark: 2))
        }
        let whole = collector.series.whole(columns.deviation)
        return lines(
            ReportChart(
                id: "deviation",
                kind: .lines,
                title: "The weight furthest from its target",
                sentence: "\(number(whole.high, 2)) % at most, in block "
                    + "\(Figures.grouped(whole.highBlock)); \(number(whole.last, 2)) % at the end.",
                axis: "% of the vault’s value between the weight and its target",
                unit: "%",
                decimals: 2,
                isLow: true,
                startsAtZero: true,
                series: series
            )
        )
    }

    private func value(
        _ columns: ReportColumns.Vault,
        _ info: VaultInfo,
        _ measured: VaultMeasures
    ) -> ReportChart {
        let quote = info.quote.name
        let change = Figures.change(measured.marketStart, measured.marketEnd)
        var series = [
            line(columns.value, "vault", mark: 1), line(columns.hold, "had it held", mark: 6),
        ]
        if measured.benchmark != nil {
            series.append(line(columns.frictionless, "frictionless", mark: 3, isDashed: true))
        }
        return lines(
            ReportChart(
                id: "value",
                kind: .lines,
                title: "Value of the vault",
                sentence: "It went from \(number(measured.marketStart, 2)) to "
                    + "\(number(measured.marketEnd, 2)) \(quote)"
                    + (change.isEmpty ? "" : " (\(change))")
                    + ". The frictionless portfolio is at its targets at the end of every block "
                    + "and pays nothing.",
                axis: "\(quote), at outside prices",
                unit: quote,
                decimals: 2,
                series: series
            )
        )
    }

    private func ahead(
        _ columns: ReportColumns.Vault,
        _ info: VaultInfo,
        _ measured: VaultMeasures
    ) -> ReportChart {
        let quote = info.quote.name
        func ended(_ value: Double) -> String {
            "\(number(value.magnitude, 2)) \(quote) \(value < 0 ? "behind" : "ahead of")"
        }
        var sentence =
            "The vault ended \(ended(measured.marketEnd - measured.holdEnd)) what it began with, "
            + "had that been held"
        var series = [line(columns.ahead, "vault", mark: 1)]
        if let frictionless = measured.benchmark?.frictionless {
            sentence +=
                "; the frictionless portfolio ended \(ended(frictionless - measured.holdEnd)) it"
            series.append(
                line(columns.frictionlessAhead, "frictionless", mark: 3, isDashed: true)
            )
        }
        return lines(
            ReportChart(
                id: "ahead",
                kind: .lines,
                title: "Ahead of holding",
                sentence: sentence + ".",
                axis: "\(quote) more than holding, at outside prices",
                unit: quote,
                decimals: 2,
                series: series
            )
        )
    }
}
