import Scenarios
import Simulation

/// Whether what should always hold did, at the end of every block.
public struct AlwaysMeasures: Sendable {
    /// What a line was compared with at the end of a block.
    public struct Reading: Sendable {
        /// The reading or measure, in its own unit; nothing where there was none.
        public let value: Double?
        /// How far it is above the bound, in the same unit; nothing where there was none.
        public let excess: Double?
        /// Whether it was as the line says; never where there was none.
        public let holds: Bool

        /// Makes a reading.
        public init(value: Double?, excess: Double?, holds: Bool) {
            self.value = value
            self.excess = excess
            self.holds = holds
        }
    }

    /// One line through a run.
    public struct Watched: Sendable {
        /// The line.
        public let line: AlwaysLine
        /// The reading furthest on the wrong side of the bound, or nearest to it; nothing before
        /// the first block, or where none had anything to show.
        public fileprivate(set) var worst: Reading?
        /// How many blocks it did not hold at the end of.
        public fileprivate(set) var failed: UInt64 = 0
        /// The first of them.
        public fileprivate(set) var firstFailed: UInt64?
    }

    /// The lines, in the order of the file.
    public private(set) var watched: [Watched]
    /// The place of each line's gauge among the scenario's; nothing for a measure.
    private let gauges: [Int?]

    init(_ scenario: Scenario) {
        let all = scenario.gauges
        watched = scenario.always.map { Watched(line: $0) }
        gauges = scenario.always.map { line in
            line.condition.flatMap { all.firstIndex(of: $0.gauge) }
        }
    }

    /// Whether some line is about a measure, which the caller judges block by block.
    public var hasMeasures: Bool { gauges.contains(nil) }

    mutating func add(_ record: BlockRecord) {
        for index in watched.indices {
            guard let gauge = gauges[index], let condition = watched[index].line.condition else {
                continue
            }
            let value = record.observation.readings[gauge]
            let reading = Reading(
                value: value,
                excess: value.map { $0 - condition.bound },
                holds: condition.holds(value)
            )
            watched[index].add(reading, block: record.number)
        }
    }

    /// Adds what the lines about measures were compared with at the end of a block; those that have
    /// nothing to compare yet, as no part of what was sold before anything is, are passed over.
    mutating func judge(block: UInt64, by reading: (Expectation) -> Reading) {
        for index in watched.indices {
            guard case .measure(let expectation) = watched[index].line else { continue }
            let reading = reading(expectation)
            if reading.excess != nil { watched[index].add(reading, block: block) }
        }
    }
}

extension AlwaysMeasures.Watched {
    fileprivate mutating func add(_ reading: AlwaysMeasures.Reading, block: UInt64) {
        if let excess = reading.excess, worst?.excess.map({ isWorse(excess, than: $0) }) ?? true {
            worst = reading
        }
        if reading.holds { return }
        failed += 1
        firstFailed = firstFailed ?? block
    }

    private func isWorse(_ excess: Double, than other: Double) -> Bool {
        switch line.relation {
        case .less, .atMost: excess > other
        case .more, .atLeast: excess < other
        case .equal: excess.magnitude > other.magnitude
        case .different: excess.magnitude < other.magnitude
        }
    }
}
