/// A number of `summary.json` that an expectation can name.
///
/// What stands there beside it has no order (hashes, names), or its place differs from run to run
/// (reasons of failures, rebalances one by one).
public struct SummaryMeasure: Sendable, Hashable {
    /// What it counts, and so with which unit its bound is written.
    public enum Kind: Sendable, Hashable {
        /// A whole number.
        case count
        /// A ratio.
        case ratio
        /// Wei.
        case ether
        /// Smallest units of a token, exactly.
        case amount(token: String, decimals: Int)
        /// Whole tokens, in floating point.
        case value(token: String)
    }

    /// Where it stands, as `vault.rebalances.failed`.
    public let path: String
    /// What it counts.
    public let kind: Kind
    /// The amount of which a bound in per cent or basis points is a part; nothing where there is
    /// none.
    public let whole: String?
    /// Why it is `null` where it is.
    public let absence: String

    init(
        _ path: String,
        _ kind: Kind,
        whole: String? = nil,
        absence: String = "this run has no such number"
    ) {
        self.path = path
        self.kind = kind
        self.whole = whole
        self.absence = absence
    }
}

extension SummaryMeasure {
    /// What the summary would say of a variant: all but what counts the run's own checks.
    static func all(ofVariant scenario: Scenario) -> [SummaryMeasure] {
        all(of: scenario).filter { !$0.path.hasPrefix("invariants.") }
    }

    /// All that the summary of a scenario has, in its order.
    ///
    /// A test holds this list and what is written in step.
    public static func all(of scenario: Scenario) -> [SummaryMeasure] {
        var all = [SummaryMeasure("blocks", .count)]
        all += counts("transactions", ["included", "reverted", "halted", "rejected"])
        all += [
            SummaryMeasure("gas.used", .count), SummaryMeasure("gas.burnt_wei", .ether),
            SummaryMeasure("gas.priority_wei", .ether),
            SummaryMeasure("gas.payments_wei", .ether),
        ]
        all += vault(scenario)
        all += mev(scenario)
        all += liquidity(scenario)
        all += scenario.agents.flatMap { provider($0, scenario) }
        all += agents(scenario)
        return all + counts("invariants", ["checked", "violated"])
    }

    private static func counts(_ section: String, _ names: [String]) -> [SummaryMeasure] {
        names.map { SummaryMeasure("\(section).\($0)", .count) }
    }

    /// The terms of the loss, and why each may be missing.
    private static let lossPaths: [(name: String, absence: String)] = {
        let compared = "some trades have no counterpart in a block without the attackers"
        let priced = "no asset WETH gives ether a price"
        return ["timing", "basis", "fee", "impact", "mev", "shortfall"].map { ($0, compared) }
            + ["gas", "total"].map { ($0, priced) }
    }()

