import Measures
import Primitives
import Simulation

/// Turns blocks into the lines of a run folder, and into measures, one after another.
///
/// Nothing is kept: memory does not grow with the number of blocks.
public struct Recorder {
    /// What the run amounts to so far.
    public private(set) var measures: RunMeasures
    /// What the report shows of it.
    private(set) var report: ReportCollector
    private let level: RecordLevel
    private let stride: UInt64
    private var events: EventLines
    private let series: SeriesRows
    private var hash = Keccak256()
    /// The last block while it has no row; a thinned series only.
    private var unwritten: BlockRecord?

    /// A recorder before the first block.
    public init(
        _ world: World,
        start: Simulation.Observation,
        level: RecordLevel = .full
    ) {
        measures = RunMeasures(world, start: start)
        report = ReportCollector(world, start: start)
        self.level = level
        stride = max(1, level.stride(of: world.scenario.blocks))
        events = EventLines(world)
        series = SeriesRows(world)
        hash.update(Array((series.header + "\n").utf8))
    }

    /// The first line of `series.csv`.
    public var seriesHeader: String { series.header }

    /// Takes a block in: its lines of `events.jsonl` and its row of `series.csv`, each ended, and
    /// what the lines are made of; nothing of what is not written.
    public mutating func record(
        _ record: BlockRecord
    ) -> (events: String, series: String, lines: [JSON]) {
        measures.add(record)
        report.add(record, measures)
        guard level == .full else {
            let hasRow = record.number % stride == 0
            unwritten = hasRow ? nil : record
            return ("", hasRow ? row(of: record) : "", [])
        }
        var text = ""
        let lines = events.lines(
            record,
            attacks: measures.sandwiches.last,
            sales: measures.vault?.tax?.last ?? [],
            losses: measures.vault?.waterfall.last ?? []
        )
        for line in lines { text += line.line + "\n" }
        let row = row(of: record)
        hash.update(Array(text.utf8))
        hash.update(Array(row.utf8))
        return (text, row, lines)
    }

    /// Judges what `always` says of measures by the run so far: after each block.
    public mutating func judgeAlways(_ engine: Engine) { measures.judgeAlways(engine) }

    /// The last block, which has a row always, if it has none yet.
    public var lastRecord: BlockRecord? { unwritten }

    /// The row of that block.
    public var lastRow: String { unwritten.map { row(of: $0) } ?? "" }

    /// The row of the block that the measures took in last.
    private func row(of record: BlockRecord) -> String {
        series.row(record, rebalanceCost: measures.vault?.risk.nextCost) + "\n"
    }

    /// Keccak-256 over the header, then each block's events and row: one hash for the whole record.
    ///
    /// Nothing for a summary, whose events no text was made of: that is what takes the time.
    public var recordHash: Hash32? {
        guard level == .full else { return nil }
        var copy = hash
        return copy.finalize()
    }
}
