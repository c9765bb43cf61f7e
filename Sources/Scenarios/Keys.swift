import Primitives
/// The keys of a scenario file.
enum ScenarioKeys {
    static let format = Key(
        "format",
        FormatForm(),
        "The version of the format, always 1."
    )
    static let name = Key("name", TitleForm(), "What the run is called.")
    static let about = Key(
        "about",
        TextForm(lengthMax: 4_000),
        .fallback(""),
        "What to look for."
    )
    static let seed = Key(
        "seed",
        CountForm(bounds: 0...UInt64.max),
        "The seed of every random stream."
    )
    static let chain = Key(
        "chain",
        SectionForm(table: ChainKeys.table),
        .fallback("{}"),
        "The chain itself."
    )
    static let assets = Key(
        "assets",
        ElementForm(expected: "a section of tokens by name"),
        "The tokens, each by its name."
    )
    static let pools = Key(
        "pools",
        ListForm(item: SectionForm(table: PoolKeys.table), count: 0...100),
        .optional,
        "The pools."
    )
    static let vault = Key(
        "vault",
        SectionForm(table: VaultKeys.table),
        .optional,
        "The vault."
    )
    static let agents = Key(
        "agents",
        ListForm(item: ElementForm(expected: "the keys of an agent"), count: 0...1_000),
        .optional,
        "Those who act."
    )
    static let ordering = Key(
        "ordering",
        SectionForm(table: OrderingKeys.table),
        .fallback("{}"),
        "Who sees pending transactions and who puts them in order."
    )
    static let run = Key("run", SectionForm(table: RunKeys.table), "How long the run lasts.")

    static let table = KeyTable(
        title: "a scenario",
        keys: [
            format, name, about, seed, chain, assets, pools, vault, agents, ordering, run,
        ]
    )
}

/// The keys of `chain`.
enum ChainKeys {
    /// The bound is what wallets accept: `MAX_SAFE_CHAIN_ID` of MetaMask.
    static let id = Key(
        "id",
        CountForm(bounds: 1...4_503_599_627_370_476),
        .fallback("1"),
        "The chain id."
    )
    static let start = Key(
        "start",
        DateForm(),
        .fallback("2020-01-01T00:00:00Z"),
        "When the first block begins."
    )
    static let blockTime = Key(
        "block_time",
        DurationForm(bounds: 1...3_600),
        .fallback("12 s"),
        "The time between two blocks."
    )
    static let gasLimit = Key(
        "gas_limit",
        CountForm(bounds: 1_000_000...1_000_000_000),
        .fallback("30_000_000"),
        "The gas limit of every block."
    )
    static let baseFee = Key(
        "base_fee",
        WeiForm.fee,
        .fallback("20 gwei"),
        "The base fee of the first block."
    )
    static let fork = Key(
        "fork",
        ChoiceForm<Fork>(),
        .fallback("osaka"),
        "Whose gas rules hold."
    )
    static let signatures = Key(
        "signatures",
        ChoiceForm<Signatures>(),
        .fallback("verified"),
        "Whether signatures are made and verified."
    )

    static let table = KeyTable(
        title: "the chain",
        keys: [id, start, blockTime, gasLimit, baseFee, fork, signatures]
    )
}

/// The keys of an asset.
enum AssetKeys {
    static let decimals = Key(
        "decimals",
        CountForm(bounds: 0...18),
        "The decimal places of the smallest unit."
    )
    static let price = Key(
        "price",
        PriceForm(),
        "What the outside world pays, in US dollars a token."
    )

    static let table = KeyTable(title: "an asset", keys: [decimals, price])
}

/// The keys of a price that is replayed.
enum ReplayKeys {
    static let replay = Key(
        "replay",
        ListForm(item: NumberForm.price, count: 2...100_000),
        "The prices, the first at the start."
    )
    static let every = Key(
        "every",
        DurationForm(bounds: 1...DurationForm.longest),
        "The time between two prices."
    )
    static let volatility = Key(
        "volatility",
        NumberForm.volatility,
        .fallback("0 %"),
        "How restless the price is between two points, over a year."
    )

    static let table = KeyTable(title: "a replayed price", keys: [replay, every, volatility])
}

/// The keys of a pool.
enum PoolKeys {
    static let name = Key("name", NameForm(), "The pool's name.")
    static let tokens = Key(
        "tokens",
        ListForm(item: AssetForm(), count: 2...2),
        "The token that is priced, and the token that it is priced in."
    )
    static let fee = Key(
        "fee",
        RatioForm(bounds: 0...1_000),
        .fallback("30 bp"),
        "What stays in the pool of each trade's input."
    )
    static let liquidity = Key(
        "liquidity",
        AmountForm(rawMin: .one),
        "The reserve of the second token at the start."
    )

    static let table = KeyTable(title: "a pool", keys: [name, tokens, fee, liquidity])
}

/// The keys of `run`.
enum RunKeys {
    static let duration = Key(
        "for",
        RunDurationForm(),
        "The length of the run, in time or in blocks."
    )

    static let table = KeyTable(title: "the run", keys: [duration])
}

/// The keys of `ordering`.
enum OrderingKeys {
    static let policy = Key(
        "policy",
        ChoiceForm<OrderingPolicy>(),
        .fallback("priority_fee"),
        "How a block is put in order."
    )
    static let visibility = Key(
        "visibility",
        ChoiceForm<Visibility>(),
        .fallback("public"),
        "Who sees a transaction before it is in a block."
    )

    static let table = KeyTable(title: "the ordering", keys: [policy, visibility])
}
