extension Scenario {
    /// Every condition that something waits for, each once: those of events, then of providers.
    public var conditions: [Condition] {
        var all: [Condition] = []
        for event in events {
            if case .condition(let condition) = event.trigger { all.append(condition) }
        }
        var seen: Set<Condition> = []
        return all.filter { seen.insert($0).inserted }
    }

    /// Every gauge that something looks at, each once: those of conditions, then of `always`.
    public var gauges: [Gauge] {
        var seen: Set<Gauge> = []
        return (conditions + always).map(\.gauge).filter { seen.insert($0).inserted }
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
