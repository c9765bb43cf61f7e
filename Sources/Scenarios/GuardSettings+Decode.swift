import Primitives

extension GuardSettings {
    /// Decodes `vault.guards`.
    init(_ section: Section, _ quote: Asset) throws(ScenarioError) {
        self.init(
            slippage: try section.read(GuardKeys.slippage),
            oracleAge: try section.read(GuardKeys.oracleAge),
            cooldown: try section.read(GuardKeys.cooldown)
        )
        valueLoss = try section.read(GuardKeys.valueLoss)
        lossBudget = try section.read(GuardKeys.lossBudget)
        lossDays = try section.read(GuardKeys.lossDays)
        impact = try section.read(GuardKeys.impact)
        poolDeviation = try section.read(GuardKeys.poolDeviation)
        averageWindow = try section.read(GuardKeys.averageWindow)
        averageDeviation = try section.read(GuardKeys.averageDeviation)
        depth = try section.amount(GuardKeys.depth, in: quote)
        turnover = try section.read(GuardKeys.turnover)
        dailyTurnover = try section.read(GuardKeys.dailyTurnover)
        baseFee = try section.read(GuardKeys.baseFee)
        priceDrop = try section.read(GuardKeys.priceDrop)
    }

    /// The keys and values of the section but the depth, which has a token.
    var lines: [String] {
        [
            "slippage: \(Canonical.ratio(slippage))",
            "oracle_age: \(Canonical.duration(oracleAge))",
            "cooldown: \(Canonical.duration(cooldown))",
            "value_loss: \(Canonical.ratio(valueLoss))",
            "loss_budget: \(Canonical.ratio(lossBudget))",
            "loss_days: \(Canonical.grouped(lossDays))",
            "impact: \(Canonical.ratio(impact))",
            "pool_deviation: \(Canonical.ratio(poolDeviation))",
            "average_window: \(Canonical.duration(averageWindow))",
            "average_deviation: \(Canonical.ratio(averageDeviation))",
            "turnover: \(Canonical.ratio(turnover))",
            "daily_turnover: \(Canonical.ratio(dailyTurnover))",
            "base_fee: \(Canonical.fee(baseFee))",
            "price_drop: \(Canonical.ratio(priceDrop))",
        ]
    }
}
