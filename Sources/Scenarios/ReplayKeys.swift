import Primitives

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
