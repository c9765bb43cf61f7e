import Agents
import Chain
import Execution
import Measures
import Primitives
import Scenarios
import Simulation
import WideMath

/// Gathers what a report shows while a run goes on, in memory that does not grow with it.
struct ReportCollector {
    /// How many rebalances are written down one by one: the first.
    static let rebalancesMost = 200
    /// How many attacks are written down one by one: those around the vault's trades, then those
    /// that gained most.
    static let attacksMost = 100

    /// Where each value stands in the series.
    let columns: ReportColumns
    /// The values through time.
    private(set) var series: ThinnedSeries
    /// The first rebalances and bids, failed ones too.
    private(set) var rebalances: [ReportRebalance] = []
    /// How many there were.
    private(set) var rebalanceCount: UInt64 = 0
    /// The attacks around the vault's trades, then those that gained most, each in that order; of
    /// equals the earlier first.
    private(set) var attacks: [ReportAttack] = []
    /// How many there were.
    private(set) var attackCount: UInt64 = 0
    /// Whether anything was sent to harm others, in any block.
    private(set) var hasAttackers = false
    /// The blocks that rebalances and attacks refer to, by their numbers.
    private(set) var blocks: [UInt64: ReportBlock] = [:]
    private let world: World
    private let isRelative: Bool
    private var values: [Double]
    private var takes = (vault: 0.0, all: 0.0)

    /// Gathers from before the first block on.
    init(_ world: World, start: Simulation.Observation) {
        self.world = world
        isRelative = world.scenario.vault?.trigger.measure == .relative
        columns = ReportColumns(world)
        series = ThinnedSeries(columns: columns.count)
        values = Array(repeating: .nan, count: columns.count)
        read(start, RunMeasures(world, start: start))
        for column in [columns.takeFromOthers, columns.takeFromVault] { values[column] = 0 }
        for column in [columns.victims, columns.attackers] { values[column] = 0 }
        if let vault = columns.vault { for column in vault.refusals { values[column] = 0 } }
        series.add(values, block: 0, time: world.scenario.chain.start)
    }

    /// Takes in a block that the measures have taken in.
    mutating func add(_ record: BlockRecord, _ measures: RunMeasures) {
        read(record.observation, measures)
        values[columns.baseFee] = record.baseFee.raw.asDouble / 1e9
        values[columns.gasUsed] = Double(record.gasUsed.units) / 1e6
        let took = (vault: measures.sandwiches.takeFromVault, all: measures.sandwiches.take)
        values[columns.takeFromVault] = took.vault - takes.vault
        values[columns.takeFromOthers] = (took.all - takes.all) - (took.vault - takes.vault)
        takes = took
        if !record.counterfactuals.isEmpty {
            hasAttackers = true
            values[columns.victims] = -measures.redistribution.value(of: .victim)
            values[columns.attackers] = measures.redistribution.value(of: .attacker)
            addAttacks(record, measures)
        }
        if let vault = columns.vault { addRebalances(record, measures, vault) }
        series.add(values, block: record.number, time: record.timestamp)
    }

    /// What is to be seen of prices, pools and the vault.
    private mutating func read(
        _ observation: Simulation.Observation,
        _ measures: RunMeasures
    ) {
        for (index, column) in columns.pools.enumerated() {
            let outside =
                observation.prices[column.baseAsset] / observation.prices[column.quoteAsset]
            let spot = observation.pools[index].spot
            values[column.outside] = outside
            values[column.spot] = spot
            values[column.gap] = (spot / outside - 1) * 100
            values[column.depth] = observation.pools[index].depth(0.01) / column.quoteUnit
        }
        guard let vault = columns.vault, let seen = observation.vault else { return }
        for (index, weight) in zip(vault.weights, seen.weights) { values[index] = weight * 100 }
        for index in vault.targets { values[index] = .nan }
        for index in vault.distances { values[index] = .nan }
        if let targets = seen.targets {
            for (index, target) in zip(vault.targets, targets) { values[index] = target * 100 }
            for (index, (weight, target)) in zip(vault.distances, zip(seen.weights, targets)) {
                let whole = isRelative ? target : 1
                values[index] = whole == 0 ? .nan : (weight - target) / whole * 100
            }
        }
        // Each number by itself: a copy of all that is measured would take longer than the rest.
        let hold = measures.vault?.holdEnd ?? .nan
        let frictionless = measures.vault?.benchmark?.frictionless ?? .nan
        values[vault.value] = seen.navAtMarket
        values[vault.hold] = hold
        values[vault.ahead] = seen.navAtMarket - hold
        values[vault.frictionless] = frictionless
        values[vault.frictionlessAhead] = frictionless - hold
    }

    /// Rebalances, bids and refusals of a block.
    private mutating func addRebalances(
        _ record: BlockRecord,
        _ measures: RunMeasures,
        _ vault: ReportColumns.Vault
    ) {
        for column in vault.refusals { values[column] = 0 }
        for held in record.heldBack { count(refusal: held.reason, vault) }
        guard let losses = measures.vault?.waterfall.last, let address = world.vault?.address else {
            return
        }
        for place in record.transactions.indices {
            let transaction = record.transactions[place].index
            if VaultMeasures.isRebalance(record.transactions[place], of: address) {
                if let label = record.transactions[place].receipt.status.label {
                    count(refusal: label, vault)
                }
            } else if !losses.contains(where: { $0.place == transaction }) {
                continue
            }
            add(record.transactions[place], record, losses.filter { $0.place == transaction })
        }
    }

    /// Writes a rebalance or a bid down if it is among the first.
    private mutating func add(
        _ transaction: IncludedTransaction,
        _ record: BlockRecord,
        _ losses: [TradeLoss]
    ) {
        rebalanceCount += 1
        guard rebalances.count < Self.rebalancesMost, let info = world.vault else { return }
        rebalances.append(ReportRebalance(transaction, record, losses, info, world.tokens))
        keep(record)
    }

    private mutating func count(refusal label: String, _ vault: ReportColumns.Vault) {
        guard let limit = Guard(refusal: label), let place = Guard.allCases.firstIndex(of: limit)
        else { return }
        values[vault.refusals.lowerBound + place] += 1
    }

    /// Writes attacks down that are among those that gained most.
    private mutating func addAttacks(_ record: BlockRecord, _ measures: RunMeasures) {
        let found = FoundAttack.all(
            in: record,
            measures.sandwiches.last,
            world.tokens,
            quote: measures.sandwiches.quote
        )
        attackCount += UInt64(found.count)
        for attack in found {
            let place = attacks.firstIndex { attack.precedes($0) } ?? attacks.count
            guard place < Self.attacksMost else { continue }
            attacks.insert(ReportAttack(attack, record, world), at: place)
            keep(record)
            guard attacks.count > Self.attacksMost else { continue }
            let gone = attacks.removeLast().block
            if !attacks.contains(where: { $0.block == gone }),
                !rebalances.contains(where: { $0.block == gone })
            {
                blocks[gone] = nil
            }
        }
    }

    private mutating func keep(_ record: BlockRecord) {
        if blocks[record.number] == nil { blocks[record.number] = ReportBlock(record) }
    }
}
