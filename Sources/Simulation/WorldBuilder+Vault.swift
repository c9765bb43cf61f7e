import Agents
import Contracts
import Execution
import Primitives
import Scenarios
import WideMath

extension WorldBuilder {
    /// Places the vault holding what it should, with all shares at the depositor.
    mutating func placeVault(
        _ tokens: [TokenInfo],
        _ pools: [PoolInfo],
        _ feeds: [String: Address],
        _ wallets: [[Wallet]]
    ) throws(WorldError) -> VaultInfo? {
        guard let settings = scenario.vault else { return nil }
        let quote = try token(settings.quote, tokens)
        var holdings: [VaultInfo.Holding] = []
        for name in settings.held where name != quote.name {
            let asset = try token(name, tokens)
            let venue = settings.assets.first { $0.asset == name }?.venue
            let fitting = pools.filter { $0.trades(asset, quote) }
            guard let feed = feeds[name],
                let pool = fitting.first(where: { $0.name == venue }) ?? deepest(fitting, quote)
            else {
                throw WorldError(
                    description: "vault: \(name) needs a pool against \(quote.name) and an "
                        + "oracle_reporter"
                )
            }
            holdings.append(VaultInfo.Holding(token: asset, pool: pool, feed: feed))
        }
        let address = genesis.nextAddress()
        let held = [quote] + holdings.map(\.token)
        let info = VaultInfo(
            address: address,
            quote: quote,
            holdings: holdings,
            virtualShares: VaultMath.virtualShares(offset: Self.offset),
            venues: pools.filter { held.contains($0.base) || held.contains($0.quote) }
        )
        let timelock = placeTimelock(settings, wallets)
        var configuration = Vault.Configuration(
            assets: assets(info, settings),
            strategy: placeStrategy(info, settings, timelock),
            execution: placeExecution(info, settings.execution)
        )
        configure(&configuration, info, settings, timelock, wallets)
        Vault.place(at: address, configuration, on: machine)
        try fill(info, settings)
        return info
    }

    /// The pool with the largest reserve of the quote token, and so the one whose price moves
    /// least; the first of equal ones.
    private func deepest(_ pools: [PoolInfo], _ quote: TokenInfo) -> PoolInfo? {
        var deepest: (pool: PoolInfo, reserve: UInt256)?
        for pool in pools {
            let reserves = pool.reserves(on: machine)
            let reserve = pool.quote == quote ? reserves.quote : reserves.base
            if reserve > deepest?.reserve ?? .zero { deepest = (pool, reserve) }
        }
        return deepest?.pool
    }

    /// The decimals that virtual shares stand for: a donation attack costs a thousand times what
    /// it takes.
    private static let offset: UInt64 = 3

    private mutating func assets(
        _ info: VaultInfo,
        _ settings: VaultSettings
    ) -> [Vault.Configuration.Asset] {
        let quote = Vault.Configuration.Asset(
            token: info.quote.address,
            oracle: .init(feed: .zero, ageMax: 0, decimals: UInt64(info.quote.decimals))
        )
        return [quote]
            + info.holdings.map { holding in
                let terms = settings.assets.first { $0.asset == holding.token.name }
                return Vault.Configuration.Asset(
                    token: holding.token.address,
                    oracle: .init(
                        feed: holding.feed,
                        ageMax: settings.guards.oracleAge,
                        decimals: UInt64(holding.token.decimals),
                        averageDeviation: settings.guards.averageDeviation
                    ),
                    trading: .init(venue: holding.pool.pair, coolOff: terms?.coolOff ?? 0),
                    tradeMax: terms?.tradeMax ?? .zero,
                    average: placeAverage(holding, info, settings.guards)
                )
            }
    }

    /// The average price of the pool that a holding is traded in, if the vault looks at it.
    private mutating func placeAverage(
        _ holding: VaultInfo.Holding,
        _ info: VaultInfo,
        _ guards: GuardSettings
    ) -> Address {
        guard guards.averageDeviation.count > 0 else { return .zero }
        let address = genesis.nextAddress()
        PoolTwap.place(
            at: address,
            pair: holding.pool.pair,
            asset: holding.token.address,
            assetUnit: holding.token.unit,
            quoteUnit: info.quote.unit,
            window: guards.averageWindow,
            on: machine
        )
        PoolTwap.backdate(address, on: machine)
        observed.append(.average(address))
        return address
    }

    private mutating func placeTimelock(
        _ settings: VaultSettings,
        _ wallets: [[Wallet]]
    ) -> Address {
        let timelock = genesis.nextAddress()
        Timelock.place(
            at: timelock,
            minDelay: settings.timelock,
            proposer: owner(wallets) ?? depositor,
            executor: .zero,
            on: machine
        )
        return timelock
    }

