import Primitives
import WideMath

extension Asset {
    /// The most assets.
    private static let countMax = 100

    /// Decodes `assets`.
    static func decodeAll(
        _ element: Element,
        _ run: RunSettings,
        _ chain: ChainSettings
    ) throws(ScenarioError) -> [Asset] {
        let expected = "a section such as { USDC: { decimals: 6, price: 1 } }"
        let entries = try element.entries(expected)
        if entries.isEmpty || entries.count > countMax {
            throw element.error(
                "has \(entries.count) assets",
                "a scenario has 1 to \(countMax)"
            )
        }
        var assets: [Asset] = []
        for entry in entries {
            try NameForm.check(entry.name, entry.value)
            if entry.name == "ETH" {
                throw entry.value.error(
                    "ETH is the chain's own coin",
                    "call the token WETH or another name"
                )
            }
            let section = try Section(entry.value, AssetKeys.table, Context(start: chain.start))
            let price = try section.read(AssetKeys.price)
            try check(price, try section.child(AssetKeys.price), run, chain)
            let decimals = UInt256(try section.read(AssetKeys.decimals)).asInt ?? 0
            assets.append(Asset(name: entry.name, decimals: decimals, price: price))
        }
        return assets
    }

    /// Refuses prices that end before the run does.
    private static func check(
        _ price: PricePath,
        _ element: Element,
        _ run: RunSettings,
        _ chain: ChainSettings
    ) throws(ScenarioError) {
        let seconds = run.seconds(every: chain.blockTime)
        if let shortage = price.shortage(before: seconds) {
            let length = Canonical.duration(seconds)
            throw element.error(
                "\(shortage.given) end before the run, which is \(length) long",
                shortage.remedy
            )
        }
    }
}

extension Pool {
    /// Decodes `pools`.
    static func decodeAll(
        _ sections: [Section],
        _ context: Context
    ) throws(ScenarioError) -> [Pool] {
        var names = UniqueNames(kind: "pool")
        var pools: [Pool] = []
        for section in sections {
            let name = try section.read(PoolKeys.name)
            try names.add(name, try section.child(PoolKeys.name))
            let tokens = try section.read(PoolKeys.tokens)
            let element = try section.child(PoolKeys.tokens)
            guard let base = tokens.first, let quote = tokens.last, base.name != quote.name else {
                throw element.error("both tokens are the same", "name two different assets")
            }
            let liquidity = try section.read(PoolKeys.liquidity)
            let place = try section.child(PoolKeys.liquidity)
            if liquidity.asset.name != quote.name {
                throw place.error(
                    "the liquidity is in \(liquidity.asset.name)",
                    "give it in the second token, \(quote.name)"
                )
            }
            try checkReserves(liquidity.amount, base, quote, place)
            var pool = Pool(
                name: name,
                base: base.name,
                quote: quote.name,
                fee: try section.read(PoolKeys.fee),
                liquidity: liquidity.amount
            )
            if let drought = try section.readIfPresent(PoolKeys.drought) {
                guard drought.asset.name == quote.name else {
                    throw try section.child(PoolKeys.drought).error(
                        "the drought is in \(drought.asset.name)",
                        "give it in the second token, \(quote.name)"
                    )
                }
                pool.drought = drought.amount
            }
            pools.append(pool)
        }
        return pools
    }

    /// Refuses reserves that a pool cannot start with: it counts them in 112 bits, and locks the
    /// first 1,000 of its shares, which are the root of their product.
    private static func checkReserves(
        _ liquidity: TokenAmount,
        _ base: Asset,
        _ quote: Asset,
        _ element: Element
    ) throws(ScenarioError) {
        // Of a price in a file nothing is known yet: the world's builder looks again.
        guard let basePrice = base.price.start, let quotePrice = quote.price.start else { return }
        var reserve = liquidity.raw.asDouble * (quotePrice / basePrice)
        for _ in 0..<base.decimals { reserve *= 10 }
        for _ in 0..<quote.decimals { reserve /= 10 }
        // A thousandth of the range is left, so that the rounding of a Double decides nothing.
        if reserve >= 0x1p112 * 0.999 || liquidity.raw.asDouble >= 0x1p112 * 0.999 {
            throw element.error(
                "the pool would hold too much \(base.name) or \(quote.name)",
                "a reserve is below 2^112 smallest units; give less liquidity"
            )
        }
        if reserve < 10_000 || liquidity.raw < 10_000 {
            throw element.error(
                "the pool would hold next to nothing",
                "give at least 10_000 smallest units of both tokens"
            )
        }
    }
}
