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
        "Who sees a transaction before it is in a block."
    )

    static let table = KeyTable(title: "the ordering", keys: [policy, visibility])
}
