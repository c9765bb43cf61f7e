import Primitives
import WideMath

/// Many people who trade for reasons of their own, buying and selling alike.
public struct TradersSettings: Sendable, Hashable {
    /// What they do as long as a condition holds.
    public struct Panic: Sendable, Hashable {
        /// What frightens them.
        public var when: Condition
        /// How many times as often they trade.
        public var rate: Double
        /// The share of their trades that sells the pool's base token; nothing for as usual.
        public var sells: BasisPoints?

        /// Makes a rule.
        public init(when: Condition, rate: Double = 1, sells: BasisPoints? = nil) {
            self.when = when
            self.rate = rate
            self.sells = sells
        }
    }

    /// The pool's name.
    public var pool: String
    /// The mean number of trades a block: 0 to 50.
    public var ratePerBlock: Double
    /// How large a trade is, in the pool's quote token.
    public var size: SizeDistribution
    /// How much worse than quoted a trade may end before it reverts.
    public var slippage: BasisPoints
    /// How many wallets the trades come from.
    public var wallets: Int
    /// When they panic, if they do.
    public var panic: Panic?

    /// Makes settings; what is left out has the format's default.
    public init(
        pool: String,
        ratePerBlock: Double,
        size: SizeDistribution,
        slippage: BasisPoints = BasisPoints(50),
        wallets: Int = 8,
        panic: Panic? = nil
    ) {
        self.pool = pool
        self.ratePerBlock = ratePerBlock
        self.size = size
        self.slippage = slippage
        self.wallets = wallets
        self.panic = panic
    }
}

/// The keys of traders' panic.
enum PanicKeys {
    static let when = Key("when", ConditionForm(), "The condition under which they panic.")
    static let rate = Key(
        "rate",
        NumberForm(measure: .multiple, bounds: 0...1_000),
        .fallback("1x"),
        "How many times as often they trade."
    )
    static let sells = Key(
        "sells",
        RatioForm(bounds: 0...10_000),
        .optional,
        "The share of their trades that sells the pool's first token; without it, as usual."
    )

    static let table = KeyTable(title: "the panic", keys: [when, rate, sells])
}

extension TradersSettings.Panic {
    /// Decodes `panic` of traders in a pool.
    init(_ section: Section, _ pool: Pool) throws(ScenarioError) {
        self.init(
            when: try ConditionForm(pool: pool).read(
                try section.child(PanicKeys.when),
                section.context
            ),
            rate: try section.read(PanicKeys.rate),
            sells: try section.readIfPresent(PanicKeys.sells)
        )
        if rate == 1, sells == nil {
            throw section.element.error(
                "nothing changes in it",
                "write rate: and a multiple, or sells: and a share"
            )
        }
    }

    /// The keys and values.
    var lines: [String] {
        ["when: \(Canonical.quoted(when.text))", "rate: \(Canonical.number(rate))x"]
            + (sells.map { ["sells: \(Canonical.ratio($0))"] } ?? [])
    }
}