    /// The wallet of the scenario's owner, if it has one.
    private func owner(_ wallets: [[Wallet]]) -> Address? {
        for (agent, held) in zip(scenario.agents, wallets) {
            if case .owner = agent.role { return held[0].address }
        }
        return nil
    }

    private func configure(
        _ configuration: inout Vault.Configuration,
        _ info: VaultInfo,
        _ settings: VaultSettings,
        _ timelock: Address,
        _ wallets: [[Wallet]]
    ) {
        configuration.offset = Self.offset
        configuration.limits = settings.limits
        configuration.depthMin = settings.guards.depth
        configuration.fees = settings.fees.terms
        configuration.feeReceiver = manager
        configuration.reward = settings.reward.terms
        configuration.etherFeed =
            info.holdings.first { $0.token.name == "WETH" }?.feed ?? .zero
        configuration.owner = timelock
        configuration.guardian = depositor
        configuration.venues = info.venues.map { ($0.pair, $0.fee) }
        for (agent, held) in zip(scenario.agents, wallets) {
            guard case .keeper = agent.role else { continue }
            configuration.keepers.append(held[0].address)
        }
    }

    /// Who receives the vault's fees, and does nothing else.
    private var manager: Address { Address(word: 0xfee) }

    /// Gives the vault what it should hold, and the depositor the shares that a first deposit of
    /// the whole value would have issued.
    private mutating func fill(
        _ info: VaultInfo,
        _ settings: VaultSettings
    ) throws(WorldError) {
        for token in [info.quote] + info.holdings.map(\.token) {
            try genesis.mint(token, to: info.address, try held(token, info, settings))
        }
        Vault.book(of: info.address, on: machine)
        let value = settings.index == nil ? settings.deposit : VaultBooks(info, machine).nav
        let issued = value.raw.multiplied(
            by: info.virtualShares,
            dividedBy: .one,
            rounding: .down
        )
        let shares = TokenAmount(issued ?? .zero)
        machine.write(ShareLedger.Storage.totalSupply, of: info.address, shares)
        machine.write(ShareLedger.Storage.balances[depositor], of: info.address, shares)
        machine.write(Vault.Storage.lastNAV, of: info.address, value)
        if settings.momentum != nil {
            let strategy = machine.read(Vault.Storage.strategy, of: info.address)
            let observe = ABI.encodeCall(selector: Momentum.Function.observe.value, words: [])
            try genesis.call(strategy, from: depositor, observe, doing: "observe the oracles")
        }
    }

    /// How much of a token the vault starts with: its units of the index, or its part of the
    /// deposit at the start's prices.
    private func held(
        _ token: TokenInfo,
        _ info: VaultInfo,
        _ settings: VaultSettings
    ) throws(WorldError) -> TokenAmount {
        if let index = settings.index {
            let units = index.components.first { $0.asset == token.name }?.units ?? .zero
            // The format bounds the product by 2¹¹².
            return TokenAmount(units.raw.wrappingMultiply(UInt256(index.supply)))
        }
        let weight = settings.targets.first { $0.asset == token.name }?.weight ?? BasisPoints(0)
        let part = settings.deposit.raw.multiplied(
            by: weight.word,
            dividedBy: BasisPoints.whole.word,
            rounding: .down
        )
        let value = TokenAmount(part ?? .zero)
        return token == info.quote ? value : try amount(of: token, worth: value, in: info.quote)
    }
}

extension VaultSettings {
    /// The guards' limits.
    fileprivate var limits: Vault.Limits {
        var limits = Vault.Limits()
        limits.slippage = guards.slippage
        limits.poolDeviation = guards.poolDeviation
        limits.impact = guards.impact
        limits.turnover = guards.turnover
        limits.dailyTurnover = guards.dailyTurnover
        limits.loss = guards.valueLoss
        limits.lossBudget = guards.lossBudget
        limits.lossDays = guards.lossDays
        limits.breakerDrop = guards.priceDrop
        limits.cooldown = guards.cooldown
        limits.baseFeeMax = guards.baseFee.raw.asUInt64 ?? .max
        limits.keepersOpen = keepers == .open
        limits.raise = execution.auction?.raise ?? BasisPoints(0)
        return limits
    }
}

extension FeeSettings {
    /// The vault's terms.
    fileprivate var terms: Vault.FeeTerms {
        var terms = Vault.FeeTerms()
        terms.management = management
        terms.performance = performance
        terms.unlocking = unlocking
        return terms
    }
}

extension RewardSettings {
    /// The vault's terms.
    fileprivate var terms: Vault.RewardTerms {
        var terms = Vault.RewardTerms()
        terms.tip = tip.raw.low
        terms.cap = cap.raw.low
        terms.priorityFee = priorityFee.raw.asUInt64 ?? .max
        return terms
    }
}
