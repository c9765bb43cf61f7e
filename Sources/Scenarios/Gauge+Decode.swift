import Primitives

extension Gauge {
    /// A gauge as text names it, with its canonical name and the unit of its bounds.
    struct Named {
        let gauge: Gauge
        let text: String
        let unit: Unit
    }

    /// The parts of an asset, of a pool and of the vault that show something.
    private static let ofAsset = ["price", "move", "volatility"]
    private static let ofPool = ["depth", "liquidity", "spot", "gap"]
    private static let ofVault = ["nav", "nav_market", "share_price", "drawdown", "deviation"]
    private static let ofChain = ["base_fee", "waiting"]

    /// Reads `main.depth(5 %)`, `WETH.volatility`, `vault.nav` or `base_fee`; in the rules of a
    /// provider, `depth` alone is that of its pool and `volatility` that of the pool's base.
    static func read(
        _ element: Element,
        _ written: String,
        _ context: Context,
        pool own: Pool?
    ) throws(ScenarioError) -> Named {
        var name = written
        var argument: Element?
        if let opens = written.firstIndex(of: "("), written.last == ")" {
            name = String(written[..<opens])
            while name.last == " " { name.removeLast() }
            argument = element.inner(written[opens...].dropFirst().dropLast().drop { $0 == " " })
        }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let named: Named?
        switch parts.count {
        case 1 where ofChain.contains(name): named = ofChain(name)
        case 1:
            named = try own.flatMap { pool throws(ScenarioError) in
                let owner = ofPool.contains(name) ? pool.name : pool.base
                return try read([owner, name], argument, context)
            }
        case 2: named = try read(parts, argument, context)
        default: named = nil
        }
        guard let named else {
            let known = all(context) + (own == nil ? [] : ofPool + ofAsset)
            throw element.error(
                "no block shows \(Wording.quoted(written))",
                Wording.remedy(for: name, among: known, listing: "blocks show")
            )
        }
        if argument != nil {
            switch named.gauge {
            case .move, .volatility, .depth: break
            default:
                throw element.error(
                    "\(Wording.quoted(name)) takes nothing in brackets",
                    "write \(named.text)"
                )
            }
        }
        return named
    }

    private static func ofChain(_ name: String) -> Named {
        name == "waiting"
            ? Named(gauge: .waiting, text: name, unit: .count)
            : Named(gauge: .baseFee, text: name, unit: .fee)
    }

    private static func read(
        _ parts: [String],
        _ argument: Element?,
        _ context: Context
    ) throws(ScenarioError) -> Named? {
        let (owner, part) = (parts[0], parts[1])
        let text = "\(owner).\(part)"
        if ofAsset.contains(part),
            let asset = context.assets.firstIndex(where: { $0.name == owner })
        {
            return try ofAsset(asset, part, text, argument, context)
        }
        if ofPool.contains(part),
            let pool = context.pools.firstIndex(where: { $0.name == owner })
        {
            return try ofPool(pool, part, text, argument, context)
        }
        guard owner == "vault", let quote = context.vaultQuote else { return nil }
        switch part {
        case "nav": return Named(gauge: .nav, text: text, unit: .tokens(quote))
        case "nav_market": return Named(gauge: .navAtMarket, text: text, unit: .tokens(quote))
        case "share_price": return Named(gauge: .sharePrice, text: text, unit: .tokens(quote))
        case "drawdown": return Named(gauge: .drawdown, text: text, unit: .ratio)
        case "deviation": return Named(gauge: .deviation, text: text, unit: .ratio)
        default: return nil
        }
    }

    private static func ofAsset(
        _ asset: Int,
        _ part: String,
        _ text: String,
        _ argument: Element?,
        _ context: Context
    ) throws(ScenarioError) -> Named {
        if part == "price" { return Named(gauge: .price(asset: asset), text: text, unit: .plain) }
        let form = DurationForm(bounds: 1...windowLongest)
        let window = try argument.map { element throws(ScenarioError) in
            try form.read(element, context)
        }
        let seconds = window ?? windowUsual
        return Named(
            gauge: part == "move"
                ? .move(asset: asset, window: seconds)
                : .volatility(asset: asset, window: seconds),
            text: "\(text)(\(Canonical.duration(seconds)))",
            unit: .ratio
        )
    }

    private static func ofPool(
        _ pool: Int,
        _ part: String,
        _ text: String,
        _ argument: Element?,
        _ context: Context
    ) throws(ScenarioError) -> Named {
        let quote = Unit.tokens(context.pools[pool].quote)
        switch part {
        case "depth":
            let form = RatioForm(bounds: 1...10_000)
            let move = try argument.map { element throws(ScenarioError) in
                try form.read(element, context)
            }
            let ratio = move ?? BasisPoints(100)
            return Named(
                gauge: .depth(pool: pool, move: ratio),
                text: "\(text)(\(Canonical.ratio(ratio)))",
                unit: quote
            )
        case "liquidity": return Named(gauge: .liquidity(pool: pool), text: text, unit: quote)
        case "spot": return Named(gauge: .spot(pool: pool), text: text, unit: .plain)
        default: return Named(gauge: .gap(pool: pool), text: text, unit: .ratio)
        }
    }

    /// All that blocks of a scenario show, without brackets.
    private static func all(_ context: Context) -> [String] {
        context.assets.flatMap { asset in ofAsset.map { "\(asset.name).\($0)" } }
            + context.pools.flatMap { pool in ofPool.map { "\(pool.name).\($0)" } }
            + (context.vaultQuote == nil ? [] : ofVault.map { "vault.\($0)" })
            + ofChain
    }
}
