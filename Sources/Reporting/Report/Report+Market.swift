import Agents
import Measures
import WideMath

extension Report {
    /// Prices outside and in the pools, and how deep the pools are.
    var market: Section? {
        let pools = collector.columns.pools
        guard !pools.isEmpty else { return nil }
        var section = Section(anchor: "market", title: "Market")
        section.lead =
            "Outside is the market that the pools follow: an exchange’s price, which no trade here "
            + "moves."
        let all = summary.world.pools.count
        if all > pools.count {
            section.lead? +=
                " Drawn are the first \(pools.count) of \(all) pools; series.csv has all of them."
        }
        for (index, columns) in pools.enumerated() {
            let pool = summary.world.pools[index]
            section.charts.append(price(pool, columns, index))
            section.charts.append(gap(pool, columns, index))
            section.charts.append(depth(pool, columns, index))
        }
        return section
    }

    private func price(
        _ pool: PoolInfo,
        _ columns: ReportColumns.Pool,
        _ index: Int
    )
        -> ReportChart
    {
        let outside = collector.series.whole(columns.outside)
        let decimals = ReportText.decimals(for: outside.high)
        func text(_ value: Double) -> String { number(value, decimals) }
        let first = collector.series.points(of: columns.outside).first?.value ?? .nan
        let sentence =
            (outside.low == outside.high
                ? "Outside, one \(pool.base.name) stood at \(text(first)) \(pool.quote.name)."
                : "Outside, one \(pool.base.name) went from \(text(first)) to "
                    + "\(text(outside.last)) \(pool.quote.name): at least "
                    + "\(text(outside.low)) in block \(Figures.grouped(outside.lowBlock)), at most "
                    + "\(text(outside.high)) in block \(Figures.grouped(outside.highBlock)).")
            + " \(pool.name) ended at \(text(collector.series.whole(columns.spot).last))."
        return lines(
            ReportChart(
                id: "price-\(index + 1)",
                kind: .lines,
                title: "Price outside and in \(pool.name)",
                sentence: sentence,
                axis: "\(pool.quote.name) for one \(pool.base.name)",
                unit: pool.quote.name,
                decimals: decimals,
                series: [
                    line(columns.spot, pool.name, mark: 1),
                    line(columns.outside, "outside", mark: 6),
                ]
            )
        )
    }

    private func gap(_ pool: PoolInfo, _ columns: ReportColumns.Pool, _ index: Int) -> ReportChart {
        let gap = collector.series.whole(columns.gap)
        func text(_ value: Double) -> String { number(value.magnitude, 2) }
        var parts: [String] = []
        if gap.high >= 0.005 {
            parts.append(
                "\(text(gap.high)) % above it in block \(Figures.grouped(gap.highBlock))"
            )
        }
        if gap.low <= -0.005 {
            parts.append("\(text(gap.low)) % below it in block \(Figures.grouped(gap.lowBlock))")
        }
        let sentence =
            parts.isEmpty
            ? "At the end of every block \(pool.name) was at the outside price."
            : "At the ends of blocks \(pool.name) was at most "
                + parts.joined(separator: " and ") + "."
        return lines(
            ReportChart(
                id: "gap-\(index + 1)",
                kind: .lines,
                title: "How far \(pool.name) is off the outside price",
                sentence: sentence,
                axis: "% of the outside price: the mean, in a band from least to greatest",
                unit: "%",
                decimals: 3,
                isLow: true,
                series: [band(columns.gap, pool.name, mark: 1)]
            )
        )
    }

    private func depth(
        _ pool: PoolInfo,
        _ columns: ReportColumns.Pool,
        _ index: Int
    )
        -> ReportChart
    {
        let measured = summary.measures.liquidity.pools[index]
        let unit = pool.quote.unit.asDouble
        let decimals = measured.depthStart / unit >= 1_000 ? 0 : 2
        func text(_ value: Double) -> String { number(value / unit, decimals) }
        var sentence =
            "\(text(measured.depthStart)) \(pool.quote.name) moved the price by 1 % at the start, "
            + "\(text(measured.depthEnd)) at the end, \(text(measured.depthMin)) at the least."
        var series = [line(columns.depth, pool.name, mark: 1)]
        if let threshold = measured.threshold {
            let least = threshold.raw.asDouble / unit
            sentence +=
                " Below \(number(least, decimals)) \(pool.quote.name) it is a drought: "
                + ReportText.counted(measured.droughtCount, "stretch", "stretches") + " of "
                + ReportText.counted(measured.droughtBlocks, "block", "blocks")
                + ", \(ReportText.duration(Double(measured.droughtSeconds)))."
            series.append(constant(least, "drought", mark: 2))
        }
        return lines(
            ReportChart(
                id: "depth-\(index + 1)",
                kind: .lines,
                title: "Depth of \(pool.name)",
                sentence: sentence,
                axis: "\(pool.quote.name) that move the price up by 1 %, without the fee",
                unit: pool.quote.name,
                decimals: decimals,
                isLow: true,
                startsAtZero: true,
                series: series
            )
        )
    }
}
