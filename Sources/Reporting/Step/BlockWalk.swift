import Chain
import Measures
import Primitives
import Scenarios
import Simulation

/// A run that stands before a block: everything before it has happened, the block itself only on a
/// fork.
///
/// Forwards it goes by building the block. Backwards it runs the scenario again from the start,
/// which gives the same blocks: no state is kept.
public struct BlockWalk {
    /// What one may walk to.
    public enum Landmark: String, Sendable {
        /// A block with a transaction that attacks.
        case attack
        /// A block with a rebalance of the vault, or a bid in its auction.
        case rebalance

        /// Whether a transaction makes its block one.
        func isMade(by purpose: Purpose) -> Bool {
            switch self {
            case .attack: purpose.isAttack
            case .rebalance: purpose == .rebalance || purpose == .bid
            }
        }
    }

    /// Why a walk does not get where it is to go.
    public enum Obstacle: Error, Equatable {
        /// The run has blocks 1 to this only.
        case noSuchBlock(last: UInt64)
        /// No later block has one.
        case noLandmark(Landmark)
        /// The world cannot be built from the start again.
        case noWorld(String)
        /// Somebody wants it to stop.
        case interrupted
    }

    private let scenario: Scenario
    private var engine: Engine
    private var measures: RunMeasures
    /// The block it stands before; nothing before the first `go`.
    public private(set) var sheet: BlockSheet?
    /// Asked after each block whether to stop, with the block's number.
    public var stops: (UInt64) -> Bool = { _ in false }

    /// A walk before the first block.
    public init(_ scenario: Scenario) throws(WorldError) {
        self.scenario = scenario
        let world = try WorldBuilder.build(scenario)
        engine = Engine(world)
        measures = RunMeasures(world, start: engine.observeStart())
    }

    /// How many blocks the run has, if no event changes how they come.
    public var blockCount: UInt64 { engine.blockCount }

    /// Goes to a block, back or on; where it cannot, it stays.
    public mutating func go(to block: UInt64) throws(Obstacle) {
        if case .blocks(let count) = scenario.run.duration, block > count {
            throw .noSuchBlock(last: count)
        }
        guard block > 0 else { throw .noSuchBlock(last: blockCount) }
        let start = sheet?.number
        if start == block { return }
        do throws(Obstacle) {
            try approach(block)
        } catch {
            if let start { try comeBack(to: start) }
            throw error
        }
    }

    /// Goes on to the next block that has something; where there is none, it stays.
    public mutating func go(toNext landmark: Landmark) throws(Obstacle) {
        let start = sheet?.number
        do throws(Obstacle) {
            try seek(landmark)
        } catch {
            if let start { try comeBack(to: start) }
            throw error
        }
    }

    private mutating func approach(_ block: UInt64) throws(Obstacle) {
        if block <= engine.number { try restart() }
        // A draft is the last block begun, and has to be built before the next.
        while engine.number + 1 < block || (engine.draft != nil && engine.number < block) {
            guard pass() else { throw .noSuchBlock(last: engine.number) }
            if stops(engine.number) { throw .interrupted }
        }
        guard look() else { throw .noSuchBlock(last: engine.number) }
    }

    private mutating func seek(_ landmark: Landmark) throws(Obstacle) {
        while true {
            if engine.draft != nil { _ = pass() }
            engine.open(notesTurns: true)
            guard let draft = engine.draft else { throw .noLandmark(landmark) }
            if draft.mayHold(landmark.isMade), let record = engine.rehearse(),
                record.transactions.contains(where: { landmark.isMade(by: $0.pending.purpose) }),
                look()
            {
                return
            }
            if stops(engine.number) { throw .interrupted }
        }
    }

    private mutating func comeBack(to block: UInt64) throws(Obstacle) {
        try restart()
        while engine.number + 1 < block, pass() {}
        _ = look()
    }

    /// What the block would be with some of what waits, or stands in bundles, in a given order, by
    /// numbers of arrival; nothing of it stays.
    public func fork(_ order: [UInt64]) -> BlockSheet? {
        guard let draft = engine.draft else { return nil }
        let all = draft.waiting + draft.bundles.flatMap(\.transactions)
        let chosen = order.compactMap { arrival in all.first { $0.arrival == arrival } }
        return SheetReader.read(engine, measures, order: chosen)?.sheet
    }

    /// Builds the block it stands before, or lets the next one come and builds that.
    private mutating func pass() -> Bool {
        guard let record = engine.step() else { return false }
        measures.add(record)
        return true
    }

    /// Lets the next block come, if it has not, and reads it.
    private mutating func look() -> Bool {
        engine.open(notesTurns: true)
        guard let read = SheetReader.read(engine, measures, order: nil) else { return false }
        sheet = read.sheet
        return true
    }

    private mutating func restart() throws(Obstacle) {
        do throws(WorldError) {
            var fresh = try BlockWalk(scenario)
            fresh.stops = stops
            fresh.sheet = sheet
            self = fresh
        } catch {
            throw .noWorld(error.description)
        }
    }
}
