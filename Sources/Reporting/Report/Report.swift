import Measures
import Mustache
import Primitives
import Scenarios
import Simulation
import WideMath

/// The page of a run, `report.html`: one file that opens offline.
///
/// The same run gives the same bytes. What it shows, and where the numbers come from, is in
/// docs/REPORT.md.
public struct Report {
    /// The end of the run.
    let summary: RunSummary
    /// What was gathered on the way.
    let collector: ReportCollector
    private let library: String?

    /// A report of a run.
    ///
    /// `library` is the text of Chart.js; without it the page has tables and no charts.
    public init(_ summary: RunSummary, _ recorder: Recorder, library: String?) {
        self.init(summary, recorder.report, library: library)
    }

    /// A report of what was gathered.
    init(_ summary: RunSummary, _ collector: ReportCollector, library: String?) {
        self.summary = summary
        self.collector = collector
        self.library = library
    }

    /// The whole page.
    public func html() throws -> String {
        var templates = MustacheLibrary()
        try templates.register(ReportPage.text, named: "page")
        try templates.register(ReportParts.chart, named: "chart")
        try templates.register(ReportParts.table, named: "table")
        try templates.register(ReportParts.attack, named: "attack")
        try templates.register(ReportParts.curve, named: "curve")
        try templates.register(ReportParts.block, named: "block")
        return templates.render(view, withTemplate: "page") ?? ""
    }

    /// One part of the page.
    struct Section {
        /// Its name in links.
        let anchor: String
        /// Its heading.
        let title: String
        /// What it is about.
        var lead: String?
        /// Its charts.
        var charts: [ReportChart] = []
        /// Its tables.
        var tables: [ReportTable] = []
        /// What the template `attack` names, for each.
        var attacks: [[String: Any]] = []
        /// What the template `block` names, for each.
        var blocks: [[String: Any]] = []
    }

    private var view: [String: Any] {
        let sections = [
            market, vault, losses, attacks, gas, guards, expectations, attackDetails,
            blocks,
        ].compactMap { $0 }
        let charts = sections.flatMap(\.charts)
        let isDrawn = library != nil
        let scenario = summary.scenario
        var view: [String: Any] = [
            "name": scenario.name, "seed": "\(scenario.seed)", "facts": facts,
            "notes": notes, "headlines": headlines.map(\.view), "style": ReportStyle.text,
            "script": ReportScript.text, "library": library ?? "", "charting": isDrawn,
            "data": Self.embedded(data(charts)),
            "sections": sections.map { section in
                var view: [String: Any] = [
                    "anchor": section.anchor, "title": section.title,
                    "charts": section.charts.map { $0.view(isDrawn: isDrawn) },
                    "tables": section.tables.map { ["table": $0.view] },
                    "attacks": section.attacks, "blocks": section.blocks,
                ]
                view["lead"] = section.lead
                return view
            },
            "footer": footer,
        ]
        if !scenario.about.isEmpty { view["about"] = scenario.about }
        return view
    }

    private var facts: [String] {
        let start = summary.scenario.chain.start
        return [
            "seed \(summary.scenario.seed)",
            ReportText.counted(summary.measures.blocks, "block", "blocks"),
            "\(ReportText.time(start)) to \(ReportText.time(start + summary.seconds))",
            ReportText.counted(
                summary.measures.transactions.included,
                "transaction",
                "transactions"
            ),
            "Ballast \(summary.version)",
        ]
    }

    private var notes: [String] {
        var notes: [String] = []
        if let unfinished = summary.unfinished {
            notes.append("This run was " + unfinished.text(after: summary.measures.blocks) + ".")
        }
        if library == nil {
            notes.append(
                "Without charts: Chart.js was not found when this report was written. "
                    + ChartLibrary.remedy + " All numbers are in the tables."
            )
        }
        let violations = summary.measures.violations.count
        if violations > 0 {
            notes.append(
                "\(violations) invariants did not hold: this run shows a fault of Ballast."
            )
        }
        return notes
    }

    private var footer: String {
        "Written by Ballast \(summary.version). Every number is defined in docs/MEASURES.md, every "
            + "chart in docs/REPORT.md; beside this file, summary.json has the end of the run and "
            + "series.csv its values through time."
    }

    /// What the page's script reads.
    private func data(_ charts: [ReportChart]) -> JSON {
        let start = summary.scenario.chain.start
        var ends = collector.series.ends
        if ends.first?.block != 0 { ends.insert(.init(block: 0, time: start), at: 0) }
        return .object([
            ("start", .int(start)), ("blocks", .array(ends.map { .int($0.block) })),
            ("seconds", .array(ends.map { .int($0.time - start) })),
            ("charts", .array(charts.map(\.json))),
        ])
    }

    /// JSON that cannot end the element that holds it: what HTML or a script could read otherwise
    /// is escaped.
    static func embedded(_ json: JSON) -> String {
        var text = ""
        for scalar in json.line.unicodeScalars {
            switch scalar {
            case "<": text += "\\u003c"
            case ">": text += "\\u003e"
            case "&": text += "\\u0026"
            case "\u{2028}": text += "\\u2028"
            case "\u{2029}": text += "\\u2029"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
