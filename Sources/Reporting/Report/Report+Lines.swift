extension Report {
    /// The most rows of a chart's table, and bars of one through time.
    private static let rowsMost = 24
    private static let slotsMost = 120
    /// How many colours can be told apart.
    static let colours = 8

    /// The buckets in stretches of equal length, at most so many.
    private func stretches(_ most: Int) -> [Range<Int>] {
        let count = collector.series.ends.count
        let length = max(1, (count + most - 1) / most)
        return stride(from: 0, to: count, by: length).map { $0..<min(count, $0 + length) }
    }

    /// The same for bars: without the start by itself, in which nothing happens.
    private var slots: [Range<Int>] {
        stretches(Self.slotsMost).filter { collector.series.ends[$0.upperBound - 1].block > 0 }
    }

    /// A line of what was least, greatest and last in each bucket.
    func line(
        _ column: Int,
        _ name: String,
        mark: Int,
        isDashed: Bool = false,
        isStepped: Bool = false
    ) -> ReportSeries {
        let series = collector.series
        let points = series.points(of: column)
        return ReportSeries(
            name: name,
            mark: mark,
            isDashed: isDashed,
            isStepped: isStepped,
            blocks: points.map(\.block),
            values: points.map(\.value),
            samples: [
                (name, stretches(Self.rowsMost).map { series.cell(column, over: $0).last })
            ]
        )
    }

    /// A line of each bucket's mean, in the band between what was least and greatest: for what goes
    /// up and down from block to block.
    func band(_ column: Int, _ name: String, mark: Int) -> ReportSeries {
        let series = collector.series
        let buckets = series.ends.indices.filter { series[$0, column].count > 0 }
        let cells = stretches(Self.rowsMost).map { series.cell(column, over: $0) }
        return ReportSeries(
            name: name,
            mark: mark,
            blocks: buckets.map { series[$0, column].lastBlock },
            values: buckets.map { series[$0, column].mean },
            lows: buckets.map { series[$0, column].low },
            highs: buckets.map { series[$0, column].high },
            samples: [
                ("\(name), least", cells.map(\.low)), ("mean", cells.map(\.mean)),
                ("greatest", cells.map(\.high)),
            ]
        )
    }

    /// A line that stays where it is.
    func constant(_ value: Double, _ name: String, mark: Int) -> ReportSeries {
        let last = collector.series.ends.last?.block ?? 0
        return ReportSeries(
            name: name,
            mark: mark,
            isDashed: true,
            blocks: [0, last],
            values: [value, value]
        )
    }

    /// A chart of lines through time with its table.
    func lines(_ chart: ReportChart) -> ReportChart {
        var chart = chart
        let ends = stretches(Self.rowsMost).map { collector.series.ends[$0.upperBound - 1] }
        let samples = chart.series.flatMap(\.samples)
        let unit = chart.unit.isEmpty ? "" : ", \(chart.unit)"
        var table = ReportTable(
            caption: "\(chart.title): \(chart.axis)",
            columns: [ReportTable.Column(name: "until", isText: true), .init(name: "block")]
                + samples.map { .init(name: $0.name + unit) }
        )
        for (row, end) in ends.enumerated() {
            table.add(
                [ReportText.time(end.time), Figures.grouped(end.block)]
                    + samples.map { number($0.values[row], chart.decimals) }
            )
        }
        chart.table = table
        return chart
    }

    /// A chart of bars through time with its table: sums over stretches of equal length.
    func slots(
        _ chart: ReportChart,
        _ columns: [(name: String, mark: Int, column: Int)]
    ) -> ReportChart {
        var chart = chart
        let slots = slots
        let series = collector.series
        let ends = series.ends
        chart.edges = [0] + slots.map { ends[$0.upperBound - 1].block }
        chart.series = columns.map { name, mark, column in
            ReportSeries(
                name: name,
                mark: mark,
                values: slots.map { series.cell(column, over: $0).sum }
            )
        }
        var table = ReportTable(
            caption: "\(chart.title): \(chart.axis)",
            columns: [ReportTable.Column(name: "until", isText: true), .init(name: "block")]
                + columns.map { .init(name: "\($0.name), \(chart.unit)") }
        )
        for rows in stretches(Self.rowsMost) {
            let end = ends[rows.upperBound - 1]
            table.add(
                [ReportText.time(end.time), Figures.grouped(end.block)]
                    + columns.map {
                        number(series.cell($0.column, over: rows).sum, chart.decimals)
                    }
            )
        }
        chart.table = table
        return chart
    }

    /// How long one bar through time is, in words.
    var slotLength: String {
        guard let first = slots.first?.upperBound, let whole = slots.dropFirst().first else {
            return "block"
        }
        let blocks = UInt64(whole.count) * collector.series.width
        if blocks == 1 { return "block" }
        let ends = collector.series.ends
        let seconds = ends[whole.upperBound - 1].time - ends[first - 1].time
        return "\(Figures.grouped(blocks)) blocks (\(ReportText.duration(Double(seconds))))"
    }

    /// A number, or a dash where there is none.
    func number(_ value: Double, _ decimals: Int) -> String {
        value.isFinite ? Figures.grouped(value, decimals: decimals) : "–"
    }
}
