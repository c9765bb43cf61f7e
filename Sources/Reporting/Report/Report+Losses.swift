import Measures
import WideMath

extension Report {
    /// The causes of a shortfall with their colours, in the order of the waterfall.
    private static let causes = [
        ("timing", 6), ("basis", 3), ("fees", 1), ("impact", 5), ("MEV", 2),
    ]

    /// What execution cost, and by what.
    var losses: Section? {
        guard let measured = summary.measures.vault, let info = summary.world.vault else {
            return nil
        }
        var section = Section(anchor: "losses", title: "Losses")
        let quote = info.quote.name
        let failed = ReportText.counted(measured.failed, "failed", "failed")
        section.lead =
            ReportText.counted(measured.done, "rebalance was done", "rebalances were done")
            + ", \(failed)"
            + (measured.bids == 0
                ? "" : "; " + ReportText.counted(measured.bids, "bid was taken", "bids were taken"))
            + ". What each of the vault’s trades got less than at the outside price on its arrival "
            + "is split by cause, to the unit. Timing: what that price moved until it was carried "
            + "out. Basis: how far the pools were off it. Fees: the pools’ own. Impact: how far "
            + "the trade itself moved the pools. MEV: what it would have got more without the "
            + "attackers in its block."
        if measured.waterfall.trades > 0 {
            section.charts.append(waterfall(measured, quote, info.quote.unit.asDouble))
            if collector.rebalances.contains(where: { $0.loss != nil }) {
                section.charts.append(byRebalance(quote))
            }
        }
        if !collector.rebalances.isEmpty { section.tables.append(rebalances(quote)) }
        return section
    }

    private func waterfall(
        _ measured: VaultMeasures,
        _ quote: String,
        _ unit: Double
    )
        -> ReportChart
    {
        let waterfall = measured.waterfall
        let shortfall = waterfall.shortfall.asDouble / unit
        var values = zip(
            Self.causes,
            [
                waterfall.timing, waterfall.terms.basis, waterfall.terms.fee,
                waterfall.terms.impact, waterfall.terms.mev,
            ]
        ).map { ($0.0, $1.asDouble / unit, $0.1) }
        if !waterfall.isComplete {
            values.append(("not compared", waterfall.unsplit.asDouble / unit, 8))
        }
        var steps: [ReportChart.Step] = []
        var level = 0.0
        for (name, value, mark) in values {
            steps.append(.init(name: name, from: level, to: level + value, mark: mark))
            level += value
        }
        steps.append(.init(name: "shortfall", from: 0, to: shortfall, mark: 6))
        if let gas = measured.gasCost.map({ $0 / unit }) {
            steps.append(.init(name: "gas", from: shortfall, to: shortfall + gas, mark: 4))
            steps.append(.init(name: "in all", from: 0, to: shortfall + gas, mark: 6))
        }
        var table = ReportTable(
            caption: "What execution cost, by cause",
            columns: [.init(name: "cause", isText: true), .init(name: quote)]
        )
        for step in steps { table.add([step.name, number(step.value, 2)]) }
        let greatest = values.prefix(Self.causes.count).max { $0.1 < $1.1 }
        let mostly =
            greatest.map { waterfall.isComplete && $0.1 > 0 ? ", most of all by \($0.0)" : "" }
            ?? ""
        let unsplit =
            waterfall.isComplete
            ? "" : " Not compared: trades that are not made without the attackers."
        return ReportChart(
            id: "waterfall",
            kind: .steps,
            title: "What execution cost, by cause",
            sentence: ReportText.counted(waterfall.trades, "trade", "trades")
                + " sold \(number(measured.sold.asDouble / unit, 2)) \(quote) and got "
                + "\(number(shortfall, 2)) less than at the arrivals’ prices\(mostly). Each bar "
                + "begins where the one above it ends; gas and tips come on top.\(unsplit)",
            axis: "\(quote); below zero is a gain",
            unit: quote,
            decimals: 2,
            steps: steps,
            table: table
        )
    }

    private func byRebalance(_ quote: String) -> ReportChart {
        let shown = collector.rebalances.enumerated().filter { $0.element.loss != nil }
        var table = ReportTable(
            caption: "What each rebalance cost, by cause, in \(quote)",
            columns: [.init(name: "no."), .init(name: "block")]
                + Self.causes.map { .init(name: $0.0) }
        )
        var series = Self.causes.map { ReportSeries(name: $0.0, mark: $0.1) }
        for (place, rebalance) in shown {
            let terms = rebalance.loss?.terms ?? []
            for (index, term) in terms.enumerated() { series[index].values.append(term) }
            table.add(
                ["\(place + 1)", Figures.grouped(rebalance.block)] + terms.map { number($0, 2) }
            )
        }
        let dearest = shown.max { $0.element.shortfall < $1.element.shortfall }
        let sentence = dearest.map { place, rebalance in
            "The dearest is no. \(place + 1), in block \(Figures.grouped(rebalance.block)): "
                + "\(number(rebalance.shortfall, 2)) \(quote)."
        }
        return ReportChart(
            id: "rebalances",
            kind: .stack,
            title: "Each rebalance",
            sentence: sentence ?? "",
            axis: "\(quote); below zero is a gain",
            unit: quote,
            decimals: 2,
            series: series,
            labels: shown.map { "\($0.offset + 1)" },
            titles: shown.map {
                "no. \($0.offset + 1), block \(Figures.grouped($0.element.block))"
            },
            table: table
        )
    }

    private func rebalances(_ quote: String) -> ReportTable {
        var table = ReportTable(
            caption: "Rebalances, slices and bids in their order; shortfall and causes in "
                + "\(quote), bp of what was sold",
            columns: [
                .init(name: "no."), .init(name: "block"), .init(name: "what", isText: true),
                .init(name: "sold"), .init(name: "for"), .init(name: "shortfall"),
                .init(name: "bp"),
            ] + Self.causes.map { .init(name: $0.0) } + [.init(name: "gas, ETH")]
        )
        for (place, rebalance) in collector.rebalances.enumerated() {
            let isTrade = !rebalance.sold.isEmpty
            let points =
                rebalance.value > 0 ? rebalance.shortfall / rebalance.value * 10_000 : .nan
            let terms = rebalance.loss?.terms ?? Self.causes.map { _ in .nan }
            table.rows.append(
                [
                    .init(value: "\(place + 1)"),
                    .init(
                        value: Figures.grouped(rebalance.block),
                        link: Self.anchor(rebalance.block)
                    ), .init(value: rebalance.kind),
                    .init(value: isTrade ? rebalance.sold : "–"),
                    .init(value: isTrade ? rebalance.bought : "–"),
                    .init(value: isTrade ? number(rebalance.shortfall, 2) : "–"),
                    .init(value: number(points, 1)),
                ] + terms.map { .init(value: number($0, 2)) }
                    + [.init(value: number(rebalance.fee, 6))]
            )
        }
        let left = collector.rebalanceCount - UInt64(collector.rebalances.count)
        if left > 0 {
            table.more =
                "The first \(collector.rebalances.count); \(Figures.grouped(left)) more are in "
                + "events.jsonl, which --record full writes."
        }
        return table
    }
}
