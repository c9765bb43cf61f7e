import Dispatch
import Measures
import Scenarios
import Simulation
import Synchronization

/// The variants of a scenario, each run with its assumptions at every level.
///
/// ```swift
/// let comparison = Comparison(scenario)
/// let rows = try comparison.run { _ in false }
/// ```
///
/// Runs share nothing and are made on all cores; the rows come in the order of the file whatever
/// ends first.
public struct Comparison: Sendable {
    /// One run that is to be made.
    private struct Flight: Sendable {
        let variant: String
        let level: AssumptionLevel?
        let scenario: Scenario
    }

    private let flights: [Flight]

    /// The runs of a scenario with variants; none without.
    public init(_ scenario: Scenario) {
        flights = scenario.variants.flatMap { variant in
            guard variant.scenario.hasAssumptions else {
                return [Flight(variant: variant.name, level: nil, scenario: variant.scenario)]
            }
            return AssumptionLevel.allCases.map { level in
                Flight(
                    variant: variant.name,
                    level: level,
                    scenario: variant.scenario.assuming(level)
                )
            }
        }
    }

    /// The runs of a scenario without each of some guards, by the guard's name.
    public init(_ scenario: Scenario, without guards: [Guard]) {
        flights = guards.map { limit in
            var other = scenario
            other.vault?.guards = scenario.vault?.guards.without(limit) ?? GuardSettings()
            return Flight(variant: limit.rawValue, level: nil, scenario: other)
        }
    }

    /// How many runs there are.
    public var count: Int { flights.count }

    /// The blocks of all runs together.
    public var blockCount: UInt64 { flights.reduce(0) { $0 + $1.scenario.blocks } }

    /// Makes all runs; if it was asked to stop, gives the variants all of whose runs ended before.
    ///
    /// `advance` is told of blocks as they are done, from several threads, and says whether to
    /// stop. `judge` is given a run's measures after each of its blocks.
    public func run(
        judge: @escaping @Sendable (inout RunMeasures, Engine) -> Void = { _, _ in },
        advance: @escaping @Sendable (_ blocks: UInt64) -> Bool
    ) throws(WorldError) -> [VariantMeasures] {
        let results = Results(count: flights.count)
        DispatchQueue.concurrentPerform(iterations: flights.count) { index in
            let flight = flights[index]
            let result = Result { () throws(WorldError) in
                try Self.measures(of: flight.scenario, judge, advance)
            }
            results.put(result, at: index)
        }
        var rows: [VariantMeasures] = []
        var unfinished: Set<String> = []
        for (flight, result) in zip(flights, results.all) {
            guard let measures = try result.get() else {
                unfinished.insert(flight.variant)
                continue
            }
            rows.append(
                VariantMeasures(variant: flight.variant, level: flight.level, measures: measures)
            )
        }
        return rows.filter { !unfinished.contains($0.variant) }
    }

    /// Between two words about progress.
    private static let blocksAtOnce: UInt64 = 64

    private static func measures(
        of scenario: Scenario,
        _ judge: (inout RunMeasures, Engine) -> Void,
        _ advance: (UInt64) -> Bool
    ) throws(WorldError) -> RunMeasures? {
        if advance(0) { return nil }
        let world = try WorldBuilder.build(scenario)
        var engine = Engine(world)
        var measures = RunMeasures(world, start: engine.observeStart())
        while let block = engine.step() {
            measures.add(block)
            judge(&measures, engine)
            if block.number % blocksAtOnce == 0, advance(blocksAtOnce) { return nil }
        }
        return advance(engine.number % blocksAtOnce) ? nil : measures
    }
}

/// What runs on several threads gave, each in its own place.
private final class Results: Sendable {
    typealias Outcome = Result<RunMeasures?, WorldError>
    private let places: Mutex<[Outcome]>

    init(count: Int) { places = Mutex(Array(repeating: .success(nil), count: count)) }

    func put(_ result: Outcome, at index: Int) { places.withLock { $0[index] = result } }

    var all: [Outcome] { places.withLock { $0 } }
}
