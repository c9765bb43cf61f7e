import Agents
import BlockBuilding
import Chain
import Execution
import Primitives
import WideMath

/// Runs a world block by block.
///
/// Synchronous, and without files or clocks: the caller takes one record after another and decides
/// what becomes of it.
public struct Engine {
    /// The world, as it is after the last block.
    public private(set) var world: World
    /// The number of the last block; 0 before the first.
    public private(set) var number: UInt64 = 0
    /// How many blocks the scenario has, if no event changes how they come.
    public let blockCount: UInt64
    /// What the invariants have counted.
    public private(set) var invariants: Invariants
    private var clock: BlockClock
    /// When the next block comes; nothing once the scenario is over.
    private var next: BlockClock?
    private var timeline: Timeline
    private var weather: Weather
    private var readings: Readings
    /// Which of the scenario's conditions held at the end of the last block.
    private var conditions: [Bool] = []
    /// What builds the blocks.
    public let builder: BlockBuilder
    /// The block that is about to be built; nothing between two blocks.
    public private(set) var draft: BlockDraft?
    private var baseFee: Wei
    private var gasUsedLast = Gas.zero
    private var logsLast: [[Log]] = []
    /// Which events begin and end in the slot that is open.
    private var eventsChanged: (begun: [Int], ended: [Int]) = ([], [])
    /// The hash of the last block, where blocks are sealed.
    private var parentHash = Hash32.zero

    /// Between two full recounts.
    static let blocksBetweenRecounts: UInt64 = 1_000

    /// An engine before the first block.
    public init(_ world: World) {
        self.world = world
        invariants = Invariants(world)
        clock = BlockClock(world.scenario)
        timeline = Timeline(world.scenario)
        weather = Weather(world.scenario)
        readings = Readings(world)
        blockCount = world.scenario.blocks
        builder = BlockBuilder(policy: world.orderingPolicy)
        baseFee = world.scenario.chain.baseFee
        if sealsBlocks { parentHash = world.genesis.header.hash }
        _ = observeStart()
        openSlot()
    }

    /// Another engine at the same block, with a state of its own: each goes on without the other.
    ///
    /// Between two blocks only: a draft stays with its engine.
    public func copy() -> Engine {
        precondition(draft == nil, "an engine is copied between two blocks")
        var other = self
        other.world.machine = world.machine.copy()
        return other
    }

    private var sealsBlocks: Bool { world.scenario.chain.stateRoots == .everyBlock }

    /// Whole seconds from the start to the last block; 0 before the first.
    public var elapsed: UInt64 { clock.seconds }

    /// What there is to see before the first block.
    public mutating func observeStart() -> Observation {
        var prices: [Double] = []
        for index in world.prices.indices {
            prices.append(world.prices[index].price(atMillisecond: 0))
        }
        var observation = world.observe(prices: prices)
        if number == 0 { look(&observation) }
        return observation
    }

    /// Reads the gauges at the end of a block.
    private mutating func look(_ observation: inout Observation) {
        observation.readings = readings.read(
            observation,
            baseFee: baseFee,
            waiting: world.mempool.pending.count,
            at: clock.milliseconds
        )
        conditions = readings.holds(observation.readings)
    }

    /// Decides what is on in the next slot, and when it closes.
    private mutating func openSlot() {
        let before = weather
        if !timeline.isEmpty {
            let now = clock.milliseconds
            eventsChanged = timeline.open(at: now, block: number + 1, conditions)
            // What deviates steadily changes without beginning or ending.
            weather = Weather(world.scenario, timeline.active(at: now))
        }
        var upcoming = clock
        upcoming.advance(missing: weather.missedSlots, stretching: weather.blockTime)
        let isOver =
            switch world.scenario.run.duration {
            case .blocks(let count): number >= count
            case .seconds(let seconds): upcoming.milliseconds > seconds * 1_000
            }
        next = isOver ? nil : upcoming
        // What would be on in a slot that never comes changes nothing.
        if !timeline.isEmpty, !isOver { world.weather(weather, after: before) }
    }

    /// Runs the next block; nothing once the scenario is over.
    ///
    /// - Parameter isLast: Whether no other will be asked for, as where a run is interrupted: all
    ///   is counted anew then, as at the end of a scenario.
    /// - Returns: What became of the block.
    public mutating func step(isLast: Bool = false) -> BlockRecord? {
        // Not by way of `draft`: storing one and taking it out again copies all that waits.
        guard let draft = draft.take() ?? begin() else { return nil }
        return complete(draft, isLast: isLast)
    }

    /// Lets the agents act for the next block, which is then a draft, until `seal` builds it.
    ///
    /// Does nothing once the scenario is over, or while there is a draft.
    ///
    /// - Parameter notesTurns: Whether the draft shall know who looked at what.
    public mutating func open(notesTurns: Bool = false) {
        if draft == nil { draft = begin(notesTurns: notesTurns) }
    }

    /// Builds the draft; nothing where there is none.
    public mutating func seal(isLast: Bool = false) -> BlockRecord? {
        draft.take().map { complete($0, isLast: isLast) }
    }

