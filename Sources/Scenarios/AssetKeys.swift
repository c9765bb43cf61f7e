import Primitives

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
