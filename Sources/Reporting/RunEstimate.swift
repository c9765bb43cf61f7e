import Simulation

/// How long a run is likely to take, from its first blocks, run on the spot.
public struct RunEstimate: Sendable {
    /// How many blocks were run for it.
    public let tried: UInt64
    /// How many blocks a second that was.
    public let blocksPerSecond: Double
    /// How long all blocks take at that pace, in seconds.
    public let seconds: Double

    /// Runs a world's blocks, with everything that a full record costs, for at most a budget and
    /// one block more; `blocks` is how many a run has that is estimated.
    public init(
        _ world: World,
        blocks: UInt64,
        budget: Duration = .milliseconds(400)
    ) {
        var engine = Engine(world)
        var recorder = Recorder(world, start: engine.observeStart())
        let start = ContinuousClock.now
        var elapsed = Duration.zero
        while elapsed < budget, let block = engine.step() {
            _ = recorder.record(block)
            recorder.judgeAlways(engine)
            elapsed = ContinuousClock.now - start
        }
        tried = engine.number
        blocksPerSecond = Double(tried) / max(elapsed / .seconds(1), 1e-6)
        seconds = Double(blocks) / max(blocksPerSecond, 1e-6)
    }

    /// The estimate in words.
    var text: String {
        let rate = Figures.grouped(blocksPerSecond, decimals: 0)
        let time = seconds < 1 ? "under 1 s" : "about \(ProgressLine.duration(seconds))"
        return "\(time) on this machine: an estimate, from the "
            + "\(tried == 1 ? "first block" : "first \(Figures.grouped(tried)) blocks") at "
            + "\(rate) a second"
    }

    /// The estimate's part of the explanation.
    var json: JSON {
        .object([
            ("seconds", .double(seconds)), ("blocks_per_second", .double(blocksPerSecond)),
            ("blocks_tried", .int(tried)),
        ])
    }
}
