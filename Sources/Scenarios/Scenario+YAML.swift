import Primitives

extension Scenario {
    /// The scenario as YAML with every default filled in.
    ///
    /// Equal scenarios give equal text, and decoding the text gives an equal scenario.
    public var resolvedYAML: String {
        var lines = ["format: 1", "name: \(Canonical.quoted(name))"]
        lines.append("about: \(Canonical.quoted(about))")
        lines.append("seed: \(seed)")
        lines.append("chain:")
        lines += indented(chain.lines)
        lines.append("assets:")
        for asset in assets { lines += indented(asset.lines) }
        if let correlation { lines += ["correlation:"] + indented(correlation.lines) }
        if !pools.isEmpty { lines.append("pools:") }
        for pool in pools { lines += item(self.lines(of: pool)) }
        if let vault {
            lines.append("vault:")
            lines += indented(self.lines(of: vault))
        }
        if !agents.isEmpty { lines.append("agents:") }
        for agent in agents { lines += item(self.lines(of: agent)) }
        lines.append("ordering:")
        lines += indented(ordering.lines)
        if !events.isEmpty { lines.append("events:") }
        for event in events { lines += item(event.lines(among: events)) }
        lines.append("run:")
        switch run.duration {
        case .seconds(let seconds): lines.append("  for: \(Canonical.duration(seconds))")
        case .blocks(let blocks): lines.append("  for: \(Canonical.grouped(blocks)) blocks")
        }
        if !assumptions.isEmpty { lines.append("assumptions:") }
        for assumption in assumptions {
            lines += item([
                "path: \(Canonical.quoted(assumption.path))",
                "low: \(Canonical.quoted(assumption.low))",
                "high: \(Canonical.quoted(assumption.high))",
            ])
        }
        if !variants.isEmpty { lines.append("compare:") }
        for variant in variants { lines += item(variant.lines) }
        if !expectations.isEmpty { lines.append("expect:") }
        for expectation in expectations { lines += item([expectation.line]) }
        let watched =
            always.map { Canonical.quoted($0.text) }
            + variants.flatMap { variant in
                variant.scenario.always.map {
                    "\(Canonical.quoted(variant.name)): \(Canonical.quoted($0.text))"
                }
            }
        if !watched.isEmpty { lines.append("always:") }
        for line in watched { lines += item([line]) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(of pool: Pool) -> [String] {
        [
            "name: \(Canonical.name(pool.name))",
            "tokens: [\(Canonical.name(pool.base)), \(Canonical.name(pool.quote))]",
            "fee: \(Canonical.ratio(pool.fee))",
            "liquidity: \(amount(pool.liquidity, of: pool.quote))",
        ] + (pool.drought.map { ["drought: \(amount($0, of: pool.quote))"] } ?? [])
    }

    private func lines(of vault: VaultSettings) -> [String] {
        var lines = ["quote: \(Canonical.name(vault.quote))"]
        if let index = vault.index {
            lines += ["index:", "  supply: \(Canonical.grouped(index.supply))", "  units:"]
            lines += indented(indented(units(index.components)))
        } else {
            lines += ["targets:"] + indented(TargetWeight.lines(vault.targets))
            lines.append("deposit: \(amount(vault.deposit, of: vault.quote))")
        }
        if let momentum = vault.momentum { lines += ["momentum:"] + indented(momentum.lines) }
        let depth = "depth: \(amount(vault.guards.depth, of: vault.quote))"
        let reward = [
            "tip: \(amount(vault.reward.tip, of: vault.quote))",
            "cap: \(amount(vault.reward.cap, of: vault.quote))",
            "priority_fee: \(Canonical.fee(vault.reward.priorityFee))",
        ]
        lines += ["trigger:"] + indented(vault.trigger.lines)
        lines += ["execution:"] + indented(vault.execution.lines)
        if !vault.assets.isEmpty { lines.append("assets:") }
        for terms in vault.assets {
            let most = terms.tradeMax.isZero ? [] : [amount(terms.tradeMax, of: terms.asset)]
            lines.append("  \(Canonical.name(terms.asset)):")
            lines += indented(indented(most.map { "trade_max: \($0)" } + terms.lines))
        }
        lines += ["guards:"] + indented(vault.guards.lines + [depth])
        lines += ["fees:"] + indented(vault.fees.lines)
        lines += ["reward:"] + indented(reward)
        lines.append("keepers: \(vault.keepers.rawValue)")
        lines.append("timelock: \(Canonical.duration(vault.timelock))")
        return lines
    }

    private func lines(of agent: AgentSettings) -> [String] {
        var lines = ["name: \(Canonical.name(agent.name))", "role: \(agent.role.name)"]
        lines += self.lines(of: agent.role)
        let most =
            switch agent.fees.maxFee {
            case .multiple(let factor): "\(Canonical.number(factor))x"
            case .fixed(let fee): Canonical.fee(fee)
            }
        lines.append("fees:")
        lines += indented(["tip: \(Canonical.fee(agent.fees.priority))", "max: \(most)"])
        lines += agent.seat.lines
        if let funds = agent.funds {
            let items = funds.map { item in
                switch item {
                case .ether(let wei): "\(Canonical.decimal(wei.raw, places: 18)) ETH"
                case .token(let asset, let amount): self.amount(amount, of: asset)
                }
            }
            lines.append("funds: [\(items.joined(separator: ", "))]")
        }
        return lines
    }

    private func lines(of role: AgentRole) -> [String] {
        switch role {
        case .keeper(let keeper):
            let blocks = Canonical.grouped(keeper.retryAfterBlocks)
            let prefers = keeper.prefers.map { ["prefers: \($0.rawValue)"] } ?? []
            return ["strategy: \(keeper.strategy.rawValue)", "retry_after: \(blocks) blocks"]
                + prefers + ["jitter: \(Canonical.blocks(keeper.jitterBlocks))"]
        case .arbitrageur(let arbitrageur):
            let quote = pool(named: arbitrageur.pools.first ?? "")?.quote ?? ""
            return [
                "pool: \(SeveralForm<PoolForm>.text(arbitrageur.pools))",
                "min_profit: \(amount(arbitrageur.minProfit, of: quote))",
            ]
        case .sandwicher(let sandwicher):
            return lines(pool: sandwicher.pool, minProfit: sandwicher.minProfit)
                + sandwicher.bidding.lines
        case .traders(let traders):
            return [
                "pool: \(Canonical.name(traders.pool))",
                "rate: \(Canonical.number(traders.ratePerBlock)) per block",
                "size: \(size(traders.size, of: pool(named: traders.pool)?.quote ?? ""))",
                "slippage: \(Canonical.ratio(traders.slippage))",
                "wallets: \(Canonical.grouped(traders.wallets))",
            ]
        case .oracleReporter(let reporter):
            return [
                "asset: \(SeveralForm<AssetForm>.text(reporter.assets))",
                "heartbeat: \(Canonical.duration(reporter.heartbeat))",
                "deviation: \(Canonical.ratio(reporter.deviation))",
            ]
        case .owner(let owner):
            let after = "after: \(Canonical.duration(owner.after))"
            switch owner.change {
            case .targets(let targets):
                return [after, "targets:"] + indented(TargetWeight.lines(targets))
            case .units(let components):
                return [after, "units:"] + indented(units(components))
            }
        case .observer: return []
        case .bidder(let bidder):
            return ["min_profit: \(amount(bidder.minProfit, of: vault?.quote ?? ""))"]
        case .cyclicArbitrageur(let arbitrageur):
            return [
                "token: \(Canonical.name(arbitrageur.token))",
                "min_profit: \(amount(arbitrageur.minProfit, of: arbitrageur.token))",
            ] + arbitrageur.bidding.lines
        case .jitProvider(let provider):
            return lines(pool: provider.pool, minProfit: provider.minProfit)
                + ["bid: \(Canonical.ratio(provider.bid))"]
        case .copycat: return []
        case .stuffer(let stuffer): return stuffer.lines
        case .griefer(let griefer):
            return griefer.budget.map { ["budget: \(amount($0, of: vault?.quote ?? ""))"] } ?? []
        case .oraclePusher(let pusher): return pusher.lines
        case .blockSpace(let bidder):
            switch bidder.baseFee {
            case .constant(let fee): return ["base_fee: \(Canonical.fee(fee))"]
            case .steps(let values, let every):
                let steps = wrapped("steps", values.map(Canonical.fee))
                return ["base_fee:"]
                    + indented(steps + ["every: \(Canonical.duration(every))"])
            }
        }
    }

    private func units(_ components: [IndexSettings.Component]) -> [String] {
        components.map { "\(Canonical.name($0.asset)): \(amount($0.units, of: $0.asset))" }
    }

    private func lines(pool name: String, minProfit: TokenAmount) -> [String] {
        let quote = pool(named: name)?.quote ?? ""
        return ["pool: \(Canonical.name(name))", "min_profit: \(amount(minProfit, of: quote))"]
    }

    private func size(_ size: SizeDistribution, of quote: String) -> String {
        switch size {
        case .fixed(let fixed): amount(fixed, of: quote)
        case .lognormal(let median, let sigma):
            "lognormal(\(amount(median, of: quote)), \(Canonical.number(sigma)))"
        }
    }

    private func amount(_ amount: TokenAmount, of name: String) -> String {
        "\(Canonical.decimal(amount.raw, places: asset(named: name)?.decimals ?? 0)) \(name)"
    }
}

extension ChainSettings {
    fileprivate var lines: [String] {
        [
            "id: \(id)", "start: \(Canonical.date(start))",
            "block_time: \(blockTime.text)",
            "missed_slots: \(Canonical.ratio(missedSlots))",
            "gas_limit: \(Canonical.grouped(gasLimit))", "base_fee: \(Canonical.fee(baseFee))",
            "fork: \(fork.rawValue)", "signatures: \(signatures.rawValue)",
            "state_roots: \(stateRoots.rawValue)",
        ]
    }
}

extension Asset {
    fileprivate var lines: [String] {
        let head = ["\(Canonical.name(name)):", "  decimals: \(decimals)"]
        switch price {
        case .constant(let price): return head + ["  price: \(Canonical.number(price))"]
        case .gbm(let price): return head + ["  price:"] + indented(indented(price.lines))
        case .peg(let price): return head + ["  price:"] + indented(indented(price.lines))
        case .bars(let replay): return head + ["  price:"] + indented(indented(replay.lines))
        case .file(let file): return head + ["  price:"] + indented(indented(file.lines))
        case .replay(let replay):
            let volatility = Canonical.number(replay.volatility, tenTo: 2)
            let points = replay.points.map { Canonical.number($0) }
            let replayLines =
                wrapped("replay", points)
                + ["every: \(Canonical.duration(replay.every))", "volatility: \(volatility) %"]
            return head + ["  price:"] + indented(indented(replayLines))
        }
    }
}

/// The lines two columns to the right.
private func indented(_ lines: [String]) -> [String] { lines.map { "  " + $0 } }

/// The lines as one item of a list.
private func item(_ lines: [String]) -> [String] {
    lines.enumerated().map { $0 == 0 ? "  - " + $1 : "    " + $1 }
}

/// A list of any length, eight items a line.
private func wrapped(_ key: String, _ items: [String]) -> [String] {
    var lines = ["\(key): ["]
    for start in stride(from: 0, to: items.count, by: 8) {
        let row = items[start..<min(start + 8, items.count)]
        lines.append("  " + row.joined(separator: ", ") + ",")
    }
    return lines + ["]"]
}
