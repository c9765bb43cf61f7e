import Measures

extension RunSummary {
    /// How each provider fared, in the scenario's order.
    var providers: JSON {
        .array(
            measures.providers.map { provider in
                let unit = provider.pool.quote.unit.asDouble
                func whole(_ value: Double) -> JSON { JSON(Self.whole(value * unit)) }
                func tokens(_ base: String, _ quote: String) -> JSON {
                    .object([
                        (provider.pool.base.name, .string(base)),
                        (provider.pool.quote.name, .string(quote)),
                    ])
                }
                func share(_ shares: Double) -> JSON {
                    provider.sharesStart.isZero
                        ? .null : .double(shares / provider.sharesStart.asDouble)
                }
                return .object([
                    ("name", .string(provider.name)), ("pool", .string(provider.pool.name)),
                    (
                        "provided",
                        tokens(
                            provider.provided.base.description,
                            provider.provided.quote.description
                        )
                    ),
                    ("share_end", share(provider.shares.asDouble)),
                    ("share_min", share(provider.sharesLeast.asDouble)),
                    ("withdrawals", .int(provider.withdrawals)),
                    (
                        "withdrawn",
                        tokens(
                            provider.withdrawn.base.description,
                            provider.withdrawn.quote.description
                        )
                    ),
                    ("provisions", .int(provider.provisions)),
                    (
                        "added",
                        tokens(
                            provider.added.base.description,
                            provider.added.quote.description
                        )
                    ),
                    ("value", whole(provider.value)), ("hold", whole(provider.hold)),
                    ("gain", whole(provider.gain)), ("fees", whole(provider.fees)),
                    ("impermanent", whole(provider.impermanent)),
                ])
            }
        )
    }
}
