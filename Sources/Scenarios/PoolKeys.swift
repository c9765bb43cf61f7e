import Primitives

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
    static let drought = Key(
        "drought",
        AmountForm(rawMin: .one, example: "20_000 USDC"),
        .optional,
        "The depth, in the second token at 1 %, below which it is a drought."
    )

    static let table = KeyTable(
        title: "a pool",
        keys: [name, tokens, fee, liquidity, drought]
    )
}
