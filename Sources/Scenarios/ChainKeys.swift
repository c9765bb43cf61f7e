import Primitives

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
        BlockTimeForm(),
        .fallback("12 s"),
        "The time between two blocks, or how they come at random."
    )
    static let missedSlots = Key(
        "missed_slots",
        RatioForm(bounds: 0...9_900),
        .fallback("0 bp"),
        "The share of slots, one every block_time, that have no block."
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
        ChoiceForm(Fork.runnable),
        .fallback("osaka"),
        "Whose gas rules hold."
    )
    static let signatures = Key(
        "signatures",
        ChoiceForm<Signatures>(),
        .fallback("verified"),
        "Whether signatures are made and verified."
    )

    static let stateRoots = Key(
        "state_roots",
        ChoiceForm<StateRoots>(),
        .fallback("false"),
        "Whether every block is sealed, with its state root and hash; slower."
    )

    static let table = KeyTable(
        title: "the chain",
        keys: [id, start, blockTime, missedSlots, gasLimit, baseFee, fork, signatures, stateRoots]
    )
}
