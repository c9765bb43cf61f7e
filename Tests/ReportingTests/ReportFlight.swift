import Foundation
import Measures
import Scenarios
import Testing

@testable import Reporting
@testable import Simulation

/// A run for tests of its report, with what the measures knew after each block.
struct ReportFlight {
    let engine: Engine
    let recorder: Recorder
    let blocks: [(record: BlockRecord, measures: RunMeasures)]

    var measures: RunMeasures { recorder.measures }
    var collector: ReportCollector { recorder.report }
    var summary: RunSummary {
        RunSummary(engine, measures: recorder.measures, recordHash: nil, version: "1.2.3")
    }

    /// Flies a scenario.
    init(_ scenario: Scenario) throws {
        var engine = Engine(try WorldBuilder.build(scenario))
        var recorder = Recorder(engine.world, start: engine.observeStart(), level: .summary)
        var blocks: [(BlockRecord, RunMeasures)] = []
        while let record = engine.step() {
            _ = recorder.record(record)
            blocks.append((record, recorder.measures))
        }
        (self.engine, self.recorder, self.blocks) = (engine, recorder, blocks)
    }

    /// Flies a scenario file of the package.
    init(_ name: String = "quickstart.yaml", _ overrides: [String] = []) throws {
        let path = packageFolder.appending(path: "scenarios/\(name)").path
        try self.init(ScenarioFile.read(path, overrides: overrides))
    }

    func page(library: String? = "var Chart;") throws -> String {
        try Report(summary, recorder, library: library).html()
    }

    /// The charts that the page's script draws, by their names.
    func charts() throws -> [String: [String: Any]] { try Self.charts(try page()) }

    /// The block of data that the script reads.
    static func data(_ page: String) throws -> [String: Any] {
        let pattern = /<script type="application\/json" id="data">(.*?)<\/script>/
        let match = try #require(page.firstMatch(of: pattern))
        let root = try JSONSerialization.jsonObject(with: Data(match.output.1.utf8))
        return try #require(root as? [String: Any])
    }

    static func charts(_ page: String) throws -> [String: [String: Any]] {
        let charts = try #require(try data(page)["charts"] as? [[String: Any]])
        return Dictionary(uniqueKeysWithValues: charts.map { ($0["id"] as? String ?? "", $0) })
    }

    /// The values of each line of a chart, or one end of each band.
    static func lines(_ chart: [String: Any]?, _ key: String = "y") -> [String: [Double]] {
        let series = chart?["series"] as? [[String: Any]] ?? []
        return Dictionary(
            series.map { ($0["name"] as? String ?? "", $0[key] as? [Double] ?? []) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
