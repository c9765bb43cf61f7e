import Foundation
import Measures
import Reporting
import Scenarios
import Simulation

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The names of all scenario files of the package, those in sub-folders too, in order:
/// `quickstart.yaml`, `mev-lab/sandwich.yaml`.
let scenarioNames: [String] = {
    let folder = packageFolder.appending(path: "scenarios").path
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted()
}()

/// Those in sub-folders: each shows one thing in a few blocks, in which little else happens.
let labNames = scenarioNames.filter { $0.contains("/") }

extension Scenario {
    /// A scenario file of the package.
    static func file(_ name: String) throws -> Scenario {
        try ScenarioFile.read(packageFolder.appending(path: "scenarios/\(name)").path)
    }

    /// The first flight: every role, a vault, 60 blocks.
    static func quickstart(blocks: UInt64 = 60) throws -> Scenario {
        try file("quickstart.yaml").cut(to: blocks)
    }

    /// The same scenario, over after some blocks.
    func cut(to blocks: UInt64) -> Scenario {
        var short = self
        short.run = RunSettings(duration: .blocks(min(blocks, self.blocks)))
        return short
    }

    /// The agent of a name, to be changed.
    subscript(agent name: String) -> AgentSettings {
        get throws { try agents.first { $0.name == name } ?? { throw MissingAgent(name: name) }() }
    }
}

/// A test names an agent that the scenario does not have.
struct MissingAgent: Error {
    let name: String
}

/// A run from the first block to the last, with everything that it writes.
struct Flight {
    let start: Observation
    let world: World
    let records: [BlockRecord]
    let measures: RunMeasures
    let summary: String
    /// The summary for a screen.
    let brief: String
    let events: String
    let series: String

    /// Flies a scenario; `meddle` may change the world before each block, which it is told.
    init(
        _ scenario: Scenario,
        meddle: (World, _ nextBlock: UInt64) throws -> Void = { _, _ in }
    ) throws {
        let world = try WorldBuilder.build(scenario)
        self.world = world
        try meddle(world, 0)
        var engine = Engine(world)
        start = engine.observeStart()
        var recorder = Recorder(world, start: start)
        var records: [BlockRecord] = []
        var events = ""
        var series = recorder.head.series
        try meddle(world, 1)
        while let record = engine.step() {
            let written = recorder.record(record)
            recorder.judgeAlways(engine)
            events += written.events
            series += written.series
            records.append(record)
            try meddle(world, record.number + 1)
        }
        self.records = records
        self.events = events
        self.series = series
        measures = recorder.measures
        let ended = RunSummary(
            engine,
            measures: recorder.measures,
            recordHash: recorder.recordHash,
            version: "test"
        )
        summary = ended.json.pretty
        brief = ended.brief(coloured: false)
    }

    /// All violations, in the order in which they were found.
    var violations: [Violation] { records.flatMap(\.violations) }
}
