import Primitives

extension VaultSettings {
    /// Decodes `vault`.
    init(_ section: Section, _ context: Context) throws(ScenarioError) {
        let quote = try section.read(VaultKeys.quote)
        self.init(
            quote: quote.name,
            targets: [],
            deposit: .zero,
            trigger: try TriggerSettings(try section.read(VaultKeys.trigger)),
            guards: try GuardSettings(try section.read(VaultKeys.guards), quote)
        )
        try decodeHoldings(section, quote, context)
        execution = try ExecutionSettings(try section.read(VaultKeys.execution))
        if let terms = try section.readIfPresent(VaultKeys.assets) {
            assets = try AssetTerms.decodeAll(
                terms,
                held: held.filter { $0 != quote.name },
                quote,
                context
            )
        }
        fees = try FeeSettings(try section.read(VaultKeys.fees))
        reward = try RewardSettings(try section.read(VaultKeys.reward), quote)
        keepers = try section.read(VaultKeys.keepers)
        timelock = try section.read(VaultKeys.timelock)
    }

    /// Decodes weights and a deposit, or an index.
    private mutating func decodeHoldings(
        _ section: Section,
        _ quote: Asset,
        _ context: Context
    ) throws(ScenarioError) {
        if let index = try section.readIfPresent(VaultKeys.index) {
            try section.refuse(
                [VaultKeys.targets, VaultKeys.deposit, VaultKeys.momentum],
                "an index by units has none",
                "remove it, or the index"
            )
            self.index = try IndexSettings(index)
            let units = try index.read(IndexKeys.units)
            for (component, element) in try IndexSettings.Component.decodeAll(units, context) {
                try Self.checkTradable(component.asset, quote, element, context)
            }
            return
        }
        let reason = "a vault without an index"
        let all = try section.required(VaultKeys.targets, reason)
        for (target, element) in try TargetWeight.decodeAll(all, context) {
            try Self.checkTradable(target.asset, quote, element, context)
            targets.append(target)
        }
        let given = try section.required(VaultKeys.deposit, reason)
        if given.asset.name != quote.name {
            throw try section.child(VaultKeys.deposit).error(
                "the deposit is in \(given.asset.name)",
                "give it in the vault's quote token, \(quote.name)"
            )
        }
        deposit = given.amount
        momentum = try section.readIfPresent(VaultKeys.momentum)
            .map { section throws(ScenarioError) in try MomentumSettings(section) }
    }

    private static func checkTradable(
        _ asset: String,
        _ quote: Asset,
        _ element: Element,
        _ context: Context
    ) throws(ScenarioError) {
        let isTradable = context.pools.contains { $0.trades(asset, quote.name) }
        if asset == quote.name || isTradable { return }
        throw element.error(
            "no pool trades \(asset) against \(quote.name)",
            "add one to pools: { name: …, tokens: [\(asset), \(quote.name)], "
                + "liquidity: … \(quote.name) }"
        )
    }

    /// Refuses a vault that cannot value what it holds, or whose averages nobody keeps.
    func checkOracles(
        _ agents: [AgentSettings],
        _ section: Section
    ) throws(ScenarioError) {
        let reported = agents.flatMap { agent -> [String] in
            if case .oracleReporter(let settings) = agent.role { settings.assets } else { [] }
        }
        for asset in held where asset != quote && !reported.contains(asset) {
            let place =
                index == nil
                ? try section.child(VaultKeys.targets) : try section.child(VaultKeys.index)
            throw place.error(
                "nobody reports the price of \(asset) to the vault",
                "add an agent: { name: oracle, role: oracle_reporter, asset: \(asset) }"
            )
        }
        let isObserved = agents.contains { $0.role == .observer }
        if momentum != nil, !isObserved {
            throw try section.child(VaultKeys.momentum).error(
                "nobody observes the oracles",
                "add an agent: { name: observer, role: observer }"
            )
        }
        if guards.averageDeviation.count > 0, !isObserved {
            throw try section.read(VaultKeys.guards).child(GuardKeys.averageDeviation).error(
                "nobody observes the pools",
                "add an agent: { name: observer, role: observer }"
            )
        }
    }
}