    private static func vault(_ scenario: Scenario) -> [SummaryMeasure] {
        guard let quote = scenario.vault.flatMap({ scenario.asset(named: $0.quote) }) else {
            return []
        }
        let amount = Kind.amount(token: quote.name, decimals: quote.decimals)
        let value = Kind.value(token: quote.name)
        let ratios = [
            "deviation_max", "deviation_end", "turnover", "drawdown", "drawdown_market",
        ]
        let losses = lossPaths.map { name, absence in
            SummaryMeasure("vault.loss.\(name)", amount, whole: "vault.sold", absence: absence)
        }
        let tax = taxPaths.map {
            SummaryMeasure(
                "vault.tax.\($0)",
                amount,
                absence: "the vault's log does not tell of all that moved"
            )
        }
        var all = [
            SummaryMeasure("vault.nav_start", amount),
            SummaryMeasure("vault.nav_end", amount, whole: "vault.nav_start"),
        ]
        for name in ["share_price_end", "nav_market_start", "nav_market_end", "hold_end"] {
            all.append(SummaryMeasure("vault.\(name)", value))
        }
        for name in ratios { all.append(SummaryMeasure("vault.\(name)", .ratio)) }
        let untargeted = "the strategy named no targets, or there were less than two blocks"
        for name in benchmarkRatios {
            all.append(SummaryMeasure("vault.\(name)", .ratio, absence: untargeted))
        }
        for name in ["frictionless_end", "constant_product_end"] {
            all.append(SummaryMeasure("vault.\(name)", value, absence: untargeted))
        }
        all.append(
            SummaryMeasure(
                "vault.out_of_band_seconds",
                .count,
                absence: "the trigger has no threshold"
            )
        )
        for name in ["cost_end", "cost_mean", "cost_max"] {
            all.append(
                SummaryMeasure(
                    "vault.next_rebalance.\(name)",
                    value,
                    absence: "a token has no pool, or the strategy names no targets"
                )
            )
        }
        all.append(SummaryMeasure("vault.next_rebalance.cost_max_block", .count))
        let asked = "nothing was run without it; run with --guards"
        for limit in Guard.allCases {
            let section = "vault.guards.\(limit.rawValue)"
            all += [
                SummaryMeasure("\(section).refused", .count),
                SummaryMeasure("\(section).saved", value, absence: asked),
                SummaryMeasure("\(section).rebalances_without", .count, absence: asked),
            ]
        }
        all += counts("vault", ["rebalances.done", "rebalances.failed", "rebalances.held_back"])
        all += [
            SummaryMeasure("vault.rebalances.gas_wei", .ether),
            SummaryMeasure("vault.bids", .count),
            SummaryMeasure("vault.lost", amount, whole: "vault.sold"),
            SummaryMeasure("vault.sold", amount),
            SummaryMeasure("vault.loss.trades", .count),
        ]
        return all + losses + tax
    }

    private static var benchmarkRatios: [String] {
        let harvest = ["hold", "constant_product"].flatMap { other in
            ["harvest.over_\(other)", "harvest.over_\(other)_theory"]
        }
        return ["tracking_error", "volatility", "deviation_mean"] + harvest
    }

    private static var taxPaths: [String] {
        let methods = ["fifo", "highest_cost_first"]
        let realised = ["cost", "gain", "gain_long_term"]
        let all = realised + ["unrealised", "cost_held", "cost_in_kind"]
        return ["proceeds", "withdrawals.proceeds"]
            + methods.flatMap { method in
                all.map { "\(method).\($0)" } + realised.map { "withdrawals.\(method).\($0)" }
            }
    }

    private static func mev(_ scenario: Scenario) -> [SummaryMeasure] {
        let quote = scenario.pools.first.flatMap { scenario.asset(named: $0.quote) }
        var all: [SummaryMeasure] = []
        if let quote {
            let amount = Kind.amount(token: quote.name, decimals: quote.decimals)
            for name in ["extracted", "victim_loss", "extracted_from_vault"] {
                all.append(SummaryMeasure("mev.\(name)", amount))
            }
            all += redistribution(scenario, amount)
        }
        all += counts("mev", ["attacks", "attacks_on_vault"])
        all.append(SummaryMeasure("mev.gas_wei", .ether))
        let detector = "mev.detector"
        all += counts(detector, ["sandwiches.found", "sandwiches.true"])
        all += counts(detector, ["arbitrages.found", "arbitrages.true"])
        all += [
            SummaryMeasure(
                "\(detector).arbitrages.precision",
                .ratio,
                absence: "no arbitrage was found"
            ),
            SummaryMeasure(
                "\(detector).arbitrages.recall",
                .ratio,
                absence: "there was no arbitrage between pools"
            ),
            SummaryMeasure(
                "\(detector).sandwiches.precision",
                .ratio,
                absence: "no sandwich was found"
            ),
            SummaryMeasure(
                "\(detector).sandwiches.recall",
                .ratio,
                absence: "there was no sandwich"
            ),
        ]
        return all
    }

