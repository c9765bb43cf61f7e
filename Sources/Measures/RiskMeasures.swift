import Agents
import Scenarios
import Simulation
import WideMath

/// How far the vault fell, how long it was away from its targets, and what coming back would cost.
public struct RiskMeasures: Sendable {
    /// The deepest fall of the share price, at the oracles' answers, from its highest until then:
    /// a fraction of that.
    public private(set) var drawdown = 0.0
    /// The same at outside prices, where a late oracle hides nothing.
    public private(set) var drawdownAtMarket = 0.0
    /// How long some weight was at least the trigger's threshold away from its target, in seconds;
    /// nothing where the trigger has none.
    public private(set) var outOfBandSeconds: UInt64?
    /// What the vault's next rebalance would cost at the end of the last block, in whole quote
    /// tokens; nothing where that cannot be said.
    public private(set) var nextCost: Double?
    /// The most it would have cost at the end of any block.
    public private(set) var nextCostMax: Double?
    /// The number of that block; 0 before the first.
    public private(set) var nextCostMaxBlock: UInt64 = 0
    /// What it would have cost on average, over the blocks that could say.
    public var nextCostMean: Double? { priced == 0 ? nil : costSum / priced }
    private var costSum = 0.0
    private var priced = 0.0
    private var peak: Double
    private var peakAtMarket: Double
    private var isOut: Bool
    private var last: UInt64
    private let trigger: TriggerSettings?
    private let next: NextRebalance
    private let quoteUnit: Double

    init(_ world: World, _ info: VaultInfo, start: Observation, _ vault: Observation.Vault) {
        next = NextRebalance(world, info)
        trigger = world.scenario.vault?.trigger
        last = world.scenario.chain.start
        peak = vault.sharePrice
        peakAtMarket = vault.sharePrice(worth: vault.navAtMarket * info.quote.unit.asDouble)
        outOfBandSeconds = trigger?.threshold == nil ? nil : 0
        isOut = false
        quoteUnit = info.quote.unit.asDouble
        isOut = isOutOfBand(vault)
        nextCost = next.cost(start, vault)
        nextCostMax = nextCost
    }

    mutating func add(_ record: BlockRecord, _ vault: Observation.Vault) {
        peak = max(peak, vault.sharePrice)
        if peak > 0 { drawdown = max(drawdown, 1 - vault.sharePrice / peak) }
        let market = vault.sharePrice(worth: vault.navAtMarket * quoteUnit)
        peakAtMarket = max(peakAtMarket, market)
        if peakAtMarket > 0 { drawdownAtMarket = max(drawdownAtMarket, 1 - market / peakAtMarket) }
        if isOut { outOfBandSeconds = outOfBandSeconds.map { $0 + (record.timestamp - last) } }
        isOut = isOutOfBand(vault)
        last = record.timestamp
        nextCost = next.cost(record.observation, vault)
        guard let nextCost else { return }
        costSum += nextCost
        priced += 1
        if nextCost > nextCostMax ?? -.infinity {
            nextCostMax = nextCost
            nextCostMaxBlock = record.number
        }
    }

    private func isOutOfBand(_ vault: Observation.Vault) -> Bool {
        guard let trigger, let threshold = trigger.threshold, let targets = vault.targets else {
            return false
        }
        let least = Double(threshold.count) / 10_000
        return zip(vault.weights, targets).contains { weight, target in
            let distance = abs(weight - target)
            return switch trigger.measure {
            case .absolute: distance >= least
            case .relative: target > 0 && distance >= least * target
            }
        }
    }
}
