extension Scenario {
    /// Every condition that something waits for, each once: those of events, then of agents.
    public var conditions: [Condition] {
        var all: [Condition] = []
        for event in events {
            if case .condition(let condition) = event.trigger { all.append(condition) }
        }
        for agent in agents { all += agent.role.conditions }
        var seen: Set<Condition> = []
        return all.filter { seen.insert($0).inserted }
    }

    /// Every gauge that something looks at, each once: those of conditions, then of `always`.
    public var gauges: [Gauge] {
        var seen: Set<Gauge> = []
        return (conditions + always.compactMap(\.condition)).map(\.gauge).filter {
            seen.insert($0).inserted
        }
    }

    /// The assets that some event keeps from moving.
    public var blockedAssets: Set<String> {
        var names: Set<String> = []
        for effect in events.flatMap(\.effects) {
            if case .blocked(let assets) = effect { names.formUnion(assets) }
        }
        return names
    }
}

extension AgentRole {
    /// The conditions that the agent's own rules wait for.
    fileprivate var conditions: [Condition] {
        switch self {
        case .liquidityProvider(let provider):
            provider.leave.map(\.when) + [provider.comeback?.when].compactMap { $0 }
        case .traders(let traders): [traders.panic?.when].compactMap { $0 }
        default: []
        }
    }
}
