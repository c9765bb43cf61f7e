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
    public internal(set) var measures: RunMeasures
    /// One hash for the whole record; nothing where not all of it was written.
    public let recordHash: Hash32?
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
    /// The same run without each of the guards that refused something, by the guard's name; empty
    /// where nobody asked.
    public var guardTrials: [VariantMeasures] = []
    /// Whether the runs ended as the scenario expects; see `judge`.
    public var expectations: [ExpectationOutcome] = []
    /// What is missing because the run was interrupted; nothing where all was run.
    public var unfinished: Unfinished?
    /// What should have held at the end of every block; see `judge`.
    public var always: [AlwaysOutcome] = []

    /// A summary of a run that has ended.
    public init(
        _ engine: Engine,
        measures: RunMeasures,
        recordHash: Hash32?,
        version: String
    ) {
        self.init(engine, measures, recordHash, version, engine.world.machine.stateRoot)
    }

    /// A summary of a run under way, in which no hash is worked out.
    init(soFar measures: RunMeasures, _ engine: Engine) {
        self.init(engine, measures, nil, "", .zero)
    }

    private init(
        _ engine: Engine,
        _ measures: RunMeasures,
        _ recordHash: Hash32?,
        _ version: String,
        _ stateRoot: Hash32
    ) {
        world = engine.world
        self.stateRoot = stateRoot
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
                ("expectations", .array(expectations.map(\.json))),
                ("always", .array(always.map(\.json))),
            ]
        )
    }

    /// All but the expectations, which are judged by it.
    var members: [(String, JSON)] {
        [
            ("format", .int(1)), ("ballast", .string(version)),
            ("scenario", .string(scenario.name)), ("seed", .int(scenario.seed)),
            ("blocks", .int(measures.blocks)), ("interrupted", .bool(unfinished != nil)),
            ("transactions", transactions),
            (
                "gas",
                .object([
                    ("used", .string(String(measures.gasUsed))),
                    ("burnt_wei", .string(measures.burnt.description)),
                    ("priority_wei", .string(measures.priority.description)),
                    ("payments_wei", .string(measures.payments.description)),
                ])
            ),
            ("state_root", .string(stateRoot.description)),
            ("record_hash", JSON(recordHash?.description)),
            ("vault", measures.vault.map { vault($0) } ?? .null), ("mev", mev),
            ("liquidity", liquidity),
            ("agents", .array(measures.parties.map { party($0) })),
            (
                "invariants",
                .object([
                    ("checked", .int(checked)),
                    ("violated", .int(UInt64(measures.violations.count))),
                ])
            ),
            ("comparison", comparisonTable.json),
        ]
    }

    /// The variants side by side.
    var comparisonTable: ComparisonTable {
        ComparisonTable(comparison, quote: world.vault?.quote)
    }

    private var transactions: JSON {
        .object([
            ("included", .int(measures.transactions.included)),
            ("reverted", .int(measures.transactions.reverted)),
            ("halted", .int(measures.transactions.halted)),
            ("rejected", .int(measures.transactions.rejected)),
        ])
    }

    private func vault(_ vault: VaultMeasures) -> JSON {
        let nothing = JSON.null
        return .object([
            ("nav_start", .string(vault.navStart.description)),
            ("nav_end", .string(vault.navEnd.description)),
            ("share_price_end", .string("\(vault.sharePriceEnd)")),
            ("nav_market_start", .double(vault.marketStart)),
            ("nav_market_end", .double(vault.marketEnd)), ("hold_end", .double(vault.holdEnd)),
            ("tracking_error", JSON(vault.benchmark?.trackingError)),
            ("volatility", JSON(vault.benchmark?.volatility)),
            ("frictionless_end", JSON(vault.benchmark?.frictionless)),
            ("constant_product_end", JSON(vault.benchmark?.constantProduct)),
            ("harvest", harvest(vault)), ("deviation_max", .double(vault.deviationMax)),
            ("deviation_mean", JSON(vault.deviationMean)),
            ("deviation_end", .double(vault.deviationEnd)),
            ("drawdown", .double(vault.risk.drawdown)),
            ("drawdown_market", .double(vault.risk.drawdownAtMarket)),
            ("out_of_band_seconds", vault.risk.outOfBandSeconds.map { .int($0) } ?? nothing),
            ("next_rebalance", nextRebalance(vault.risk)),
            (
                "rebalances",
                .object([
                    ("done", .int(vault.done)), ("failed", .int(vault.failed)),
                    ("failed_by_reason", Self.counts(vault.failures)),
                    ("held_back", .int(vault.heldBack.values.reduce(0, +))),
                    ("held_back_by_reason", Self.counts(vault.heldBack)),
                    ("gas_wei", .string(vault.gasPaid.description)),
                ])
            ),
            ("guards", guards(vault)), ("bids", .int(vault.bids)),
            ("lost", .string(vault.lost.description)),
            ("sold", .string(vault.sold.description)), ("turnover", .double(vault.turnover)),
            ("loss", loss(vault)), ("tax", vault.tax.map { Self.tax($0) } ?? nothing),
        ])
    }

    /// `vault.harvest`: by how much more a share grew than what does not rebalance, and what theory
    /// says.
    private func harvest(_ vault: VaultMeasures) -> JSON {
        let benchmark = vault.benchmark
        return .object([
            ("over_hold", JSON(benchmark?.harvest(over: vault.holdEnd))),
            ("over_hold_theory", JSON(benchmark?.theory(over: vault.holdEnd))),
            ("over_constant_product", JSON(benchmark?.harvestOverConstantProduct)),
            ("over_constant_product_theory", JSON(benchmark?.theoryOverConstantProduct)),
        ])
    }

    private var mev: JSON {
        let sandwiches = measures.sandwiches
        let unit = sandwiches.quote?.unit.asDouble ?? 1
        return .object([
            ("extracted", JSON(Self.whole(sandwiches.take * unit))),
            ("victim_loss", JSON(victimLoss)),
            ("attacks", .int(sandwiches.attacks)),
            ("attacks_on_vault", .int(sandwiches.attacksOnVault)),
            ("extracted_from_vault", JSON(Self.whole(sandwiches.takeFromVault * unit))),
            ("gas_wei", .string(sandwiches.gasPaid.description)),
            ("redistribution", redistribution), ("detector", detector),
        ])
    }

    private var detector: JSON {
        let detector = measures.detector
        return .object([
            (
                "sandwiches",
                .object([
                    ("found", .int(detector.found)), ("true", .int(detector.made)),
                    ("precision", JSON(detector.precision)), ("recall", JSON(detector.recall)),
                ])
            ),
            (
                "arbitrages",
                .object([
                    ("found", .int(detector.arbitrages)), ("true", .int(detector.arbitragesMade)),
                    ("precision", JSON(detector.arbitragePrecision)),
                    ("recall", JSON(detector.arbitrageRecall)),
                ])
            ),
        ])
    }

    private func party(_ party: RunMeasures.Party) -> JSON {
        .object([
            ("name", .string(party.name)), ("role", .string(party.role)),
            ("included", .int(party.included)), ("failed", .int(party.failed)),
            ("gas_wei", .string(party.gasPaid.description)),
            ("payments_wei", .string(party.payments.description)),
            (
                "flows",
                .object(
                    zip(measures.tokens, party.flows).map { token, flow in
                        (token.name, .string(flow.description))
                    }
                )
            ),
        ])
    }

    static func counts(_ counts: [String: UInt64]) -> JSON {
        .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
    }

    /// A valuation rounded to the nearest smallest unit, in digits.
    static func whole(_ value: Double) -> String? {
        guard let magnitude = UInt256(truncating: value.magnitude.rounded()) else { return nil }
        return (value < 0 && !magnitude.isZero ? "-" : "") + magnitude.description
    }
}
