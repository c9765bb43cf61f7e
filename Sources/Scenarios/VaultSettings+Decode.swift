import Primitives

extension VaultSettings {
    /// Decodes `vault`.
    init(_ section: Section, _ context: Context) throws(ScenarioError) {
        let quote = try section.read(VaultKeys.quote)
        let deposit = try section.read(VaultKeys.deposit)
        if deposit.asset.name != quote.name {
            throw try section.child(VaultKeys.deposit).error(
                "the deposit is in \(deposit.asset.name)",
                "give it in the vault's quote token, \(quote.name)"
            )
        }
        self.init(
            quote: quote.name,
            targets: try Self.targets(try section.read(VaultKeys.targets), quote, context),
            deposit: deposit.amount,
            trigger: try TriggerSettings(try section.read(VaultKeys.trigger)),
            guards: try GuardSettings(try section.read(VaultKeys.guards), quote)
        )
        execution = try ExecutionSettings(try section.read(VaultKeys.execution))
        fees = try FeeSettings(try section.read(VaultKeys.fees))
        reward = try RewardSettings(try section.read(VaultKeys.reward), quote)
        keepers = try section.read(VaultKeys.keepers)
        timelock = try section.read(VaultKeys.timelock)
    }

    /// Decodes `vault.targets`.
    private static func targets(
        _ element: Element,
        _ quote: Asset,
        _ context: Context
    ) throws(ScenarioError) -> [TargetWeight] {
        let expected = "a section such as { WETH: 60 %, USDC: 40 % }"
        var targets: [TargetWeight] = []
        var sum: UInt64 = 0
        for entry in try element.entries(expected) {
            let names = context.assets.map(\.name)
            guard names.contains(entry.name) else {
                throw entry.value.error(
                    "no asset \(Wording.quoted(entry.name))",
                    Wording.remedy(for: entry.name, among: names, listing: "the assets are")
                )
            }
            let weight = try VaultKeys.weight.read(entry.value, context)
            let isTradable = context.pools.contains { $0.trades(entry.name, quote.name) }
            if entry.name != quote.name && !isTradable {
                throw entry.value.error(
                    "no pool trades \(entry.name) against \(quote.name)",
                    "add one to pools: { name: …, tokens: [\(entry.name), \(quote.name)], "
                        + "liquidity: … \(quote.name) }"
                )
            }
            sum += weight.count
            targets.append(TargetWeight(asset: entry.name, weight: weight))
        }
        if sum != BasisPoints.whole.count {
            throw element.error(
                "the weights sum to \(Canonical.percent(sum))",
                "they must sum to exactly 100 %"
            )
        }
        return targets
    }

    /// Refuses a vault that cannot value what it holds.
    func checkOracles(
        _ agents: [AgentSettings],
        _ section: Section
    ) throws(ScenarioError) {
        let reported = agents.compactMap { agent -> String? in
            if case .oracleReporter(let settings) = agent.role { settings.asset } else { nil }
        }
        for target in targets where target.asset != quote && !reported.contains(target.asset) {
            throw try section.child(VaultKeys.targets).error(
                "nobody reports the price of \(target.asset) to the vault",
                "add an agent: { name: oracle, role: oracle_reporter, asset: \(target.asset) }"
            )
        }
    }
}
