import Primitives
import WideMath

extension AgentSettings {
    /// Decodes `agents`.
    static func decodeAll(
        _ elements: [Element],
        _ vault: VaultSettings?,
        _ context: Context
    ) throws(ScenarioError) -> [AgentSettings] {
        var names = UniqueNames(kind: "agent")
        var agents: [AgentSettings] = []
        var single: [RoleName: String] = [:]
        var provided: [String: UInt64] = [:]
        for element in elements {
            let role = try roleName(element, context)
            let section = try Section(element, role.table, context)
            let agent = try AgentSettings(section, role, vault, context)
            try names.add(agent.name, try section.child(AgentKeys.name))
            if let other = single[role] {
                throw try section.child(AgentKeys.role).error(
                    role == .blockSpace
                        ? "the agent \(Wording.quoted(other)) holds the base fee already"
                        : "the agent \(Wording.quoted(other)) owns the vault already",
                    "keep one agent of the role \(role.rawValue)"
                )
            }
            if role == .blockSpace || role == .owner { single[role] = agent.name }
            if case .liquidityProvider(let provider) = agent.role {
                provided[provider.pool, default: 0] += provider.share.count
                if let sum = provided[provider.pool], sum > 10_000 {
                    throw try section.child(ProviderKeys.share).error(
                        "the providers of \(Wording.quoted(provider.pool)) own "
                            + "\(Canonical.ratio(BasisPoints(sum))) of it",
                        "let their shares add up to at most 100 %"
                    )
                }
            }
            agents.append(agent)
        }
        return agents
    }

    /// Looks for the role first, since it decides which keys there are.
    private static func roleName(
        _ element: Element,
        _ context: Context
    ) throws(ScenarioError) -> RoleName {
        let entries = try element.entries("an agent: { name: …, role: … }")
        if let role = entries.first(where: { $0.name == AgentKeys.role.name }) {
            return try AgentKeys.role.form.read(role.value, context)
        }
        throw element.error("role is missing", "write role: and \(AgentKeys.role.expected)")
    }

    private init(
        _ section: Section,
        _ role: RoleName,
        _ vault: VaultSettings?,
        _ context: Context
    ) throws(ScenarioError) {
        let fees = try section.read(AgentKeys.fees)
        let policy = FeePolicy(
            priority: try fees.read(FeeKeys.tip),
            maxFee: try fees.read(FeeKeys.max)
        )
        if case .fixed(let most) = policy.maxFee, most < policy.priority {
            throw try fees.child(FeeKeys.max).error(
                "the maximum is below the tip",
                "the maximum holds base fee and tip together"
            )
        }
        self.init(
            name: try section.read(AgentKeys.name),
            role: try AgentRole(section, role, vault, context),
            fees: policy,
            seat: try SeatSettings(section),
            funds: try Self.funds(section)
        )
    }

    private static func funds(_ section: Section) throws(ScenarioError) -> [Funds]? {
        guard let funds = try section.readIfPresent(AgentKeys.funds) else { return nil }
        var named: [String] = []
        for item in funds {
            let name =
                switch item {
                case .ether: "ETH"
                case .token(let name, _): name
                }
            if named.contains(name) {
                throw try section.child(AgentKeys.funds).error(
                    "\(name) is given more than once",
                    "write one amount of it"
                )
            }
            named.append(name)
        }
        return funds
    }
}

