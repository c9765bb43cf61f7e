/// A chart of a report: what it says in words, what it draws, and its numbers as a table.
struct ReportChart {
    /// What is drawn.
    enum Kind: String {
        /// Lines through time.
        case lines
        /// Bars, each over a stretch of time.
        case slots
        /// Bars, each for one thing.
        case stack
        /// Bars that each begin where the last ended.
        case steps
    }

    /// One bar of a waterfall.
    struct Step {
        /// What it is.
        let name: String
        /// Where it begins.
        let from: Double
        /// Where it ends.
        let to: Double
        /// Its colour.
        let mark: Int

        /// Its length, with a sign.
        var value: Double { to - from }
    }

    /// Its name in the page's links.
    let id: String
    /// What is drawn.
    let kind: Kind
    /// What it shows.
    let title: String
    /// What is to be seen.
    let sentence: String
    /// What its values are, in words.
    let axis: String
    /// The unit of a value.
    let unit: String
    /// How many decimals a value has.
    let decimals: Int
    /// Whether it is less high than others.
    var isLow = false
    /// Whether its axis begins at zero.
    var startsAtZero = false
    /// Its lines, or the colours of its bars.
    var series: [ReportSeries] = []
    /// The last blocks of stretches of time, with that before the first.
    var edges: [UInt64] = []
    /// What is written under bars.
    var labels: [String] = []
    /// What a bar stands for, in words.
    var titles: [String] = []
    /// The bars of a waterfall.
    var steps: [Step] = []
    /// Its numbers.
    var table = ReportTable(caption: "", columns: [])

    /// What the page's script draws.
    var json: JSON {
        var members: [(String, JSON)] = [
            ("id", .string(id)), ("kind", .string(kind.rawValue)), ("unit", .string(unit)),
            ("decimals", .int(UInt64(decimals))), ("zero", .bool(startsAtZero)),
            ("series", .array(series.map { $0.json(decimals: decimals) })),
        ]
        if !edges.isEmpty { members.append(("edges", .array(edges.map { .int($0) }))) }
        if kind == .stack {
            members.append(("labels", .array(labels.map { .string($0) })))
            members.append(("titles", .array(titles.map { .string($0) })))
        }
        if kind == .steps {
            let bars = steps.map { step in
                JSON.object([
                    ("name", .string(step.name)), ("from", .double(step.from)),
                    ("to", .double(step.to)), ("value", .double(step.value)),
                    ("mark", .int(UInt64(step.mark))),
                ])
            }
            members.append(("steps", .array(bars)))
        }
        return .object(members)
    }

    /// What the page's templates name.
    func view(isDrawn: Bool) -> [String: Any] {
        let bars = kind == .slots || kind == .stack
        let shape: [Kind: String] = [
            .lines: isLow ? "low" : "lines", .slots: "bars", .stack: "bars", .steps: "steps",
        ]
        return [
            "id": id, "title": title, "sentence": sentence, "axis": axis,
            "label":
                "\(bars || kind == .steps ? "Bar chart" : "Line chart"): \(title). \(sentence)",
            "shape": shape[kind] ?? "lines", "drawn": isDrawn,
            "legend": series.filter { !$0.isBare }.map { series in
                [
                    "name": series.name,
                    "mark": "s\(series.mark)" + (series.isDashed ? " dash" : "")
                        + (bars ? " box" : ""),
                ]
            },
            "table": table.view,
        ]
    }
}