    /// Who gained and lost by attacks: everybody who can, though not in every run.
    private static func redistribution(_ scenario: Scenario, _ value: Kind) -> [SummaryMeasure] {
        let section = "mev.redistribution"
        var names: [String] = []
        let vault = scenario.vault == nil ? [] : ["vault"]
        for name in scenario.agents.map(\.name) + scenario.pools.map(\.name) + vault + ["others"]
        where !names.contains(name) {
            names.append(name)
        }
        let absence = "no attack moved anything of its"
        var all: [SummaryMeasure] = []
        for name in names {
            let party = "\(section).parties.\(name)"
            all += flows("\(party).gains", scenario, absence: absence)
            all.append(SummaryMeasure("\(party).value", value, absence: absence))
            for paid in ["burnt_wei", "paid_to_builder_wei"] {
                all.append(SummaryMeasure("\(party).\(paid)", .ether, absence: absence))
            }
        }
        all += flows("\(section).sums", scenario)
        for kind in ["attacker", "arbitrageur", "pool", "victim"] {
            all.append(SummaryMeasure("\(section).values.\(kind)", value))
        }
        return all
    }

    /// An amount of each token.
    private static func flows(
        _ section: String,
        _ scenario: Scenario,
        absence: String = "this run has no such number"
    ) -> [SummaryMeasure] {
        scenario.assets.map { asset in
            SummaryMeasure(
                "\(section).\(asset.name)",
                .amount(token: asset.name, decimals: asset.decimals),
                absence: absence
            )
        }
    }

    private static func liquidity(_ scenario: Scenario) -> [SummaryMeasure] {
        let absence = "no pool names a drought"
        var all = [SummaryMeasure("liquidity.drought_blocks", .count, absence: absence)]
        for pool in scenario.pools {
            let section = "liquidity.pools.\(pool.name)"
            let decimals = scenario.asset(named: pool.quote)?.decimals ?? 0
            let amount = Kind.amount(token: pool.quote, decimals: decimals)
            for name in ["depth_start", "depth_end", "depth_min", "depth_mean"] {
                all.append(SummaryMeasure("\(section).\(name)", amount))
            }
            all.append(SummaryMeasure("\(section).drought_threshold", amount, absence: absence))
            for name in ["drought_blocks", "drought_seconds", "drought_count"] {
                all.append(SummaryMeasure("\(section).\(name)", .count, absence: absence))
            }
            for name in ["volume", "fees", "lvr", "lvr_theory", "lvr_after_fees"] {
                all.append(SummaryMeasure("\(section).\(name)", amount))
            }
        }
        return all
    }

    private static func provider(
        _ agent: AgentSettings,
        _ scenario: Scenario
    ) -> [SummaryMeasure] {
        guard let pool = agent.role.provides.flatMap({ scenario.pool(named: $0) }) else {
            return []
        }
        let section = "liquidity.providers.\(agent.name)"
        func amount(_ name: String, in token: String) -> SummaryMeasure {
            let decimals = scenario.asset(named: token)?.decimals ?? 0
            let kind = Kind.amount(token: token, decimals: decimals)
            return SummaryMeasure("\(section).\(name)", kind)
        }
        func tokens(_ name: String) -> [SummaryMeasure] {
            pool.tokens.map { amount("\(name).\($0)", in: $0) }
        }
        return tokens("provided")
            + ["share_end", "share_min"].map { SummaryMeasure("\(section).\($0)", .ratio) }
            + counts(section, ["withdrawals"]) + tokens("withdrawn")
            + counts(section, ["provisions"]) + tokens("added")
            + ["value", "hold", "gain", "fees", "impermanent"].map { amount($0, in: pool.quote) }
    }

    private static func agents(_ scenario: Scenario) -> [SummaryMeasure] {
        scenario.agents.flatMap { agent in
            let section = "agents.\(agent.name)"
            return counts(section, ["included", "failed"])
                + ["gas_wei", "payments_wei"].map { SummaryMeasure("\(section).\($0)", .ether) }
                + flows("\(section).flows", scenario)
        }
    }
}
