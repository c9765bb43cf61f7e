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
        let names = [info.quote.name] + info.holdings.map(\.token.name)
        var section = Section(anchor: "vault", title: "Vault")
        section.charts =
            columns.distances.isEmpty
            ? [weights(columns, names, measured)]
            : manyWeights(columns, names, measured)
        section.charts += [
            value(columns, info.quote.name, measured), ahead(columns, info.quote.name, measured),
        ]
        return section
    }

    private var trigger: TriggerSettings? { summary.scenario.vault?.trigger }

    /// The trigger's threshold in per cent, if it has one.
    private var threshold: Double? { trigger?.threshold.map { Double($0.count) / 100 } }

    /// How far weights went, and when a rebalance is due.
    private func distance(_ measured: VaultMeasures) -> String {
        let furthest =
            "A weight is an asset’s part of the vault’s value. The furthest that one was from its "
            + "target is \(number(measured.deviationMax * 100, 2)) % of the whole."
        guard let trigger, let threshold else { return furthest }
        let percent = ReportText.short(threshold)
        var rule =
            trigger.measure == .absolute
            ? " A rebalance is due where a weight is \(percent) % of the whole off its target"
            : " A rebalance is due where a weight is off its target by \(percent) % of that"
        let back = ReportText.short(Double(trigger.tradeBack.count) / 100)
        if trigger.tradeBack.count > 0 { rule += ", and trades back to \(back) %" }
        return furthest + rule + ": that is where its band ends."
    }

    private func weights(
        _ columns: ReportColumns.Vault,
        _ names: [String],
        _ measured: VaultMeasures
    ) -> ReportChart {
        var series: [ReportSeries] = []
        for (place, name) in names.enumerated() {
            let mark = place + 1
            series.append(
                line(columns.weights.lowerBound + place, name, mark: mark, isStepped: true)
            )
            let target = line(
                columns.targets.lowerBound + place,
                "target of \(name)",
                mark: mark,
                isDashed: true,
                isStepped: true
            )
            if target.values.isEmpty { continue }
            if let threshold {
                let reach = target.values.map {
                    trigger?.measure == .relative ? $0 * threshold / 100 : threshold
                }
                var band = target
                band.name = "band of \(name)"
                band.isBare = true
                band.lows = zip(target.values, reach).map { $0 - $1 }
                band.highs = zip(target.values, reach).map { $0 + $1 }
                band.samples = []
                series.append(band)
            }
            series.append(target)
        }
        return lines(
            ReportChart(
                id: "weights",
                kind: .lines,
                title: "Weights against targets",
                sentence: distance(measured),
                axis: "% of the vault’s value at its oracles’ answers; dashed the targets"
                    + (threshold == nil ? "" : ", shaded the bands"),
                unit: "%",
                decimals: 2,
                series: series
            )
        )
    }

    /// The weights that went furthest, and how far they were from their targets: many bands would
    /// cover one another, so all share one.
    private func manyWeights(
        _ columns: ReportColumns.Vault,
        _ names: [String],
        _ measured: VaultMeasures
    ) -> [ReportChart] {
        let reach = columns.distances.map { column in
            let whole = collector.series.whole(column)
            return whole.count == 0 ? 0 : max(whole.high, -whole.low)
        }
        let shown = reach.indices.sorted { (reach[$1], $0) < (reach[$0], $1) }
            .prefix(Self.colours).sorted()
        func series(_ range: Range<Int>) -> [ReportSeries] {
            shown.enumerated().map { place, asset in
                line(range.lowerBound + asset, names[asset], mark: place + 1, isStepped: true)
            }
        }
        let some =
            shown.count < names.count
            ? " Drawn are the \(shown.count) of \(names.count) assets that went furthest." : ""
        let weights = lines(
            ReportChart(
                id: "weights",
                kind: .lines,
                title: "Weights",
                sentence: distance(measured) + some,
                axis: "% of the vault’s value at its oracles’ answers",
                unit: "%",
                decimals: 2,
                series: series(columns.weights)
            )
        )
        var distances = series(columns.distances)
        if let threshold {
            let last = collector.series.ends.last?.block ?? 0
            distances.append(
                ReportSeries(
                    name: "band",
                    mark: 6,
                    isBare: true,
                    blocks: [0, last],
                    values: [0, 0],
                    lows: [-threshold, -threshold],
                    highs: [threshold, threshold]
                )
            )
        }
        let whole = trigger?.measure == .relative ? "its target" : "the vault’s value"
        let distance = lines(
            ReportChart(
                id: "distances",
                kind: .lines,
                title: "Weights against targets",
                sentence: "At zero a weight is at its target; above, the vault has more of it.",
                axis: "% of \(whole) between a weight and its target"
                    + (threshold == nil ? "" : "; shaded the band"),
                unit: "%",
                decimals: 2,
                series: distances
            )
        )
        return [weights, distance]
    }

    private func value(
        _ columns: ReportColumns.Vault,
        _ quote: String,
        _ measured: VaultMeasures
    ) -> ReportChart {
        let change = Figures.change(measured.marketStart, measured.marketEnd)
        var sentence =
            "It went from \(number(measured.marketStart, 2)) to \(number(measured.marketEnd, 2)) "
            + "\(quote)" + (change.isEmpty ? "" : " (\(change))")
            + ". Had it held: what it began with, never traded."
        var series = [
            line(columns.value, "vault", mark: 1), line(columns.hold, "had it held", mark: 6),
        ]
        if measured.benchmark != nil {
            sentence +=
                " Frictionless: the same, traded to the targets at the end of every block at "
                + "outside prices, at no cost."
            series.append(line(columns.frictionless, "frictionless", mark: 3, isDashed: true))
        }
        return lines(
            ReportChart(
                id: "value",
                kind: .lines,
                title: "Value of the vault",
                sentence: sentence,
                axis: "\(quote), at outside prices",
                unit: quote,
                decimals: 2,
                series: series
            )
        )
    }

    private func ahead(
        _ columns: ReportColumns.Vault,
        _ quote: String,
        _ measured: VaultMeasures
    ) -> ReportChart {
        func ended(_ value: Double) -> String {
            value.magnitude < 0.005
                ? "level with"
                : "\(number(value.magnitude, 2)) \(quote) \(value < 0 ? "behind" : "ahead of")"
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
