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

    /// What is to be written before the first block: the first line of `series.csv`.
    public var head: RecordedBlock { RecordedBlock(series: series.header + "\n") }

    /// Takes a block in, and gives back what a run folder writes of it.
    public mutating func record(_ record: consuming BlockRecord) -> RecordedBlock {
        measures.add(record)
        report.add(record, measures)
        guard level == .full else {
            if record.number % stride == 0 {
                unwritten = nil
                return state(of: record)
            }
            unwritten = consume record
            return RecordedBlock()
        }
        var written = state(of: record)
        written.lines = events.lines(
            record,
            attacks: measures.sandwiches.last,
            sales: measures.vault?.tax?.last ?? [],
            losses: measures.vault?.waterfall.last ?? []
        )
        for line in written.lines { written.events += line.line + "\n" }
        hash.update(Array(written.events.utf8))
        hash.update(Array(written.series.utf8))
        return written
    }

    /// Judges what `always` says of measures by the run so far: after each block.
    public mutating func judgeAlways(_ engine: Engine) { measures.judgeAlways(engine) }

    /// What is still to be written after the last block: its row, if it has none yet.
    public var last: RecordedBlock { unwritten.map { state(of: $0) } ?? RecordedBlock() }

    /// The row of the block that the measures took in last.
    private func state(of record: BlockRecord) -> RecordedBlock {
        let cost = measures.vault?.risk.nextCost
        return RecordedBlock(
            series: series.row(record, rebalanceCost: cost) + "\n",
            state: (record, cost)
        )
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
