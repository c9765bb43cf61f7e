import Primitives

/// How one asset of the vault is traded.
public struct AssetTerms: Sendable, Hashable {
    /// The asset's name.
    public var asset: String
    /// The most of it that one slice moves; zero for no limit.
    public var tradeMax = TokenAmount.zero
    /// The time between two slices that move it, in seconds.
    public var coolOff: UInt64 = 0
    /// The pool that withdrawals and upkeep sell it through; nothing for the first that fits.
    public var venue: String?

    /// Terms without limits.
    public init(asset: String) { self.asset = asset }
}

/// The keys of an asset in `vault.assets`.
enum AssetTermsKeys {
    static let tradeMax = Key(
        "trade_max",
        AmountForm(rawMin: .one, example: "100 WETH"),
        .optional,
        "The most of it that one slice moves."
    )
    static let coolOff = Key(
        "cool_off",
        DurationForm(bounds: 0...86_400 * 3_650),
        .fallback("0 s"),
        "The time between two slices that move it."
    )
    static let venue = Key(
        "venue",
        PoolForm(),
        .optional,
        "The pool against the quote token that withdrawals and upkeep sell it through."
    )

    static let table = KeyTable(title: "an asset of the vault", keys: [tradeMax, coolOff, venue])
}

extension AssetTerms {
    /// Decodes `vault.assets`; `held` are the assets that the vault has beside the quote token.
    static func decodeAll(
        _ element: Element,
        held: [String],
        _ quote: Asset,
        _ context: Context
    ) throws(ScenarioError) -> [AssetTerms] {
        let expected = "a section such as { WETH: { trade_max: 100 WETH } }"
        var all: [AssetTerms] = []
        for entry in try element.assetEntries(expected, context) {
            guard held.contains(entry.asset.name) else {
                throw entry.value.error(
                    "the vault trades no \(entry.asset.name)",
                    "name one of its assets but the quote token"
                )
            }
            let section = try Section(entry.value, AssetTermsKeys.table, context)
            all.append(try AssetTerms(section, entry.asset, quote))
        }
        return all
    }

    private init(
        _ section: Section,
        _ asset: Asset,
        _ quote: Asset
    ) throws(ScenarioError) {
        self.init(asset: asset.name)
        if let most = try section.readIfPresent(AssetTermsKeys.tradeMax) {
            guard most.asset == asset else {
                throw try section.child(AssetTermsKeys.tradeMax).error(
                    "the amount is in \(most.asset.name)",
                    "give it in \(asset.name)"
                )
            }
            tradeMax = most.amount
        }
        coolOff = try section.read(AssetTermsKeys.coolOff)
        if let pool = try section.readIfPresent(AssetTermsKeys.venue) {
            guard pool.trades(asset.name, quote.name) else {
                throw try section.child(AssetTermsKeys.venue).error(
                    "the pool \(Wording.quoted(pool.name)) does not trade \(asset.name) against "
                        + quote.name,
                    "name one that does"
                )
            }
            venue = pool.name
        }
    }

    /// The keys and values of the section but the largest trade, which has a token.
    var lines: [String] {
        var lines = ["cool_off: \(Canonical.duration(coolOff))"]
        if let venue { lines.append("venue: \(Canonical.name(venue))") }
        return lines
    }
}
