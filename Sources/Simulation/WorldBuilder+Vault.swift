import Agents
import Contracts
import Execution
import Primitives
import Scenarios
import WideMath

extension WorldBuilder {
    /// Places the vault holding its targets, with all shares at the depositor.
    mutating func placeVault(
        _ tokens: [TokenInfo],
        _ pools: [PoolInfo],
        _ feeds: [String: Address],
        _ wallets: [[Wallet]]
    ) throws(WorldError) -> VaultInfo? {
        guard let settings = scenario.vault else { return nil }
        let quote = try token(settings.quote, tokens)
        var quoteTarget = BasisPoints(0)
        var holdings: [VaultInfo.Holding] = []
        for target in settings.targets {
            let asset = try token(target.asset, tokens)
            if asset == quote {
                quoteTarget = target.weight
                continue
            }
            guard let feed = feeds[asset.name],
                let pool = pools.first(where: {
                    $0.base == asset && $0.quote == quote || $0.base == quote && $0.quote == asset
                })
            else {
                throw WorldError(
                    description: "vault.targets.\(asset.name): needs a pool against "
                        + "\(quote.name) and an oracle_reporter"
                )
            }
            holdings.append(
                VaultInfo.Holding(token: asset, target: target.weight, pool: pool, feed: feed)
            )
        }
        let address = genesis.nextAddress()
        let held = [quote] + holdings.map(\.token)
        let info = VaultInfo(
            address: address,
            quote: quote,
            quoteTarget: quoteTarget,
            holdings: holdings,
            virtualShares: VaultMath.virtualShares(offset: Self.offset),
            venues: pools.filter { held.contains($0.base) || held.contains($0.quote) }
        )
        Vault.place(at: address, configuration(info, settings, wallets), on: machine)
        try fill(info, settings)
        return info
    }

    /// The decimals that virtual shares stand for: a donation attack costs a thousand times what
    /// it takes.
    private static let offset: UInt64 = 3

    private mutating func configuration(
        _ info: VaultInfo,
        _ settings: VaultSettings,
        _ wallets: [[Wallet]]
    ) -> Vault.Configuration {
        let assets =
            [
                Vault.Configuration.Asset(
                    token: info.quote.address,
                    oracle: .init(feed: .zero, ageMax: 0, decimals: UInt64(info.quote.decimals))
                )
            ]
            + info.holdings.map { holding in
                Vault.Configuration.Asset(
                    token: holding.token.address,
                    oracle: .init(
                        feed: holding.feed,
                        ageMax: settings.guards.oracleAge,
                        decimals: UInt64(holding.token.decimals)
                    ),
                    trading: .init(venue: holding.pool.pair)
                )
            }
        let strategy = genesis.nextAddress()
        StaticWeights.place(
            at: strategy,
            weights: [info.quoteTarget.word] + info.holdings.map(\.target.word),
            trigger: settings.trigger.trigger,
            on: machine
        )
        let execution = genesis.nextAddress()
        TimeSlices.place(
            at: execution,
            slices: settings.execution.slices,
            interval: settings.execution.every,
            duration: settings.execution.giveUp,
            on: machine
        )
        let timelock = genesis.nextAddress()
        Timelock.place(
            at: timelock,
            minDelay: settings.timelock,
            proposer: depositor,
            executor: .zero,
            on: machine
        )
        var configuration = Vault.Configuration(
            assets: assets,
            strategy: strategy,
            execution: execution
        )
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
        return configuration
    }

    /// Who receives the vault's fees, and does nothing else.
    private var manager: Address { Address(word: 0xfee) }

    /// Gives the vault its targets, and the depositor the shares that a first deposit of the whole
    /// amount would have issued.
    private mutating func fill(
        _ info: VaultInfo,
        _ settings: VaultSettings
    ) throws(WorldError) {
        let deposit = settings.deposit.raw
        func share(_ weight: BasisPoints) -> TokenAmount {
            let part = deposit.multiplied(
                by: weight.word,
                dividedBy: BasisPoints.whole.word,
                rounding: .down
            )
            return TokenAmount(part ?? .zero)
        }
        try genesis.mint(info.quote, to: info.address, share(info.quoteTarget))
        for holding in info.holdings {
            let worth = try amount(of: holding.token, worth: share(holding.target), in: info.quote)
            try genesis.mint(holding.token, to: info.address, worth)
        }
        Vault.book(of: info.address, on: machine)
        let issued = deposit.multiplied(
            by: info.virtualShares,
            dividedBy: .one,
            rounding: .down
        )
        let shares = TokenAmount(issued ?? .zero)
        machine.write(ShareLedger.Storage.totalSupply, of: info.address, shares)
        machine.write(ShareLedger.Storage.balances[depositor], of: info.address, shares)
        machine.write(Vault.Storage.lastNAV, of: info.address, settings.deposit)
    }
}

extension TriggerSettings {
    /// The strategy's trigger.
    fileprivate var trigger: Trigger {
        let kind: Trigger.Kind =
            switch (threshold, period, measure) {
            case (nil, _, _): .calendar
            case (_, nil, .absolute): .absolute
            case (_, nil, .relative): .relative
            case (_, _, .absolute): .calendarAndAbsolute
            case (_, _, .relative): .calendarAndRelative
            }
        return Trigger(
            kind,
            threshold: UInt32(clamping: threshold?.count ?? 0),
            tradeBack: UInt32(clamping: tradeBack.count),
            period: period ?? 0
        )
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
