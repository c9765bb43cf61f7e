import Agents
import Scenarios

/// What the events that are on do, all together.
///
/// Factors of events that are on at once are multiplied; of shares the last one in the file holds.
struct Weather: Sendable {
    /// What it does to each agent, in the scenario's order.
    var strains: [Strain]
    /// The share of slots without a block.
    var missedSlots: Double
    /// How many times as long slots last.
    var blockTime = 1.0
    /// The numbers of the pools in which nothing can be done.
    var paused: Set<Int> = []
    /// The numbers of the assets that nobody can move.
    var blocked: Set<Int> = []

    /// Fair weather.
    init(_ scenario: Scenario) {
        strains = Array(repeating: Strain(), count: scenario.agents.count)
        missedSlots = Double(scenario.chain.missedSlots.count) / 10_000
    }

    /// The weather that events make.
    init(_ scenario: Scenario, _ active: [(event: Event, part: Double)]) {
        self.init(scenario)
        for (event, part) in active {
            for effect in event.effects { apply(effect, part, scenario) }
        }
    }

    private mutating func apply(_ effect: Effect, _ part: Double, _ scenario: Scenario) {
        func change(_ names: [String], _ change: (inout Strain) -> Void) {
            for (index, agent) in scenario.agents.enumerated() where names.contains(agent.name) {
                change(&strains[index])
            }
        }
        switch effect {
        case .gasDemand(let factor):
            for index in strains.indices { strains[index].gasDemand *= factor }
        case .depth(let share, let pools):
            for (index, agent) in scenario.agents.enumerated() {
                guard let pool = agent.role.provides, pools.contains(pool) else { continue }
                strains[index].depth *= share
            }
        case .flow(let factor, let sells, let agents):
            change(agents) {
                $0.tradeRate *= factor
                $0.sellShare = sells ?? $0.sellShare
            }
        case .missedSlots(let share): missedSlots = share
        case .blockTime(let factor): blockTime *= factor
        case .offline(let agents), .frozen(let agents): change(agents) { $0.isOffline = true }
        case .late(let agents, let blocks): change(agents) { $0.delayInBlocks += blocks }
        case .nonceGap(let agents): change(agents) { $0.skipsNonce = true }
        case .underPriced(let agents): change(agents) { $0.isUnderPriced = true }
        case .wrong(let agents, let factor): change(agents) { $0.answerFactor *= factor }
        case .deviating(let agents, let reaches):
            let factor = 1 + (reaches - 1) * part
            change(agents) { $0.answerFactor *= factor }
        case .relayDown: for index in strains.indices { strains[index].isRelayDown = true }
        case .paused(let pools):
            paused.formUnion(numbers(of: pools, in: scenario.pools.map(\.name)))
        case .blocked(let assets):
            blocked.formUnion(numbers(of: assets, in: scenario.assets.map(\.name)))
        }
    }

    private func numbers(of names: [String], in all: [String]) -> [Int] {
        all.indices.filter { names.contains(all[$0]) }
    }
}
