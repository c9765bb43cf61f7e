import Scenarios
import Simulation

/// Whether what should always hold did, at the end of every block.
public struct AlwaysMeasures: Sendable {
    /// One condition through a run.
    public struct Watched: Sendable {
        /// The condition.
        public let condition: Condition
        /// The reading furthest on the wrong side of the bound, or nearest to it; nothing before
        /// the first block, or where one has nothing to show.
        public internal(set) var worst: Double?
        /// How many blocks it did not hold at the end of.
        public internal(set) var failed: UInt64 = 0
        /// The first of them.
        public internal(set) var firstFailed: UInt64?
    }

    /// The conditions, in the order of the file.
    public private(set) var watched: [Watched]
    /// The place of each condition's gauge among the scenario's.
    private let gauges: [Int]

    init(_ scenario: Scenario) {
        let all = scenario.gauges
        watched = scenario.always.map { Watched(condition: $0) }
        gauges = scenario.always.map { all.firstIndex(of: $0.gauge) ?? 0 }
    }

    mutating func add(_ record: BlockRecord) {
        for index in watched.indices {
            let reading = record.observation.readings[gauges[index]]
            watched[index].add(reading, block: record.number)
        }
    }
}

extension AlwaysMeasures.Watched {
    fileprivate mutating func add(_ reading: Double?, block: UInt64) {
        if let reading, worst.map({ isWorse(reading, than: $0) }) ?? true { worst = reading }
        if condition.holds(reading) { return }
        failed += 1
        firstFailed = firstFailed ?? block
    }

    private func isWorse(_ reading: Double, than other: Double) -> Bool {
        switch condition.relation {
        case .less, .atMost: reading > other
        default: reading < other
        }
    }
}
