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
        ElementForm(
            expected: "a section of tokens by name",
            schema: .section(
                of: AssetKeys.table.schema,
                names: "(?!ETH$)\(Schema.Pattern.name)"
            )
        ),
        "The tokens, each by its name."
    )
    static let correlation = Key(
        "correlation",
        SectionForm(table: CorrelationKeys.table),
        .optional,
        "How the assets' random prices go together."
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
        ListForm(
            item: ElementForm(expected: "the keys of an agent", schema: RoleName.schema),
            count: 0...1_000
        ),
        .optional,
        "Those who act."
    )
    static let ordering = Key(
        "ordering",
        SectionForm(table: OrderingKeys.table),
        .fallback("{}"),
        "Who sees pending transactions and who puts them in order."
    )
    static let assumptions = Key(
        "assumptions",
        ListForm(item: SectionForm(table: AssumptionKeys.table), count: 0...200),
        .optional,
        "Values that nobody knows, by their paths; they may be marked where they stand, too."
    )
    static let events = Key(
        "events",
        ListForm(item: SectionForm(table: EventKeys.table), count: 0...1_000),
        .optional,
        "What happens during the run."
    )
    static let always = Key(
        "always",
        ListForm(
            item: ElementForm(
                expected: ConditionForm().expected,
                schema: AlwaysLine.schema
            ),
            count: 0...100
        ),
        .optional,
        "What should hold at the end of every block; where it does not, the exit code is 99."
    )
    static let compare = Key(
        "compare",
        ListForm(item: SectionForm(table: VariantKeys.table), count: 0...20),
        .optional,
        "The same scenario with some values replaced, run beside it."
    )
    static let expect = Key(
        "expect",
        ListForm(
            item: ElementForm(
                expected: "a line such as \(Expectation.example)",
                schema: Expectation.schema
            ),
            count: 0...100
        ),
        .optional,
        "What the run should end with; where it does not, the exit code is 99."
    )
    static let run = Key("run", SectionForm(table: RunKeys.table), "How long the run lasts.")

    static let table = KeyTable(
        title: "a scenario",
        keys: [
            format, name, about, seed, chain, assets, correlation, pools, vault, agents, ordering,
            events, run, assumptions, Regimes.regime, Regimes.regimes, compare, expect, always,
        ]
    )
}
