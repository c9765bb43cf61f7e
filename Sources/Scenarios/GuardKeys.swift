/// The keys of `vault.guards`.
enum GuardKeys {
    static let slippage = Key(
        "slippage",
        RatioForm(bounds: 0...10_000),
        .fallback("100 bp"),
        "The most that a trade may lose against the oracle price."
    )
    static let oracleAge = Key(
        "oracle_age",
        DurationForm(bounds: 1...DurationForm.longest),
        .fallback("1 h"),
        "The oldest oracle answer that is still used."
    )
    static let cooldown = Key(
        "cooldown",
        DurationForm(bounds: 0...DurationForm.longest),
        .fallback("10 min"),
        "The least time between two rebalances."
    )

    static let valueLoss = limit(
        "value_loss",
        "100 bp",
        "The most of NAV that one rebalance may lose at oracle prices."
    )
    static let lossBudget = limit(
        "loss_budget",
        "0 %",
        "The most of NAV that trading may lose within `loss_days`; 0 % for any."
    )
    static let lossDays = Key(
        "loss_days",
        CountForm(bounds: 1...255),
        .fallback("1"),
        "The days of the loss budget."
    )
    static let impact = limit(
        "impact",
        "0 %",
        "The most of a pool's price that a trade may move; 0 % for any."
    )
    static let poolDeviation = limit(
        "pool_deviation",
        "0 %",
        "How far a pool's price may be from the oracles; 0 % for any distance."
    )
    static let averageWindow = Key(
        "average_window",
        DurationForm(bounds: 1...DurationForm.longest),
        .fallback("30 min"),
        "The least time that a pool's average price is taken over."
    )
    static let averageDeviation = limit(
        "average_deviation",
        "0 %",
        "How far an oracle may be from the pool's average price; 0 % for any distance."
    )
    static let depth = Key(
        "depth",
        AmountForm(rawMin: .zero, example: "20_000 USDC"),
        .optional,
        "The least quote amount that moves a pool's price by 1 %."
    )
    static let turnover = Key(
        "turnover",
        RatioForm(bounds: 0...65_535),
        .fallback("0 %"),
        "The most of NAV that one rebalance may sell; 0 % for any."
    )
    static let dailyTurnover = Key(
        "daily_turnover",
        RatioForm(bounds: 0...65_535),
        .fallback("0 %"),
        "The most of NAV that may be sold within 24 hours; 0 % for any."
    )
    static let baseFee = Key(
        "base_fee",
        WeiForm.fee,
        .fallback("0 wei"),
        "The base fee above which nothing is traded; 0 wei for any."
    )
    static let priceDrop = limit(
        "price_drop",
        "0 %",
        "The fall of the share price within a day that halts the vault; 0 % for none."
    )

    private static func limit(
        _ name: String,
        _ fallback: String,
        _ about: String
    ) -> Key<RatioForm> {
        Key(name, RatioForm(bounds: 0...10_000), .fallback(fallback), about)
    }

    static let table = KeyTable(
        title: "the guards",
        keys: [
            slippage, oracleAge, cooldown, valueLoss, lossBudget, lossDays, impact,
            poolDeviation, averageWindow, averageDeviation, depth, turnover, dailyTurnover, baseFee,
            priceDrop,
        ]
    )
}
