import Primitives

extension Event {
    /// What an event's names may refer to, beside assets and pools.
    struct Scene {
        let chain: ChainSettings
        let run: RunSettings
        let agents: [AgentSettings]
        let context: Context
    }

    /// Decodes `events`.
    static func decodeAll(_ sections: [Section], _ scene: Scene) throws(ScenarioError) -> [Event] {
        var names = UniqueNames(kind: "event")
        var events: [Event] = []
        for section in sections {
            let event = try Event(section, scene, before: events)
            if let name = event.name {
                try names.add(name, try section.child(EventKeys.name))
            }
            events.append(event)
        }
        return events
    }

    private init(
        _ section: Section,
        _ scene: Scene,
        before events: [Event]
    ) throws(ScenarioError) {
        let duration = try section.readIfPresent(EventKeys.duration)
        let effects = try EffectReader(section: section, scene: scene, duration: duration).all()
        guard !effects.isEmpty else {
            throw section.element.error(
                "the event does nothing",
                "write what it does, for example gas_demand: 6x; the keys are "
                    + EventKeys.effects.map(\.name).joined(separator: ", ")
            )
        }
        self.init(
            name: try section.readIfPresent(EventKeys.name),
            trigger: try Self.trigger(section, scene, events),
            duration: duration,
            effects: effects
        )
    }

    private static func trigger(
        _ section: Section,
        _ scene: Scene,
        _ events: [Event]
    ) throws(ScenarioError) -> Trigger {
        let starts: [any KeyDescription] = [EventKeys.at, EventKeys.when, EventKeys.after]
        guard starts.count(where: { section.has($0) }) == 1 else {
            throw section.element.error(
                "needs one of at, when and after, and only one",
                "write at: 6 h, when: \(ConditionForm.example), or after: the name of another"
            )
        }
        if !section.has(EventKeys.after) {
            try section.refuse(
                [EventKeys.moment, EventKeys.delay],
                "goes with after",
                "remove it"
            )
        }
        if let condition = try section.readIfPresent(EventKeys.when) {
            return .condition(condition)
        }
        guard let name = try section.readIfPresent(EventKeys.after) else {
            return try time(try section.required(EventKeys.at, "an event"), section, scene)
        }
        guard let number = events.firstIndex(where: { $0.name == name }) else {
            throw try section.child(EventKeys.after).error(
                "no earlier event is called \(Wording.quoted(name))",
                Wording.remedy(
                    for: name,
                    among: events.compactMap(\.name),
                    listing: "the named events before it are"
                )
            )
        }
        let moment = try section.readIfPresent(EventKeys.moment) ?? .begins
        if moment == .ends, events[number].duration == nil {
            throw try section.child(EventKeys.moment).error(
                "\(Wording.quoted(name)) lasts until the run ends",
                "give it for:, or begin with it: moment: begins"
            )
        }
        let delay = try section.readIfPresent(EventKeys.delay) ?? 0
        return .event(number, moment, delay: delay)
    }

    private static func time(
        _ value: EventTimeForm.Value,
        _ section: Section,
        _ scene: Scene
    ) throws(ScenarioError) -> Trigger {
        let start = scene.chain.start
        let element = try section.child(EventKeys.at)
        let seconds: UInt64
        switch value {
        case .block(let number): return .block(number)
        case .elapsed(let elapsed): seconds = elapsed
        case .clock(let clock):
            // The next such time from the start on.
            let midnight = start % 86_400
            seconds = clock >= midnight ? clock - midnight : clock + 86_400 - midnight
        case .date(let date):
            guard date >= start else {
                throw element.error(
                    "is before the start",
                    "the run starts at \(Canonical.date(start))"
                )
            }
            seconds = date - start
        }
        if case .seconds(let length) = scene.run.duration, seconds >= length {
            throw element.error(
                "comes when the run is over, after \(Canonical.duration(length))",
                "let it come earlier, or make the run longer"
            )
        }
        return .time(seconds)
    }
}

/// Reads what an event does.
private struct EffectReader {
    let section: Section
    let scene: Event.Scene
    let duration: UInt64?

    func all() throws(ScenarioError) -> [Effect] {
        try market() + chain() + faults() + contracts()
    }

    private func market() throws(ScenarioError) -> [Effect] {
        var effects: [Effect] = []
        if let demand = try section.readIfPresent(EventKeys.gasDemand) {
            try requireRole("block_space", of: EventKeys.gasDemand)
            effects.append(.gasDemand(demand))
        }
        if let depth = try section.readIfPresent(EventKeys.depth) {
            let pools = try pools(EventKeys.pool)
            effects.append(.depth(depth, pools: pools))
        } else {
            try section.refuse([EventKeys.pool], "goes with depth", "remove it")
        }
        let flow = try section.readIfPresent(EventKeys.flow)
        let sells = try section.readIfPresent(EventKeys.sells)
        if flow != nil || sells != nil {
            let traders = try agents(EventKeys.agent, of: ["traders"])
            effects.append(
                .flow(
                    flow ?? 1,
                    sells: sells.map { Double($0.count) / 10_000 },
                    agents: try some(traders, flow == nil ? EventKeys.sells : EventKeys.flow)
                )
            )
        } else {
            try section.refuse([EventKeys.agent], "goes with flow or sells", "remove it")
        }
        return effects
    }

