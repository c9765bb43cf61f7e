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
    /// What the invariants have counted.
    public private(set) var invariants: Invariants
    private let builder: BlockBuilder
    private var baseFee: Wei
    private var gasUsedLast = Gas.zero
    private var logsLast: [[Log]] = []
    /// The hash of the last block, where blocks are sealed.
    private var parentHash = Hash32.zero

    /// Between two full recounts.
    static let blocksBetweenRecounts: UInt64 = 1_000

    /// An engine before the first block.
    public init(_ world: World) {
        self.world = world
        invariants = Invariants(world)
        builder = BlockBuilder(policy: world.orderingPolicy)
        baseFee = world.scenario.chain.baseFee
        if sealsBlocks { parentHash = world.genesis.header.hash }
    }

    private var sealsBlocks: Bool { world.scenario.chain.stateRoots == .everyBlock }

    /// How many blocks the scenario has.
    public var blockCount: UInt64 { world.scenario.blocks }

    /// What there is to see before the first block.
    public mutating func observeStart() -> Observation {
        var prices: [Double] = []
        for index in world.prices.indices { prices.append(world.prices[index].price(atSecond: 0)) }
        return world.observe(prices: prices)
    }

    /// Runs the next block; nothing once the scenario is over.
    public mutating func step() -> BlockRecord? {
        guard number < blockCount else { return nil }
        number += 1
        let chain = world.scenario.chain
        let elapsed = number * chain.blockTime
        var prices: [Double] = []
        for index in world.prices.indices {
            prices.append(world.prices[index].price(atSecond: elapsed))
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
            logs: logsLast
        )
        var outbox = Outbox(
            mempool: world.mempool,
            machine: machine,
            policy: builder.policy
        )
        let slot = Slot(opens: (elapsed - chain.blockTime) * 1_000, closes: elapsed * 1_000)
        slot.act(&world.agents, at: world.seats, view, &outbox)
        var violations: [Violation] = []
        let fee = baseFee
        let built = builder.build(
            on: machine,
            from: outbox.mempool(),
            bundles: outbox.bundles
        ) { included in
            violations += invariants.check(included, on: machine, baseFee: fee)
        }
        if number % Self.blocksBetweenRecounts == 0 || number == blockCount {
            violations += invariants.checkInFull(on: machine)
        }
        let expired = settle(built, outbox)
        gasUsedLast = built.gasUsed
        logsLast = built.transactions.map(\.receipt.logs)
        baseFee = BaseFee.next(parent: fee, gasUsed: built.gasUsed, gasLimit: chain.gasLimit)
        var record = BlockRecord(
            number: number,
            timestamp: machine.block.timestamp,
            baseFee: fee,
            gasUsed: built.gasUsed,
            transactions: built.transactions,
            refused: built.refused,
            expired: expired,
            rejected: outbox.rejected,
            heldBack: outbox.heldBack,
            waiting: world.mempool.pending.count,
            observation: world.observe(prices: prices),
            violations: violations
        )
        if sealsBlocks {
            let root = machine.stateRoot
            let header = world.seal(record, parentHash: parentHash, stateRoot: root).header
            parentHash = header.hash
            record.header = header
        }
        return record
    }

    private mutating func settle(_ built: BuiltBlock, _ outbox: Outbox) -> [PendingTransaction] {
        var gone = Set(built.transactions.map(\.pending.arrival))
        for refusal in built.refused { gone.insert(refusal.pending.arrival) }
        world.mempool = outbox.mempool()
        return world.mempool.settle(removing: gone, block: number)
    }
}
