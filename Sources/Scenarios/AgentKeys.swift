/// What an agent can be, by the words of the format.
enum RoleName: String, CaseIterable, Sendable {
    case keeper
    case arbitrageur
    case traders
    case sandwicher
    case oracleReporter = "oracle_reporter"
    case blockSpace = "block_space"
    case owner
    case observer
    case bidder
    case cyclicArbitrageur = "cyclic_arbitrageur"
    case jitProvider = "jit_provider"
    case copycat
    case stuffer
    case griefer
    case oraclePusher = "oracle_pusher"
    case liquidityProvider = "liquidity_provider"
    case liquidations

    /// The keys that an agent of this role has.
    var table: KeyTable {
        let own: [any KeyDescription] =
            switch self {
            case .keeper:
                [
                    AgentKeys.strategy, AgentKeys.retryAfter, AgentKeys.prefers,
                    AgentKeys.jitter,
                ]
            case .arbitrageur: [AgentKeys.pools, AgentKeys.minProfit]
            case .sandwicher:
                [AgentKeys.pool, AgentKeys.minProfit, AgentKeys.bidding, AgentKeys.bid]
            case .traders:
                [
                    AgentKeys.pool, AgentKeys.rate, AgentKeys.size, AgentKeys.slippage,
                    AgentKeys.wallets, AgentKeys.panic,
                ]
            case .oracleReporter: [AgentKeys.asset, AgentKeys.heartbeat, AgentKeys.deviation]
            case .blockSpace: [AgentKeys.baseFee]
            case .owner: [AgentKeys.after, AgentKeys.targets, AgentKeys.units]
            case .observer: []
            case .bidder: [AgentKeys.minProfit]
            case .cyclicArbitrageur:
                [AgentKeys.token, AgentKeys.minProfit, AgentKeys.bidding, AgentKeys.bid]
            case .jitProvider: [AgentKeys.pool, AgentKeys.minProfit, AgentKeys.bid]
            case .copycat: []
            case .stuffer: [AgentKeys.blocks, AgentKeys.from]
            case .griefer: [AgentKeys.budget]
            case .oraclePusher:
                [
                    AgentKeys.pool, AgentKeys.kind, AgentKeys.factor, AgentKeys.blocks,
                    AgentKeys.from,
                ]
            case .liquidityProvider:
                [
                    AgentKeys.pool, ProviderKeys.share, ProviderKeys.leave,
                    ProviderKeys.comeback, ProviderKeys.slippage,
                ]
            case .liquidations:
                [
                    AgentKeys.pool, LiquidationKeys.debt, LiquidationKeys.positions,
                    LiquidationKeys.between, LiquidationKeys.bonus, LiquidationKeys.price,
                ]
            }
        return KeyTable(
            title: "the role \(rawValue)",
            keys: [AgentKeys.name, AgentKeys.role] + own + [AgentKeys.fees]
                + SeatKeys.all + [AgentKeys.funds]
        )
    }
}

/// The keys of an agent: the first and last of every agent, the rest of some roles.
enum AgentKeys {
    static let name = Key("name", NameForm(), "The agent's name.")
    static let role = Key("role", ChoiceForm<RoleName>(), "What the agent does.")
    static let fees = Key(
        "fees",
        SectionForm(table: FeeKeys.table),
        .fallback("{}"),
        "What it offers for a place in a block."
    )
    static let funds = Key(
        "funds",
        ListForm(item: FundsForm(), count: 0...100),
        .optional,
        "What it owns at the start; without it, the role decides."
    )

    static let pool = Key(
        "pool",
        PoolForm(),
        .optional,
        "The pool it trades in; without it, the only one there is."
    )
    static let pools = Key(
        "pool",
        SeveralForm(item: PoolForm()),
        .optional,
        "The pools it trades in, one or several or all; without it, the only one there is."
    )
    static let minProfit = Key(
        "min_profit",
        AmountForm(rawMin: .zero, example: "5 USDC"),
        .optional,
        "The least profit it acts for, in the pool's second token; without it, any."
    )

    static let bidding = Key(
        "bidding",
        ChoiceForm<BiddingName>(),
        .optional,
        "How it bids for its place: by tips, in a gas auction, or by bundles."
    )
    static let bid = Key(
        "bid",
        RatioForm(bounds: 0...10_000),
        .optional,
        "The share of the profit that its bundles pay the builder; without it, 90 %."
    )

