import Primitives
import WideMath

/// A book of leveraged longs, whose collateral is sold into falling prices.
public struct LiquidationsSettings: Sendable, Hashable {
    /// Which price decides whether a position goes.
    public enum Price: String, Sendable, Hashable, CaseIterable {
        /// The market's.
        case outside
        /// What the collateral's oracle answers.
        case oracle
    }

    /// The pool's name; its base token is the collateral, its quote token what is owed.
    public var pool: String
    /// What all positions owe together, in the pool's quote token.
    public var debt: TokenAmount
    /// How many positions there are, each with an equal part of the debt.
    public var positions: UInt64
    /// How far the price falls below its start at least before a position goes: each has a fall of
    /// its own, drawn evenly between this and the next.
    public var fallMin: BasisPoints
    /// How far at most.
    public var fallMax: BasisPoints
    /// What whoever liquidates gets on top of the debt, and so how far below the outside price
    /// collateral is sold.
    public var bonus: BasisPoints
    /// Which price decides whether a position goes.
    public var price: Price

    /// Makes settings; what is left out has the format's default.
    public init(
        pool: String,
        debt: TokenAmount,
        positions: UInt64 = 100,
        fallMin: BasisPoints,
        fallMax: BasisPoints,
        bonus: BasisPoints = BasisPoints(500),
        price: Price = .outside
    ) {
        self.pool = pool
        self.debt = debt
        self.positions = positions
        self.fallMin = fallMin
        self.fallMax = fallMax
        self.bonus = bonus
        self.price = price
    }
}

/// The keys of an agent whose role is liquidations.
enum LiquidationKeys {
    static let debt = Key(
        "debt",
        AmountForm(rawMin: .one, example: "5_000_000 USDC"),
        "What all positions owe together, in the pool's second token."
    )
    static let positions = Key(
        "positions",
        CountForm(bounds: 1...1_000),
        .fallback("100"),
        "How many positions there are, each with an equal part of the debt."
    )
    static let between = Key(
        "between",
        ListForm(item: RatioForm(bounds: 1...9_999), count: 2...2),
        "The least and the largest fall below the starting price at which a position goes."
    )
    static let bonus = Key(
        "bonus",
        RatioForm(bounds: 0...5_000),
        .fallback("5 %"),
        "What whoever liquidates gets on top of the debt."
    )
    static let price = Key(
        "price",
        ChoiceForm<LiquidationsSettings.Price>(),
        .fallback("outside"),
        "Which price decides whether a position goes: the market's, or the oracle's answer."
    )
}

extension LiquidationsSettings {
    /// Decodes the keys of an agent whose role is liquidations, in a pool.
    init(_ section: Section, _ pool: Pool, _ vault: VaultSettings?) throws(ScenarioError) {
        let price = try section.read(LiquidationKeys.price)
        let hasOracle = vault.map { $0.quote == pool.quote && $0.held.contains(pool.base) }
        if price == .oracle, hasOracle != true {
            throw try section.child(LiquidationKeys.price).error(
                "no oracle answers for \(pool.base) in \(pool.quote)",
                "let a vault hold \(pool.base) against \(pool.quote), or write price: outside"
            )
        }
        let debt = try section.read(LiquidationKeys.debt)
        guard debt.asset.name == pool.quote else {
            throw try section.child(LiquidationKeys.debt).error(
                "the amount is in \(debt.asset.name)",
                "give it in the second token of the pool \(pool.name), \(pool.quote)"
            )
        }
        let falls = try section.read(LiquidationKeys.between)
        guard let least = falls.first, let most = falls.last, least.count <= most.count else {
            throw try section.child(LiquidationKeys.between).error(
                "the first fall is larger than the second",
                "write the smaller one first, for example [5 %, 40 %]"
            )
        }
        self.init(
            pool: pool.name,
            debt: debt.amount,
            positions: try section.read(LiquidationKeys.positions),
            fallMin: least,
            fallMax: most,
            bonus: try section.read(LiquidationKeys.bonus),
            price: price
        )
    }
}
