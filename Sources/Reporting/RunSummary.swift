import Measures
import Primitives
import Scenarios
import Simulation
import WideMath

/// The end of a run, ready to be written as `summary.json` or as text.
public struct RunSummary {
    /// The scenario.
    public let scenario: Scenario
    /// What the run amounts to.
    public let measures: RunMeasures
    /// One hash for the whole record.
    public let recordHash: Hash32
    /// The root of the state at the end.
    public let stateRoot: Hash32
    /// How many invariants were checked.
    public let checked: UInt64
    /// Whole seconds from the start to the last block.
    public let seconds: UInt64
    /// The program's version.
    public let version: String
    /// The world at the end.
    public let world: World
    /// The scenario's variants beside it; empty where there are none, or where nobody asked.
    public var comparison: [VariantMeasures] = []
    /// Whether the runs ended as the scenario expects; see `judge`.
    public var expectations: [ExpectationOutcome] = []

    /// A summary of a run that has ended.
    public init(
        _ engine: Engine,
        measures: RunMeasures,
        recordHash: Hash32,
        version: String
    ) {
        world = engine.world
        stateRoot = engine.world.machine.stateRoot
        scenario = engine.world.scenario
        self.measures = measures
        self.recordHash = recordHash
        checked = engine.invariants.checked
        seconds = engine.elapsed
        self.version = version
    }

    /// `summary.json` as docs/MEASURES.md defines it.
    public var json: JSON {
        .object(
            members + [
                ("comparison", comparisonTable.json),
                ("expectations", .array(expectations.map(\.json))),
            ]
        )
    }

    /// All but what is made from the rest.
    var members: [(String, JSON)] {
        let measured = MeasuredJSON(measures)
        return [
            ("format", .int(1)), ("ballast", .string(version)),
            ("scenario", .string(scenario.name)), ("seed", .int(scenario.seed)),
        ] + measured.counts + [
            ("state_root", .string(stateRoot.description)),
            ("record_hash", .string(recordHash.description)),
        ] + measured.parts + [("invariants", measured.invariants(checked: checked))]
    }

    /// The variants side by side.
    var comparisonTable: ComparisonTable {
        ComparisonTable(comparison, quote: world.vault?.quote)
    }
}
