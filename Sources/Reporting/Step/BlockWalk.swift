import Chain
import Measures
import Primitives
import Scenarios
import Simulation

/// A run that stands before a block: everything before it has happened, the block itself only on a
/// fork.
///
/// Forwards it goes by building the block; backwards from the last place that it kept.
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
        /// Somebody wants it to stop.
        case interrupted
    }

    private let scenario: Scenario
    private var engine: Engine
    private var measures: RunMeasures
    private var places: KeptPlaces
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
        places = KeptPlaces(start: KeptPlaces.Place(engine.copy(), measures))
    }

    /// How many blocks the run has, if no event changes how they come.
    public var blockCount: UInt64 { engine.blockCount }

    /// Goes to a block, back or on; where it cannot, it stays.
    public mutating func go(to block: UInt64) throws(Obstacle) {
        if case .blocks(let count) = scenario.run.duration, block > count {
            throw .noSuchBlock(last: count)
        }
        guard block > 0 else { throw .noSuchBlock(last: blockCount) }
        if sheet?.number == block { return }
        let way = places.last(before: block)
        try orComeBack { (walk) throws(Obstacle) in
            if block <= walk.engine.number || way.number > walk.engine.number { walk.take(way) }
            while walk.engine.number + 1 < block || walk.engine.draft != nil { try walk.pass() }
            try walk.look()
        }
    }

    /// Goes on to the next block that has something; where there is none, it stays.
    public mutating func go(toNext landmark: Landmark) throws(Obstacle) {
        try orComeBack { (walk) throws(Obstacle) in
            while true {
                if walk.engine.draft != nil { try walk.pass() }
                walk.engine.open(notesTurns: true)
                guard let draft = walk.engine.draft else { throw .noLandmark(landmark) }
                guard draft.mayHold(landmark.isMade), let record = walk.engine.rehearse(),
                    record.transactions.contains(where: { landmark.isMade(by: $0.pending.purpose) })
                else { continue }
                return try walk.look()
            }
        }
    }

    /// What the block would be with some of what waits, or stands in bundles, in a given order, by
    /// numbers of arrival; nothing of it stays.
    public func fork(_ order: [UInt64]) -> BlockSheet? {
        guard let draft = engine.draft else { return nil }
        let all = draft.waiting + draft.bundles.flatMap(\.transactions)
        let chosen = order.compactMap { arrival in all.first { $0.arrival == arrival } }
        return SheetReader.read(engine, measures, order: chosen)
    }

    /// Goes somewhere; where that fails, it is back before the block it stood before.
    private mutating func orComeBack(
        _ go: (inout BlockWalk) throws(Obstacle) -> Void
    ) throws(Obstacle) {
        let home = sheet.map { (block: $0.number, way: places.last(before: $0.number)) }
        do throws(Obstacle) {
            try go(&self)
        } catch {
            if let home {
                take(home.way)
                while engine.number + 1 < home.block, build() {}
                engine.open(notesTurns: true)
            }
            throw error
        }
    }

    private mutating func take(_ place: KeptPlaces.Place) {
        engine = place.engine.copy()
        measures = place.measures
    }

    /// Builds the block it stands before, or lets the next one come and builds that.
    private mutating func build() -> Bool {
        guard let record = engine.step() else { return false }
        measures.add(record)
        if places.wants(engine.number) { places.keep(KeptPlaces.Place(engine.copy(), measures)) }
        return true
    }

    private mutating func pass() throws(Obstacle) {
        guard build() else { throw .noSuchBlock(last: engine.number) }
        if stops(engine.number) { throw .interrupted }
    }

    /// Lets the next block come, if it has not, and reads it.
    private mutating func look() throws(Obstacle) {
        engine.open(notesTurns: true)
        guard let sheet = SheetReader.read(engine, measures, order: nil) else {
            throw .noSuchBlock(last: engine.number)
        }
        self.sheet = sheet
    }
}