    static let strategy = Key(
        "strategy",
        ChoiceForm<KeeperStrategy>(),
        .fallback("threshold"),
        "How it decides that a rebalance is due."
    )
    static let retryAfter = Key(
        "retry_after",
        CountForm(bounds: 1...1_000_000, inBlocks: true),
        .fallback("10 blocks"),
        "How long it waits for its transaction before it sends another."
    )

    static let jitter = Key(
        "jitter",
        CountForm(bounds: 0...1_000_000, inBlocks: true),
        .fallback("0 blocks"),
        "How long it may wait with a rebalance that is due, drawn anew each time."
    )
    static let prefers = Key(
        "prefers",
        ChoiceForm<KeeperPreference>(),
        .optional,
        "Which sales it makes first where it may not make all; without it, all alike."
    )

    static let rate = Key(
        "rate",
        NumberForm(measure: .rate, bounds: 0...50),
        "The mean number of trades."
    )
    static let size = Key("size", SizeForm(), "How large a trade is, in the pool's second token.")
    static let slippage = Key(
        "slippage",
        RatioForm(bounds: 0...10_000),
        .fallback("50 bp"),
        "How much worse than quoted a trade may end before it reverts."
    )
    static let wallets = Key(
        "wallets",
        CountForm(bounds: 1...10_000),
        .fallback("8"),
        "How many wallets the trades come from."
    )

    static let panic = Key(
        "panic",
        SectionForm(table: PanicKeys.table),
        .optional,
        "What they do as long as a condition holds."
    )

    static let asset = Key(
        "asset",
        SeveralForm(item: AssetForm()),
        "The assets whose prices it reports, one or several or all that the vault holds."
    )
    static let heartbeat = Key(
        "heartbeat",
        DurationForm(bounds: 1...DurationForm.longest),
        .fallback("1 h"),
        "The longest time between two reports."
    )
    static let deviation = Key(
        "deviation",
        RatioForm(bounds: 1...10_000),
        .fallback("50 bp"),
        "The move that calls for a report at once."
    )

    static let after = Key(
        "after",
        DurationForm(bounds: 0...DurationForm.longest),
        .fallback("0 s"),
        "When it announces the change, from the start."
    )
    static let targets = Key(
        "targets",
        ElementForm(expected: TargetWeight.expected, schema: TargetWeight.schema),
        .optional,
        "The weights from then on; they sum to 100 %."
    )
    static let units = Key(
        "units",
        ElementForm(
            expected: IndexSettings.Component.expected,
            schema: IndexSettings.Component.schema
        ),
        .optional,
        "The units of the index from then on."
    )

    static let token = Key(
        "token",
        AssetForm(),
        "The token that its cycles begin and end in."
    )
    static let blocks = Key(
        "blocks",
        CountForm(bounds: 1...1_000_000, inBlocks: true),
        .fallback("1 block"),
        "In how many blocks."
    )
    static let from = Key(
        "from",
        DurationForm(bounds: 0...DurationForm.longest),
        .optional,
        "When it begins, from the start."
    )
    static let budget = Key(
        "budget",
        AmountForm(rawMin: .zero, example: "500 USDC"),
        .optional,
        "The most that an attack may cost, in the vault's quote token; without it, any cost."
    )
    static let kind = Key(
        "kind",
        ChoiceForm<OraclePusherSettings.Kind>(),
        .fallback("spot"),
        "What it pushes: the price of the moment around keepers' calls, or the average."
    )
    static let factor = Key(
        "factor",
        NumberForm(measure: .multiple, bounds: 0.001...1_000),
        "The multiple of the outside price that it moves the pool to."
    )

    static let baseFee = Key(
        "base_fee",
        BaseFeeForm(),
        "The base fee that it holds, one figure or steps."
    )
}

/// The keys of an agent's `fees`.
enum FeeKeys {
    static let tip = Key(
        "tip",
        WeiForm.fee,
        .fallback("2 gwei"),
        "The priority fee a unit of gas."
    )
    static let max = Key(
        "max",
        MaxFeeForm(),
        .fallback("2x"),
        "The most it pays a unit of gas: a multiple of the base fee, or a figure."
    )

    static let table = KeyTable(title: "the fees", keys: [tip, max])
}

/// The keys of a base fee in steps.
enum BaseFeeKeys {
    static let steps = Key(
        "steps",
        ListForm(item: WeiForm.fee, count: 1...100_000),
        "The figures, one after another."
    )
    static let every = Key(
        "every",
        DurationForm(bounds: 1...DurationForm.longest),
        "How long each holds."
    )

    static let table = KeyTable(title: "a base fee in steps", keys: [steps, every])
}