    private func chain() throws(ScenarioError) -> [Effect] {
        var effects: [Effect] = []
        if let missed = try section.readIfPresent(EventKeys.missedSlots) {
            try refuseBlocks(EventKeys.missedSlots)
            effects.append(.missedSlots(Double(missed.count) / 10_000))
        }
        if let factor = try section.readIfPresent(EventKeys.blockTime) {
            try refuseBlocks(EventKeys.blockTime)
            effects.append(.blockTime(factor))
        }
        return effects
    }

    private func faults() throws(ScenarioError) -> [Effect] {
        var effects: [Effect] = []
        let reporters: Set = ["oracle_reporter"]
        if let names = try agents(EventKeys.offline) { effects.append(.offline(names)) }
        if let names = try agents(EventKeys.late) {
            let blocks = try section.required(EventKeys.by, "late")
            effects.append(.late(names, blocks: blocks))
        } else {
            try section.refuse([EventKeys.by], "goes with late", "remove it")
        }
        if let names = try agents(EventKeys.nonceGap) { effects.append(.nonceGap(names)) }
        if let names = try agents(EventKeys.underPriced) { effects.append(.underPriced(names)) }
        if let names = try agents(EventKeys.frozen, of: reporters) {
            effects.append(.frozen(names))
        }
        if let names = try agents(EventKeys.wrong, of: reporters) {
            let factor = try section.required(EventKeys.factor, "wrong")
            effects.append(.wrong(names, factor: factor))
        } else {
            try section.refuse([EventKeys.factor], "goes with wrong", "remove it")
        }
        if let names = try agents(EventKeys.deviating, of: reporters) {
            let reaches = try section.required(EventKeys.reaches, "deviating")
            if duration == nil {
                throw section.element.error(
                    "for is missing",
                    "deviating needs it: write for: and the time in which the answers get there"
                )
            }
            effects.append(.deviating(names, reaches: reaches))
        } else {
            try section.refuse([EventKeys.reaches], "goes with deviating", "remove it")
        }
        if try section.readIfPresent(EventKeys.relayDown) != nil { effects.append(.relayDown) }
        return effects
    }

    private func contracts() throws(ScenarioError) -> [Effect] {
        var effects: [Effect] = []
        if section.has(EventKeys.paused) {
            effects.append(.paused(try pools(EventKeys.paused)))
        }
        if let blocked = try section.readIfPresent(EventKeys.blocked) {
            let assets: [Asset] =
                switch blocked {
                case .these(let assets): assets
                case .all: scene.context.assets
                }
            effects.append(.blocked(assets.map(\.name)))
        }
        return effects
    }

    // MARK: Names

    private func pools(
        _ key: Key<SeveralForm<PoolForm>>
    ) throws(ScenarioError) -> [String] {
        switch try section.readIfPresent(key) {
        case .these(let pools): return pools.map(\.name)
        case .all, nil: break
        }
        guard !scene.context.pools.isEmpty else {
            throw section.element.error("there are no pools", "add a section pools:")
        }
        return scene.context.pools.map(\.name)
    }

    /// The agents that a key names; nothing where it is left out.
    private func agents(
        _ key: Key<SeveralForm<TextForm>>,
        of roles: Set<String>? = nil
    ) throws(ScenarioError) -> [String]? {
        let fitting = scene.agents.filter { roles?.contains($0.role.name) ?? true }.map(\.name)
        switch try section.readIfPresent(key) {
        case nil: return key.name == EventKeys.agent.name ? fitting : nil
        case .all: return try some(fitting, key)
        case .these(let names):
            for name in names where !fitting.contains(name) {
                let kind = roles.map { "agent of the role \($0.sorted().joined())" } ?? "agent"
                throw try section.child(key).error(
                    "no \(kind) is called \(Wording.quoted(name))",
                    Wording.remedy(for: name, among: fitting, listing: "there are")
                )
            }
            return names
        }
    }

    private func some(
        _ names: [String]?,
        _ key: any KeyDescription
    ) throws(ScenarioError) -> [String] {
        guard let names, !names.isEmpty else {
            throw section.element.error(
                "\(key.name) means no agent that there is",
                "add such an agent, or remove \(key.name)"
            )
        }
        return names
    }

    private func requireRole(
        _ role: String,
        of key: any KeyDescription
    ) throws(ScenarioError) {
        guard scene.agents.contains(where: { $0.role.name == role }) else {
            throw section.element.error(
                "\(key.name) means no agent that there is",
                "add an agent of the role \(role)"
            )
        }
    }

    /// Where blocks come at a pace that nobody knows beforehand, a run ends by the clock.
    private func refuseBlocks(_ key: any KeyDescription) throws(ScenarioError) {
        if case .blocks = scene.run.duration {
            throw section.element.error(
                "\(key.name) changes how many blocks there are, and the run counts them",
                "give run.for as a time"
            )
        }
    }
}
