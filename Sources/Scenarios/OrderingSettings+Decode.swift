import Primitives

extension OrderingSettings {
    /// Decodes `ordering`, whose builder names agents that are known.
    init(_ section: Section, _ agents: [AgentSettings]) throws(ScenarioError) {
        self.init(
            policy: try section.read(OrderingKeys.policy),
            visibility: try section.read(OrderingKeys.visibility),
            capacity: try section.read(OrderingKeys.capacity),
            perSender: try section.read(OrderingKeys.perSender),
            expiry: try section.read(OrderingKeys.expiry)
        )
        try requireBundles(agents, section)
        guard policy == .adversarial else {
            try section.refuse(
                [OrderingKeys.builder],
                "only an adversarial builder works for its own profit",
                "write policy: adversarial, or remove builder"
            )
            return
        }
        builder =
            try section.readIfPresent(OrderingKeys.builder)
            .map { section throws(ScenarioError) in try BuilderSettings(section, agents) }
            ?? BuilderSettings()
    }

    /// Refuses agents that send nothing but bundles where none are taken.
    private func requireBundles(
        _ agents: [AgentSettings],
        _ section: Section
    ) throws(ScenarioError) {
        if policy.takesBundles { return }
        for agent in agents {
            guard case .jitProvider = agent.role else { continue }
            throw try section.child(OrderingKeys.policy).error(
                "\(policy.rawValue) takes no bundles, and \(Wording.quoted(agent.name)) sends "
                    + "nothing else",
                "write policy: bundle_auction or adversarial, or remove the agent"
            )
        }
    }

    /// The keys and values of the section.
    var lines: [String] {
        var lines = [
            "policy: \(policy.rawValue)", "visibility: \(visibility.rawValue)",
            "capacity: \(Canonical.grouped(capacity))",
            "per_sender: \(Canonical.grouped(perSender))",
            "expiry: \(Canonical.blocks(expiry))",
        ]
        if let builder { lines += ["builder:"] + builder.lines.map { "  " + $0 } }
        return lines
    }
}

extension BuilderSettings {
    fileprivate init(_ section: Section, _ agents: [AgentSettings]) throws(ScenarioError) {
        self.init(
            own: try section.read(BuilderKeys.own),
            censors: try section.read(BuilderKeys.censors),
            delays: try section.read(BuilderKeys.delays),
            first: try section.read(BuilderKeys.first),
            run: try section.readIfPresent(BuilderKeys.run),
            every: try section.readIfPresent(BuilderKeys.every)
        )
        if let delay = try section.readIfPresent(BuilderKeys.delay) { self.delay = delay }
        for key in [BuilderKeys.own, BuilderKeys.censors, BuilderKeys.delays] {
            for name in try section.read(key) where !agents.contains(where: { $0.name == name }) {
                throw try section.child(key).error(
                    "there is no agent \(Wording.quoted(name))",
                    Wording.remedy(
                        for: name,
                        among: agents.map(\.name),
                        listing: "the agents are"
                    )
                )
            }
        }
        if delays.isEmpty {
            try section.refuse(
                [BuilderKeys.delay],
                "nobody is held back",
                "write delays: and a list of agents, or remove delay"
            )
        }
        if let every, every <= run ?? .max {
            throw try section.child(BuilderKeys.every).error(
                "a run would begin before the last is over",
                "write run: and at most \(Canonical.blocks(every)), or a longer every"
            )
        }
    }

    fileprivate var lines: [String] {
        func list(_ names: [String]) -> String {
            "[\(names.map(Canonical.name).joined(separator: ", "))]"
        }
        var lines = [
            "own: \(list(own))", "censors: \(list(censors))", "delays: \(list(delays))",
        ]
        if !delays.isEmpty { lines.append("delay: \(Canonical.blocks(delay))") }
        lines.append("from_block: \(Canonical.grouped(first))")
        if let run { lines.append("run: \(Canonical.blocks(run))") }
        if let every { lines.append("every: \(Canonical.blocks(every))") }
        return lines
    }
}