    private mutating func begin(notesTurns: Bool = false) -> BlockDraft? {
        guard let next else { return nil }
        number += 1
        let chain = world.scenario.chain
        let opens = clock.milliseconds
        clock = next
        let changed = eventsChanged
        eventsChanged = ([], [])
        var prices: [Double] = []
        for index in world.prices.indices {
            prices.append(world.prices[index].price(atMillisecond: clock.milliseconds))
        }
        let machine = world.machine
        machine.block = world.context(
            number: number,
            timestamp: chain.start + elapsed,
            baseFee: baseFee
        )

        let view = BlockView(
            machine: machine,
            prices: prices,
            etherAsset: world.etherAsset,
            elapsed: elapsed,
            gasUsedLast: gasUsedLast,
            logs: logsLast,
            conditions: conditions
        )
        let lost = world.mempool.arrive(block: number, at: opens)
        var outbox = Outbox(
            mempool: world.mempool,
            machine: machine,
            policy: builder.policy
        )
        let slot = Slot(opens: opens, closes: clock.milliseconds)
        var turns: [AgentTurn]? = notesTurns ? [] : nil
        slot.act(&world.agents, of: world.kinds, at: world.seats, view, &outbox, noting: &turns)
        return BlockDraft(
            number: number,
            opens: opens,
            closes: clock.milliseconds,
            baseFee: baseFee,
            turns: turns ?? [],
            prices: prices,
            outbox: outbox,
            rejected: lost.map(\.label) + outbox.rejected,
            changed: changed
        )
    }

    private mutating func complete(_ draft: BlockDraft, isLast: Bool) -> BlockRecord {
        let machine = world.machine
        let fee = draft.baseFee
        let gasLimit = world.scenario.chain.gasLimit
        var (built, counterfactuals, violations) = build(draft.outbox, baseFee: fee)
        violations += invariants.checkBatches(on: machine)
        let expired = settle(built, draft.outbox)
        gasUsedLast = built.gasUsed
        logsLast = built.transactions.map(\.receipt.logs)
        baseFee = BaseFee.next(parent: fee, gasUsed: built.gasUsed, gasLimit: gasLimit)
        var observation = world.observe(prices: draft.prices)
        look(&observation)
        let root = sealsBlocks ? machine.stateRoot : nil
        // What an event does to the chain in the next slot is not in this block's root.
        if isLast { self.next = nil } else { openSlot() }
        if number % Self.blocksBetweenRecounts == 0 || self.next == nil {
            violations += invariants.checkInFull(on: machine)
        }
        let record = BlockRecord(
            number: number,
            timestamp: machine.block.timestamp,
            baseFee: fee,
            gasUsed: built.gasUsed,
            transactions: built.transactions,
            counterfactuals: counterfactuals,
            refused: built.refused,
            expired: expired,
            rejected: draft.rejected,
            heldBack: draft.outbox.heldBack,
            waiting: world.mempool.pending.count,
            observation: observation,
            begun: draft.changed.begun,
            ended: draft.changed.ended,
            violations: violations
        )
        guard let root else { return record }
        var sealed = record
        let header = world.seal(record, parentHash: parentHash, stateRoot: root).header
        parentHash = header.hash
        sealed.header = header
        return sealed
    }

    /// Builds the block; where somebody attacks in it, tries it on a fork first and re-executes it
    /// there without him.
    private mutating func build(
        _ outbox: Outbox,
        baseFee: Wei
    ) -> (BuiltBlock, [Counterfactual], [Violation]) {
        let machine = world.machine
        let (mempool, bundles) = (outbox.mempool(), outbox.bundles)
        var violations: [Violation] = []
        let isSuspect =
            mempool.pending.contains { $0.purpose.isAttack }
            || bundles.contains { $0.transactions.contains { $0.purpose.isAttack } }
        guard isSuspect else {
            let built = builder.build(on: machine, from: mempool, bundles: bundles) {
                violations += invariants.check($0, on: machine, baseFee: baseFee)
            }
            return (built, [], violations)
        }
        let planned = machine.onFork {
            builder.build(on: machine, from: mempool, bundles: bundles) { _ in }
        }
        let counterfactuals = Counterfactual.all(of: planned, by: builder, on: machine)
        let ordered = planned.transactions.map(\.pending)
        // Who clears all together takes account of those that it leaves out, too.
        func carryOut(_ inspect: (IncludedTransaction) -> Void) -> BuiltBlock {
            builder.policy.clearsTogether
                ? builder.build(on: machine, from: mempool, bundles: bundles, inspect: inspect)
                : BlockBuilder.replay(ordered, on: machine, inspect: inspect)
        }
        let done = carryOut {
            violations += invariants.check($0, on: machine, baseFee: baseFee)
        }
        if done.transactions != planned.transactions {
            violations.append(
                Violation(
                    invariant: "replay",
                    detail: "the block came out otherwise than on a fork",
                    block: number,
                    transaction: nil
                )
            )
        }
        let built = BuiltBlock(
            transactions: done.transactions,
            refused: planned.refused,
            gasUsed: done.gasUsed
        )
        return (built, counterfactuals, violations)
    }

    private mutating func settle(_ built: BuiltBlock, _ outbox: Outbox) -> [PendingTransaction] {
        let gone =
            built.transactions.map(\.pending.arrival) + built.refused.map(\.pending.arrival)
        world.mempool = outbox.mempool()
        return world.mempool.settle(removing: gone, block: number)
    }
}
