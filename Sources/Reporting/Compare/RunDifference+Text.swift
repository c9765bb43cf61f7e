import Scenarios
import TextTable

extension RunDifference {
    /// Both runs' names, then a table of the measures that differ, or of all of them.
    public func text(all: Bool) -> String {
        let shown = rows.filter { all || !$0.isEqual }
        let counts = counts
        var lines = [
            "A  \(baseline.path): \(baseline.title)", "B  \(run.path): \(run.title)", "",
        ]
        if !shown.isEmpty { lines.append(table(shown)) }
        lines.append(
            "\(Figures.grouped(UInt64(counts.all - counts.equal))) of "
                + "\(Figures.grouped(UInt64(counts.all))) measures differ"
        )
        return lines.joined(separator: "\n")
    }

    /// The same for programs; amounts as summary.json has them.
    public func json(all: Bool) -> JSON {
        func side(_ run: StoredRun) -> JSON {
            .object([
                ("path", .string(run.path)), ("scenario", run.summary["scenario"] ?? .null),
                ("seed", run.summary["seed"] ?? .null), ("blocks", run.summary["blocks"] ?? .null),
                ("record_hash", run.summary["record_hash"] ?? .null),
            ])
        }
        let counts = counts
        return .object([
            ("format", .int(1)), ("a", side(baseline)), ("b", side(run)),
            ("measures", .int(UInt64(counts.all))), ("equal", .int(UInt64(counts.equal))),
            ("beyond", .array(beyond.map { .string($0) })),
            (
                "differences",
                .array(
                    rows.filter { all || !$0.isEqual }.map { row in
                        .object([
                            ("measure", .string(row.path)), ("a", row.values.baseline ?? .null),
                            ("b", row.values.run ?? .null), ("change", JSON(row.change)),
                            ("ratio", JSON(row.ratio)), ("tolerance", JSON(row.tolerance?.text)),
                            ("within", .bool(row.isWithin)),
                        ])
                    }
                )
            ),
        ])
    }

    private func table(_ rows: [Row]) -> String {
        let isJudged = rows.contains { $0.tolerance != nil }
        let table = TextTable<Row> { row in
            var columns = [
                Column("measure" <- row.path),
                Column("A" <- row.shown(row.values.baseline), align: .right),
                Column("B" <- row.shown(row.values.run), align: .right),
                Column("B - A" <- row.shownChange, align: .right),
                Column("of A" <- row.shownRatio, align: .right),
            ]
            if isJudged {
                let text = row.tolerance.map { $0.allowed } ?? ""
                columns.append(Column("allowed" <- text, align: .right))
                columns.append(Column("" <- (row.isWithin ? "" : "beyond")))
            }
            return columns
        }
        return table.string(for: rows, style: Style.psql) ?? ""
    }
}

extension RunDifference.Row {
    /// The change as a part of the baseline; nothing where that is zero.
    var ratio: Double? {
        guard let change, let old = values.baseline?.whole?.asDouble ?? values.baseline?.number,
            old != 0
        else { return nil }
        return change / old.magnitude
    }

    /// A value in the measure's unit; as the summary has it where no scenario tells the unit.
    func shown(_ value: JSON?) -> String {
        guard let value else { return "none" }
        guard let number = value.whole?.asDouble ?? value.number else { return "null" }
        guard let measure else { return value.plain }
        return ExpectationOutcome.unsigned(number, measure)
    }

    var shownChange: String {
        guard let change else { return "" }
        if isEqual { return "" }
        guard let measure else { return (change < 0 ? "" : "+") + "\(change)" }
        let text = ExpectationOutcome.text(change, measure)
        // What is too small for the decimals is told as it is.
        let isTooSmall = text.prefix { $0 != " " }.allSatisfy { "+-0.,".contains($0) }
        return isTooSmall ? "\(change) as counted" : text
    }

    var shownRatio: String {
        guard let ratio, !isEqual else { return "" }
        let text = Figures.grouped(ratio * 100, decimals: 2)
        return (ratio < 0 ? "" : "+") + text + " %"
    }
}

extension Tolerance {
    /// The amount alone.
    var allowed: String { path.isEmpty ? text : String(text.drop { $0 != "=" }.dropFirst()) }
}
