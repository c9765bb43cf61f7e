import Primitives
import Scenarios
import WideMath

/// What there is to trade, and the vault, in words.
extension Explanation {
    /// The assets, each with where its price comes from.
    var assets: [Row] {
        scenario.assets.map { asset in
            Row(
                asset.name,
                text: "\(Self.count(asset.decimals, "decimal")), " + Self.source(of: asset.price)
            )
        }
    }

    private static func source(of price: PricePath) -> String {
        switch price {
        case .constant(let price): return "\(dollars(price)) throughout"
        case .replay(let replay):
            let first = Canonical.number(replay.points.first ?? 0)
            let last = dollars(replay.points.last ?? 0)
            let path =
                replay.volatility == 0
                ? "straight in between" : "a random path of \(percent(replay.volatility)) between"
            return "\(Figures.grouped(UInt64(replay.points.count))) prices "
                + "\(Canonical.duration(replay.every)) apart, from \(first) to \(last), "
                + path
        case .bars(let replay):
            return "\(count(replay.bars.count, "bar")) of \(Canonical.duration(replay.every)), "
                + "from \(dollars(replay.bars.first?.open ?? 0))"
        case .file(let file):
            let bars = file.content.map {
                ": \(count($0.bars.count, "bar")) of \(Canonical.duration($0.every)), from "
                    + dollars($0.bars.first?.open ?? 0)
            }
            return "\(file.path) from \(Canonical.date(file.from))" + (bars ?? "")
        case .gbm(let price):
            let law =
                price.regimes.isEmpty
                ? "volatility \(percent(price.volatility)), drift \(percent(price.drift)) a year"
                : "regimes \(list(price.regimes.map(\.name)))"
            let jumps = price.jumps.map {
                ", \(Canonical.number($0.rate)) jumps a year of \(percent($0.mean)) on average"
            }
            return "at random from \(dollars(price.start)): \(law)" + (jumps ?? "")
        case .peg(let price):
            let lost = price.depeg.map {
                ", lost \(Canonical.number($0.rate)) times a year for "
                    + Canonical.duration($0.lasts)
            }
            return "held to \(dollars(price.peg)), half of a deviation gone in "
                + Canonical.duration(price.halfLife) + (lost ?? "")
        }
    }

    private static func dollars(_ price: Double) -> String {
        "\(Canonical.number(price)) dollar\(price == 1 ? "" : "s")"
    }

    private static func percent(_ fraction: Double) -> String {
        "\(fraction < 0 ? "-" : "")\(Canonical.number(fraction.magnitude, tenTo: 2)) %"
    }

    /// The pools, each with what it holds at the start.
    var pools: [Row] {
        scenario.pools.map { pool in
            Row(
                pool.name,
                text: "\(pool.base)/\(pool.quote), \(amount(pool.liquidity, of: pool.quote)) and "
                    + "as much in \(pool.base), fee \(Self.ratio(pool.fee))"
            )
        }
    }

    /// The vault: what it holds, when it trades, how, and what it refuses.
    var vault: [Row] {
        guard let vault = scenario.vault else { return [] }
        var rows: [Row] = []
        if let index = vault.index {
            let units = index.components.map { amount($0.units, of: $0.asset) }
            let supply = Canonical.grouped(index.supply)
            rows.append(Row("index", text: "\(supply) units of " + Self.list(units)))
        } else {
            let weights = vault.targets.map { "\(Self.ratio($0.weight)) \($0.asset)" }
            rows.append(Row("targets", text: Self.list(weights)))
            rows.append(Row("deposit", text: amount(vault.deposit, of: vault.quote)))
        }
        if let momentum = vault.momentum {
            rows.append(
                Row(
                    "momentum",
                    text: "weights lean by up to \(Self.ratio(momentum.tilt)) towards what is "
                        + "above its average of \(momentum.periods) observations, "
                        + "\(Canonical.duration(momentum.interval)) apart"
                )
            )
        }
        return rows + [
            Row("trigger", text: Self.words(vault.trigger)),
            Row("execution", text: Self.words(vault.execution)),
            Row("guards", text: Self.list(limits(of: vault))),
            Row(
                "keepers",
                text: vault.keepers == .open ? "anybody" : "the scenario's keepers"
            ),
        ]
    }

    private static func words(_ trigger: TriggerSettings) -> String {
        if trigger.event != nil { return "when the owner has changed weights or units" }
        let distance = trigger.threshold.map {
            "a weight is \(Self.ratio($0)) off its target"
                + (trigger.measure == .relative ? ", of the target" : "")
        }
        let time = trigger.period.map { "every \(Canonical.duration($0))" }
        let back =
            trigger.tradeBack.count == 0
            ? "" : "; traded back to \(Self.ratio(trigger.tradeBack))"
        switch (distance, time) {
        case (let distance?, let time?): return "\(time) if \(distance)\(back)"
        case (let distance?, nil): return "when \(distance)\(back)"
        case (nil, let time): return (time ?? "never") + back
        }
    }

    private static func words(_ execution: ExecutionSettings) -> String {
        let end = ", given up after \(Canonical.duration(execution.giveUp))"
        if let auction = execution.auction {
            return "a Dutch auction from \(Self.ratio(auction.start)) to "
                + "\(Self.ratio(auction.floor)) of the oracle's price, \(auction.curve.rawValue), "
                + "a step every \(Canonical.duration(auction.step))" + end
        }
        if execution.slices == 1 { return "all at once" }
        let size = execution.pace == .even ? "equal" : "as large as trade_max admits"
        return "\(Canonical.grouped(execution.slices)) slices, \(size), "
            + "\(Canonical.duration(execution.every)) apart" + end
    }

    /// The limits that hold; those that are off are left out.
    private func limits(of vault: VaultSettings) -> [String] {
        let guards = vault.guards
        var limits = [
            "slippage \(Self.ratio(guards.slippage))",
            "value loss \(Self.ratio(guards.valueLoss))",
            "oracle age \(Canonical.duration(guards.oracleAge))",
            "cooldown \(Canonical.duration(guards.cooldown))",
        ]
        let ratios: [(name: String, ratio: BasisPoints)] = [
            ("loss budget", guards.lossBudget), ("impact", guards.impact),
            ("pool deviation", guards.poolDeviation),
            ("average deviation", guards.averageDeviation), ("turnover", guards.turnover),
            ("daily turnover", guards.dailyTurnover), ("halt at a fall of", guards.priceDrop),
        ]
        for (name, ratio) in ratios where ratio.count > 0 {
            limits.append("\(name) \(Self.ratio(ratio))")
        }
        if !guards.depth.isZero { limits.append("depth \(amount(guards.depth, of: vault.quote))") }
        if !guards.baseFee.isZero { limits.append("base fee \(Canonical.fee(guards.baseFee))") }
        return limits
    }

    /// An amount with its token.
    func amount(_ amount: TokenAmount, of name: String) -> String {
        let places = scenario.asset(named: name)?.decimals ?? 0
        return "\(Canonical.decimal(amount.raw, places: places)) \(name)"
    }

    /// A ratio in per cent.
    static func ratio(_ ratio: BasisPoints) -> String { Canonical.percent(ratio.count) }

    /// `a, b and c`, or how many there are where a line cannot hold them.
    static func list(_ words: [String], or noun: String) -> String {
        words.count > 4 ? count(words.count, noun) : list(words)
    }

    /// `a, b and c`.
    static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
