/// The keys of `vault`.
enum VaultKeys {
    static let quote = Key(
        "quote",
        AssetForm(),
        "The token that deposits and the net asset value are counted in."
    )
    static let targets = Key(
        "targets",
        ElementForm(expected: TargetWeight.expected, schema: TargetWeight.schema),
        .optional,
        "The weight of each asset; they sum to 100 %."
    )
    static let index = Key(
        "index",
        SectionForm(table: IndexKeys.table),
        .optional,
        "Instead of targets and deposit: an index by units."
    )
    static let weight = RatioForm(bounds: 1...10_000)
    static let deposit = Key(
        "deposit",
        AmountForm(rawMin: .one, example: "2_000_000 USDC"),
        .optional,
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

    static let execution = Key(
        "execution",
        SectionForm(table: ExecutionKeys.table),
        .fallback("{}"),
        "How a rebalance is carried out."
    )
    static let fees = Key(
        "fees",
        SectionForm(table: VaultFeeKeys.table),
        .fallback("{}"),
        "What the vault charges."
    )
    static let reward = Key(
        "reward",
        SectionForm(table: RewardKeys.table),
        .fallback("{}"),
        "What keepers get for a slice."
    )
    static let momentum = Key(
        "momentum",
        SectionForm(table: MomentumKeys.table),
        .optional,
        "Tilts the targets towards what rises."
    )
    static let assets = Key(
        "assets",
        ElementForm(
            expected: "a section such as { WETH: { trade_max: 100 WETH } }",
            schema: .section(of: AssetTermsKeys.table.schema)
        ),
        .optional,
        "How single assets are traded."
    )
    static let keepers = Key(
        "keepers",
        ChoiceForm<KeeperAccess>(),
        .fallback("list"),
        "Who may act as a keeper: the scenario's keepers, or anybody."
    )
    static let timelock = Key(
        "timelock",
        DurationForm(bounds: 0...DurationForm.longest),
        .fallback("2 d"),
        "How long the owner's decisions wait before they hold."
    )

    static let table = KeyTable(
        title: "the vault",
        keys: [
            quote, targets, deposit, index, momentum, trigger, execution, assets, guards, fees,
            reward, keepers, timelock,
        ]
    )
}

/// The keys of `vault.trigger`.
enum TriggerKeys {
    static let threshold = Key(
        "threshold",
        RatioForm(bounds: 1...9_999),
        .optional,
        "How far a weight is from its target when a rebalance is due."
    )
    static let measure = Key(
        "measure",
        ChoiceForm<TriggerSettings.Measure>(),
        .fallback("absolute"),
        "Whether the threshold is of the whole or of the target."
    )
    static let period = Key(
        "period",
        DurationForm(bounds: 1...DurationForm.longest),
        .optional,
        "The least time between two rebalances; alone, it is the calendar."
    )
    static let tradeBack = Key(
        "trade_back",
        RatioForm(bounds: 0...9_999),
        .fallback("0 %"),
        "How far from its target the furthest weight is left; not above the threshold."
    )

    static let event = Key(
        "event",
        ChoiceForm<TriggerSettings.Event>(),
        .optional,
        "What must happen instead: a change of the weights or units by the owner."
    )

    static let table = KeyTable(
        title: "the trigger",
        keys: [threshold, measure, period, tradeBack, event]
    )
}

/// The keys of `vault.fees`.
enum VaultFeeKeys {
    static let management = Key(
        "management",
        RatioForm(bounds: 0...5_000),
        .fallback("0 %"),
        "The part of NAV a year, streamed by time."
    )
    static let performance = Key(
        "performance",
        RatioForm(bounds: 0...5_000),
        .fallback("0 %"),
        "The part of gains above the high-water mark."
    )
    static let unlocking = Key(
        "unlocking",
        DurationForm(bounds: 0...DurationForm.longest),
        .fallback("0 s"),
        "How long a gain that comes in by itself takes to count."
    )

    static let table = KeyTable(
        title: "the vault's fees",
        keys: [management, performance, unlocking]
    )
}

/// The keys of `vault.reward`.
enum RewardKeys {
    static let tip = Key(
        "tip",
        AmountForm(rawMin: .zero, example: "5 USDC"),
        .optional,
        "A fixed amount of the quote token."
    )
    static let cap = Key(
        "cap",
        AmountForm(rawMin: .zero, example: "50 USDC"),
        .optional,
        "The most that the tip and the refund of gas are together."
    )
    static let priorityFee = Key(
        "priority_fee",
        WeiForm.fee,
        .fallback("0 wei"),
        "What is refunded for a unit of gas on top of the base fee."
    )

    static let table = KeyTable(title: "the reward", keys: [tip, cap, priorityFee])
}
