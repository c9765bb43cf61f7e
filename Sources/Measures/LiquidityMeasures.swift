import Chain
import Contracts
import Primitives
import Simulation
import WideMath

/// How deep the pools were through a run.
public struct LiquidityMeasures: Sendable {
    /// One pool.
    public struct Pool: Sendable {
        /// Its name.
        public let name: String
        /// Its depth at 1 % when the run began, in smallest units of its quote token.
        public let depthStart: Double
        /// The same at the end of the last block.
        public private(set) var depthEnd: Double
        /// The least of the same at the end of any block.
        public private(set) var depthMin: Double
        /// The same, averaged over the blocks.
        public var depthMean: Double { blocks == 0 ? depthStart : depthSum / blocks }
        /// The threshold below which it is a drought; nothing where the scenario names none.
        public let threshold: TokenAmount?
        /// The stretches of blocks whose depth was below the threshold, in order; at most
        /// `droughtsKept` of them.
        public private(set) var droughts: [Drought] = []
        /// How many such stretches there were.
        public private(set) var droughtCount: UInt64 = 0
        /// How many blocks they have.
        public private(set) var droughtBlocks: UInt64 = 0
        /// How long they were together, in seconds, each from its first block to the first one
        /// after it.
        public private(set) var droughtSeconds: UInt64 = 0
        private var depthSum = 0.0
        private var blocks = 0.0
        /// Whether it was too shallow at the end of the last block.
        private(set) var isDry = false
        private var last: UInt64

        init(_ name: String, depth: Double, threshold: TokenAmount?, at time: UInt64) {
            self.name = name
            depthStart = depth
            depthEnd = depth
            depthMin = depth
            self.threshold = threshold
            last = time
        }

        mutating func add(_ pool: Observation.Pool, block: UInt64, at time: UInt64) {
            if isDry { droughtSeconds += time - last }
            last = time
            let depth = pool.depth(0.01)
            depthEnd = depth
            depthMin = min(depthMin, depth)
            depthSum += depth
            blocks += 1
            guard let threshold else { return }
            let wasDry = isDry
            isDry = depth < threshold.raw.asDouble
            if isDry { droughtBlocks += 1 }
            if isDry, !wasDry {
                droughtCount += 1
                if droughts.count < LiquidityMeasures.droughtsKept {
                    droughts.append(Drought(first: block, from: time, depthMin: depth))
                }
            }
            // Of stretches that are counted but not kept, nothing more is noted.
            guard droughts.count == droughtCount, !droughts.isEmpty else { return }
            if isDry {
                droughts[droughts.count - 1].last = block
                let least = droughts[droughts.count - 1].depthMin
                droughts[droughts.count - 1].depthMin = min(least, depth)
            } else if wasDry {
                droughts[droughts.count - 1].until = time
            }
        }
    }

    /// A stretch of blocks in which a pool was too shallow.
    public struct Drought: Sendable {
        /// Its first block.
        public let first: UInt64
        /// Its last block.
        public internal(set) var last: UInt64
        /// The time of its first block.
        public let from: UInt64
        /// The time of the first block after it; nothing where it lasts to the end.
        public internal(set) var until: UInt64?
        /// The least depth in it, in smallest units.
        public internal(set) var depthMin: Double

        init(first: UInt64, from: UInt64, depthMin: Double) {
            self.first = first
            last = first
            self.from = from
            self.depthMin = depthMin
        }
    }

    /// How many droughts of a pool are written down one by one: memory does not grow with a run.
    public static let droughtsKept = 100

    /// The pools, in the scenario's order.
    public private(set) var pools: [Pool]
    /// What their swaps brought and cost, in the same order.
    public private(set) var trading: [PoolTrading]
    /// How many blocks at least one pool was too shallow in; nothing where no pool has a
    /// threshold.
    public private(set) var droughtBlocks: UInt64?

    init(_ world: World, start: Observation) {
        let scenario = world.scenario
        pools = zip(zip(world.pools, scenario.pools), start.pools).map { named, pool in
            Pool(
                named.0.name,
                depth: pool.depth(0.01),
                threshold: named.1.drought,
                at: scenario.chain.start
            )
        }
        trading = zip(world.pools, start.pools).map { PoolTrading($0, start: $1, start.prices) }
        droughtBlocks = scenario.pools.contains { $0.drought != nil } ? 0 : nil
    }

    mutating func add(_ record: BlockRecord) {
        var isDry = false
        for index in pools.indices {
            pools[index].add(
                record.observation.pools[index],
                block: record.number,
                at: record.timestamp
            )
            isDry = isDry || pools[index].isDry
        }
        if isDry { droughtBlocks = droughtBlocks.map { $0 + 1 } }
        addSwaps(record)
        for index in trading.indices { trading[index].end(record.observation, number: index) }
    }

    private mutating func addSwaps(_ record: BlockRecord) {
        // By numbers: a copy of a transaction or of a log costs more than what is read of it.
        for place in record.transactions.indices {
            let logs = record.transactions[place].receipt.logs
            for entry in logs.indices where logs[entry].topics.first == Pair.Swap.topic {
                for index in trading.indices where trading[index].isOf(logs[entry].address) {
                    trading[index].add(logs[entry], record.observation.prices)
                }
            }
        }
    }
}
