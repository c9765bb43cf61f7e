import Primitives

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
        "By which way transactions go whose agents say nothing else, and so who sees them."
    )
    static let capacity = Key(
        "capacity",
        CountForm(bounds: 1...1_000_000),
        .fallback("5_120"),
        "How many transactions wait at most; the cheapest goes."
    )
    static let perSender = Key(
        "per_sender",
        CountForm(bounds: 1...1_000_000),
        .fallback("64"),
        "How many transactions of one sender wait at most."
    )
    static let expiry = Key(
        "expiry",
        CountForm(bounds: 1...1_000_000, inBlocks: true),
        .fallback("25 blocks"),
        "How long a transaction waits before it is dropped."
    )
    static let builder = Key(
        "builder",
        SectionForm(table: BuilderKeys.table),
        .optional,
        "What the builder does for its own profit; only under adversarial."
    )

    static let table = KeyTable(
        title: "the ordering",
        keys: [policy, visibility, capacity, perSender, expiry, builder]
    )
}

/// The keys of an adversarial `builder`.
enum BuilderKeys {
    static let own = agents("own", "The agents whose bundles come first, whatever they pay.")
    static let censors = agents("censors", "The agents whose transactions never enter.")
    static let delays = agents("delays", "The agents whose transactions are held back.")
    static let delay = Key(
        "delay",
        CountForm(bounds: 1...1_000_000, inBlocks: true),
        .optional,
        "For how long they are held back; without it, a block."
    )
    static let first = Key(
        "from_block",
        CountForm(bounds: 1...1_000_000_000),
        .fallback("1"),
        "The first block that it controls."
    )
    static let run = Key(
        "run",
        CountForm(bounds: 1...1_000_000_000, inBlocks: true),
        .optional,
        "How many blocks in a row it controls; without it, all that follow."
    )
    static let every = Key(
        "every",
        CountForm(bounds: 1...1_000_000_000, inBlocks: true),
        .optional,
        "From the start of a run to that of the next; without it, there is one run."
    )

    private static func agents(_ name: String, _ about: String) -> Key<ListForm<NameForm>> {
        Key(name, ListForm(item: NameForm(), count: 0...100), .fallback("[]"), about)
    }

    static let table = KeyTable(
        title: "the builder",
        keys: [own, censors, delays, delay, first, run, every]
    )
}
