import ArgumentParser
import Foundation
import Measures
import Persistence
import Reporting
import Scenarios
import Simulation
import Sweeps
import Synchronization

/// `ballast run FILE`: runs a scenario and leaves a run folder.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a scenario file and say what happened.",
        discussion: """
            Writes a run folder: report.html, summary.json, series.csv, events.jsonl, run.sqlite \
            and scenario.resolved.yaml. The same file and seed give the same bytes. Ctrl-C ends \
            the run after the block: the folder then holds the blocks so far, and summary.json \
            says "interrupted": true.

            EXAMPLES
              ballast run scenarios/quickstart.yaml
              ballast run scenarios/quickstart.yaml --seed 7 --out /tmp/seven --format json
              ballast run scenarios/quickstart.yaml --set vault.guards.slippage=50bp
              ballast run scenarios/quickstart.yaml --details
              ballast run scenarios/quickstart.yaml --guards
              ballast run scenarios/quickstart.yaml --set pools.main.liquidity='1_000_000 USDC'
              ballast run scenarios/black-thursday.yaml --record summary --out /tmp/short
            """
    )

    @OptionGroup var input: ScenarioArguments

    @Option(help: "A seed instead of the file's.")
    var seed: UInt64?

    @Option(help: "The run folder; runs/<name>-<seed> if left out.")
    var out: String?

    @Option(help: "How the summary is printed: text or json.")
    var format: OutputFormat = .text

    @Option(
        help: """
            How much is written: full, or summary, without events.jsonl and with some 2,000 \
            blocks in series.csv and run.sqlite; much faster.
            """
    )
    var record: RecordLevel = .full

    @Flag(help: "Replace the run in a folder that is not empty.")
    var force = false

    @Flag(
        inversion: .prefixedNo,
        help: "Run the scenario's variants beside it, where it has any."
    )
    var compare = true

    @Flag(
        help: ArgumentHelp(
            "Run it again without each guard that refused something: what did refusing save?"
        )
    )
    var guards = false

    @Flag(help: "A text summary of everything, instead of one that fits a screen.")
    var details = false

    @Flag(help: "No progress and no text summary.")
    var quiet = false

    func run() throws {
        let scenario = try input.load(seed: seed)
        let world = try makeWorld(scenario, file: input.file)
        // Before the folder is opened: a signal from here on ends the run after its next block.
        Interruption.watch()
        let folder: RunFolder
        do throws(RunFolderError) {
            folder = try RunFolder(
                path: out ?? defaultFolder(scenario),
                replaces: force,
                level: record
            )
        } catch {
            throw error.isUsers ? Stop.wrong(error.description) : Stop.failed(error.description)
        }
        let summary: RunSummary
        do {
            summary = try fly(world, into: folder)
        } catch {
            folder.discard()
            if let error = error as? RunFolderError { throw Stop.failed(error.description) }
            if let error = error as? RunDatabaseError { throw Stop.failed(error.description) }
            throw error
        }
        try report(summary, in: folder)
    }

    private func fly(_ world: World, into folder: RunFolder) throws -> RunSummary {
        var engine = Engine(world)
        var recorder = Recorder(world, start: engine.observeStart(), level: record)
        var progress = Progress(total: engine.blockCount, isShown: !quiet)
        try folder.append(recorder.head)
        let database = try RunDatabase(
            path: folder.databasePath,
            world: world,
            level: record.rawValue,
            version: Ballast.version
        )
        var isInterrupted = false
        while !isInterrupted {
            let isLast = Interruption.isRequested
            guard let block = engine.step(isLast: isLast) else { break }
            let number = block.number
            let written = recorder.record(consume block)
            recorder.judgeAlways(engine)
            try folder.append(written)
            try database.append(written)
            progress.update(number)
            isInterrupted = isLast
        }
        try folder.append(recorder.last)
        try database.append(recorder.last)
        try database.commit()
        progress.clear()
        var summary = RunSummary(
            engine,
            measures: recorder.measures,
            recordHash: recorder.recordHash,
            version: Ballast.version
        )
        var left = compare ? world.scenario.variants.map(\.name) : []
        if compare, !isInterrupted {
            summary.comparison = try variants(Comparison(world.scenario))
            left.removeAll { name in summary.comparison.contains { $0.variant == name } }
        }
        if guards, !isInterrupted, let vault = recorder.measures.vault {
            let refusing = Guard.allCases.filter { vault.refusals[$0] != nil }
            summary.guardTrials = try variants(Comparison(world.scenario, without: refusing))
            left += refusing.map(\.rawValue).filter { name in
                !summary.guardTrials.contains { $0.variant == name }
            }
        }
        if isInterrupted || !left.isEmpty {
            summary.unfinished = Unfinished(blocks: engine.blockCount, variants: left)
        }
        summary.judge()
        let json = summary.json
        try database.finish(json.leaves.map { ($0.path, $0.number, $0.text) })
        try folder.finish(
            summary: json.pretty + "\n",
            scenario: world.scenario.resolvedYAML,
            report: Report(summary, recorder, library: ChartLibrary.text()).html()
        )
        return summary
    }

    /// Runs variants on all cores; without those that an interruption left unfinished.
    private func variants(_ comparison: Comparison) throws -> [VariantMeasures] {
        let progress = Mutex(
            (line: Progress(total: comparison.blockCount, isShown: !quiet), done: UInt64(0))
        )
        defer { progress.withLock { $0.line.clear() } }
        do throws(WorldError) {
            return try comparison.run(judge: { $0.judgeAlways($1) }) { blocks in
                progress.withLock {
                    $0.done += blocks
                    $0.line.update($0.done)
                }
                return Interruption.isRequested
            }
        } catch {
            throw Stop.wrong("\(input.file): compare: \(error.description)")
        }
    }

    private func report(_ summary: RunSummary, in folder: RunFolder) throws {
        if format == .json {
            try Terminal.show(summary.json.pretty)
        } else if !quiet {
            let coloured = Terminal.showsColours
            try Terminal.show(
                details ? summary.details(coloured: coloured) : summary.brief(coloured: coloured)
            )
            try Terminal.show("\nThe run is in \(folder.path): open report.html there in a browser")
        }
        let all = [summary.measures] + summary.comparison.map(\.measures)
        if let violation = all.flatMap(\.violations).first {
            throw Stop.failed(
                "block \(violation.block): invariant \"\(violation.invariant)\" does not hold: "
                    + "\(violation.detail); the run is in \(folder.path)"
            )
        }
        if let unfinished = summary.unfinished {
            throw Stop.interrupted(
                "\(unfinished.text(after: summary.measures.blocks)); "
                    + "the run so far is in \(folder.path)"
            )
        }
        let unmet =
            summary.unmet.map(\.expectation).map { ($0.variant.map { "\($0): " } ?? "") + $0.text }
            + summary.unmetAlways.map { "always \($0.text)" }
        if let first = unmet.first {
            let count = summary.expectations.count + summary.always.count
            throw Stop.unmet(
                "\(unmet.count) of \(count) expectations not met: \(first)"
                    + (unmet.count > 1 ? " and others" : "") + "; the run is in \(folder.path)"
            )
        }
    }

    /// `runs/<name>-<seed>`, the name in small letters with dashes.
    private func defaultFolder(_ scenario: Scenario) -> String {
        let name = scenario.name.lowercased().split(separator: " ").joined(separator: "-")
        return "runs/\(name)-\(scenario.seed)"
    }
}

/// Makes a world or stops with a one-line error.
func makeWorld(_ scenario: Scenario, file: String) throws -> World {
    do throws(WorldError) {
        return try WorldBuilder.build(scenario)
    } catch {
        throw Stop.wrong("\(file): \(error.description)")
    }
}

extension RecordLevel: ExpressibleByArgument {}
