/// The keys of `vault`.
enum VaultKeys {
    static let quote = Key(
        "quote",
        AssetForm(),
        "The token that deposits and the net asset value are counted in."
    )
    static let targets = Key(
        "targets",
        ElementForm(expected: "a section such as { WETH: 60 %, USDC: 40 % }"),
        "The weight of each asset; they sum to 100 %."
    )
    static let weight = RatioForm(bounds: 1...10_000)
    static let deposit = Key(
        "deposit",
        AmountForm(rawMin: .one, example: "2_000_000 USDC"),
        "What is deposited before the first block, in the quote token."
    )
    static let trigger = Key(
        "trigger",
        SectionForm(table: TriggerKeys.table),
        "When a rebalance is due."
    )
    static let guards = Key(
        "guards",
        SectionForm(table: GuardKeys.table),
        .fallback("{}"),
        "What the vault refuses."
    )

    static let table = KeyTable(
        title: "the vault",
        keys: [quote, targets, deposit, trigger, guards]
    )
}

/// The keys of `vault.trigger`.
enum TriggerKeys {
    static let threshold = Key(
        "threshold",
        RatioForm(bounds: 1...9_999),
        "How far a weight is from its target when a rebalance is due."
    )

    static let table = KeyTable(title: "the trigger", keys: [threshold])
}

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

    static let table = KeyTable(title: "the guards", keys: [slippage, oracleAge, cooldown])
}
