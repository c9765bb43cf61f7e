import Primitives

/// One who owns shares of a pool from the start, and takes liquidity out and brings it back by
/// rule.
public struct LiquidityProviderSettings: Sendable, Hashable {
    /// When it leaves, and how far.
    public struct Leave: Sendable, Hashable {
        /// What makes it leave.
        public var when: Condition
        /// The share of what it provided that it takes out.
        public var fraction: BasisPoints

        /// Makes a rule.
        public init(when: Condition, fraction: BasisPoints) {
            self.when = when
            self.fraction = fraction
        }
    }

    /// When it comes back, once nothing makes it leave any more.
    public struct Return: Sendable, Hashable {
        /// What it waits for; nothing leaves that to the time.
        public var when: Condition?
        /// How many seconds it stays away at least.
        public var after: UInt64

        /// Makes a rule.
        public init(when: Condition? = nil, after: UInt64 = 0) {
            self.when = when
            self.after = after
        }
    }

    /// The pool's name.
    public var pool: String
    /// The share of the pool's liquidity at the start that is its own.
    public var share: BasisPoints
    /// When it leaves; of several rules the one that takes most out counts.
    public var leave: [Leave]
    /// When it comes back; nothing keeps it away.
    public var comeback: Return?
    /// How much less than reckoned it accepts of either token.
    public var slippage: BasisPoints

    /// Makes settings; what is left out has the format's default.
    public init(
        pool: String,
        share: BasisPoints = BasisPoints(10_000),
        leave: [Leave] = [],
        comeback: Return? = nil,
        slippage: BasisPoints = BasisPoints(100)
    ) {
        self.pool = pool
        self.share = share
        self.leave = leave
        self.comeback = comeback
        self.slippage = slippage
    }
}

/// The keys of an agent whose role is liquidity_provider.
enum ProviderKeys {
    static let share = Key(
        "share",
        RatioForm(bounds: 1...10_000),
        .fallback("100 %"),
        "The share of the pool's liquidity at the start that is its own."
    )
    static let leave = Key(
        "leave",
        RulesForm(table: LeaveKeys.table),
        .optional,
        "When it takes liquidity out; one rule or a list, of which the strictest counts."
    )
    static let comeback = Key(
        "return",
        SectionForm(table: ReturnKeys.table),
        .optional,
        "When it brings that back; without it, never."
    )
    static let slippage = Key(
        "slippage",
        RatioForm(bounds: 0...10_000),
        .fallback("100 bp"),
        "How much less than reckoned it accepts of either token."
    )
}

/// The keys of a rule by which a provider leaves.
enum LeaveKeys {
    static let when = Key("when", ConditionForm(), "The condition that makes it leave.")
    static let fraction = Key(
        "fraction",
        RatioForm(bounds: 1...10_000),
        .fallback("100 %"),
        "The share of what it provided that it takes out."
    )

    static let table = KeyTable(title: "a rule", keys: [when, fraction])
}

/// The keys of the rule by which a provider comes back.
enum ReturnKeys {
    static let when = Key(
        "when",
        ConditionForm(),
        .optional,
        "What must hold before it comes back; without it, the time alone decides."
    )
    static let after = Key(
        "after",
        DurationForm(bounds: 0...DurationForm.longest),
        .fallback("0 s"),
        "How long it stays away at least."
    )

    static let table = KeyTable(title: "the return", keys: [when, after])
}

extension LiquidityProviderSettings {
    /// Decodes the keys of an agent whose role is liquidity_provider, in a pool.
    init(_ section: Section, _ pool: Pool) throws(ScenarioError) {
        let form = ConditionForm(pool: pool)
        self.init(
            pool: pool.name,
            share: try section.read(ProviderKeys.share),
            slippage: try section.read(ProviderKeys.slippage)
        )
        for rule in try section.readIfPresent(ProviderKeys.leave) ?? [] {
            leave.append(
                Leave(
                    when: try form.read(try rule.child(LeaveKeys.when), section.context),
                    fraction: try rule.read(LeaveKeys.fraction)
                )
            )
        }
        guard let rule = try section.readIfPresent(ProviderKeys.comeback) else { return }
        if leave.isEmpty {
            throw rule.element.error(
                "there is no rule by which it leaves",
                "write leave: beside it; after an event it comes back when that ends"
            )
        }
        var comeback = Return(after: try rule.read(ReturnKeys.after))
        if rule.has(ReturnKeys.when) {
            comeback.when = try form.read(try rule.child(ReturnKeys.when), section.context)
        }
        self.comeback = comeback
    }

    /// The keys and values.
    var lines: [String] {
        var lines = ["pool: \(Canonical.name(pool))", "share: \(Canonical.ratio(share))"]
        if !leave.isEmpty { lines.append("leave:") }
        for rule in leave {
            lines.append("  - when: \(Canonical.quoted(rule.when.text))")
            lines.append("    fraction: \(Canonical.ratio(rule.fraction))")
        }
        if let comeback {
            lines.append("return:")
            if let when = comeback.when { lines.append("  when: \(Canonical.quoted(when.text))") }
            lines.append("  after: \(Canonical.duration(comeback.after))")
        }
        return lines + ["slippage: \(Canonical.ratio(slippage))"]
    }
}