extension AgentRole {
    fileprivate init(
        _ section: Section,
        _ role: RoleName,
        _ vault: VaultSettings?,
        _ context: Context
    ) throws(ScenarioError) {
        if vault == nil, [.keeper, .observer, .bidder, .griefer].contains(role) {
            let article = role == .observer ? "an" : "a"
            throw try section.child(AgentKeys.role).error(
                "\(article) \(role.rawValue) needs a vault",
                "add a section vault: or remove the \(role.rawValue)"
            )
        }
        switch role {
        case .owner: self = .owner(try OwnerSettings(section, vault))
        case .observer: self = .observer
        case .bidder:
            var settings = BidderSettings()
            if let quote = context.assets.first(where: { $0.name == vault?.quote }) {
                settings.minProfit = try section.amount(AgentKeys.minProfit, in: quote)
            }
            self = .bidder(settings)
        case .keeper:
            self = .keeper(
                KeeperSettings(
                    strategy: try section.read(AgentKeys.strategy),
                    retryAfterBlocks: try section.read(AgentKeys.retryAfter),
                    prefers: try section.readIfPresent(AgentKeys.prefers),
                    jitterBlocks: try section.read(AgentKeys.jitter)
                )
            )
        case .arbitrageur:
            let pools = try Self.pools(section, role, context)
            var settings = ArbitrageurSettings(pools: pools.map(\.name))
            for pool in pools { settings.minProfit = try Self.minProfit(section, pool) }
            self = .arbitrageur(settings)
        case .traders:
            self = .traders(try Self.traders(section, try Self.pool(section, role, context)))
        case .sandwicher:
            let pool = try Self.pool(section, role, context)
            self = .sandwicher(
                SandwicherSettings(
                    pool: pool.name,
                    minProfit: try Self.minProfit(section, pool),
                    bidding: try Bidding(section)
                )
            )
        case .oracleReporter:
            self = .oracleReporter(
                OracleReporterSettings(
                    assets: try Self.assets(section, vault),
                    heartbeat: try section.read(AgentKeys.heartbeat),
                    deviation: try section.read(AgentKeys.deviation)
                )
            )
        case .cyclicArbitrageur:
            self = .cyclicArbitrageur(try CyclicArbitrageurSettings(section))
        case .jitProvider:
            let pool = try Self.pool(section, role, context)
            self = .jitProvider(
                JITProviderSettings(
                    pool: pool.name,
                    minProfit: try Self.minProfit(section, pool),
                    bid: try section.readIfPresent(AgentKeys.bid) ?? BasisPoints(9_000)
                )
            )
        case .copycat: self = .copycat
        case .stuffer: self = .stuffer(try StufferSettings(section, vault))
        case .griefer:
            let quote = context.assets.first { $0.name == vault?.quote }
            self = .griefer(
                try quote.map { quote throws(ScenarioError) in
                    try GrieferSettings(section, quote: quote)
                } ?? GrieferSettings()
            )
        case .oraclePusher:
            let pool = try Self.pool(section, role, context)
            self = .oraclePusher(try OraclePusherSettings(section, pool: pool.name, vault))
        case .liquidityProvider:
            let pool = try Self.pool(section, role, context)
            self = .liquidityProvider(try LiquidityProviderSettings(section, pool))
        case .liquidations:
            let pool = try Self.pool(section, role, context)
            self = .liquidations(try LiquidationsSettings(section, pool, vault))
        case .blockSpace:
            self = .blockSpace(BlockSpaceSettings(baseFee: try section.read(AgentKeys.baseFee)))
        }
    }

    private static func traders(
        _ section: Section,
        _ pool: Pool
    ) throws(ScenarioError) -> TradersSettings {
        let size = try section.read(AgentKeys.size)
        try checkUnit(size.asset, pool, try section.child(AgentKeys.size))
        return TradersSettings(
            pool: pool.name,
            ratePerBlock: try section.read(AgentKeys.rate),
            size: size.size,
            slippage: try section.read(AgentKeys.slippage),
            wallets: UInt256(try section.read(AgentKeys.wallets)).asInt ?? 1,
            panic: try section.readIfPresent(AgentKeys.panic).map {
                panic throws(ScenarioError) in
                try TradersSettings.Panic(panic, pool)
            }
        )
    }

    /// The assets that are named, or all that the vault holds beside its quote token.
    private static func assets(
        _ section: Section,
        _ vault: VaultSettings?
    ) throws(ScenarioError) -> [String] {
        if case .these(let assets) = try section.read(AgentKeys.asset) { return assets.map(\.name) }
        guard let vault else {
            throw try section.child(AgentKeys.asset).error(
                "there is no vault whose assets these are",
                "name an asset, or add a section vault:"
            )
        }
        return vault.held.filter { $0 != vault.quote }
    }

    /// The pools that are named, or else the only one.
    private static func pools(
        _ section: Section,
        _ role: RoleName,
        _ context: Context
    ) throws(ScenarioError) -> [Pool] {
        switch try section.readIfPresent(AgentKeys.pools) {
        case .these(let pools): return pools
        case .all where !context.pools.isEmpty: return context.pools
        case .all, nil: return [try pool(section, role, context)]
        }
    }

    /// The pool that is named, or else the only one.
    private static func pool(
        _ section: Section,
        _ role: RoleName,
        _ context: Context
    ) throws(ScenarioError) -> Pool {
        if role != .arbitrageur, let pool = try section.readIfPresent(AgentKeys.pool) {
            return pool
        }
        if context.pools.count == 1, let pool = context.pools.first { return pool }
        let names = context.pools.prefix(20).map(\.name).joined(separator: ", ")
        throw section.element.error(
            "pool is missing",
            context.pools.isEmpty
                ? "the role \(role.rawValue) needs a pool; add one to pools"
                : "there is more than one; write pool: and one of \(names)"
        )
    }

    private static func minProfit(
        _ section: Section,
        _ pool: Pool
    ) throws(ScenarioError) -> TokenAmount {
        guard let profit = try section.readIfPresent(AgentKeys.minProfit) else { return .zero }
        try checkUnit(profit.asset, pool, try section.child(AgentKeys.minProfit))
        return profit.amount
    }

    /// Refuses an amount that is not in the quote token of its pool.
    private static func checkUnit(
        _ asset: Asset,
        _ pool: Pool,
        _ element: Element
    ) throws(ScenarioError) {
        if asset.name != pool.quote {
            throw element.error(
                "the amount is in \(asset.name)",
                "give it in the second token of the pool \(pool.name), \(pool.quote)"
            )
        }
    }
}
