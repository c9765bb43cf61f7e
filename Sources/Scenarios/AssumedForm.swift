import Primitives
import WideMath

/// A value that may be an assumption: `8_000_000 USDC`, or
/// `{ assumption: 8_000_000 USDC, low: 2_000_000 USDC, high: 32_000_000 USDC }`.
struct AssumedForm<Inner: Form>: Form {
    /// What is read, and where each part of it stands.
    struct Value {
        typealias Part = (value: Inner.Value, element: Element)
        /// The value that a run has.
        let stated: Part
        /// The bounds of an assumption.
        let range: (low: Part, high: Part)?

        /// Everything that was written.
        var all: [Part] { [stated] + (range.map { [$0.low, $0.high] } ?? []) }
    }

    /// The form of the value itself.
    let form: Inner

    var expected: String {
        "\(form.expected), or { assumption: …, low: …, high: … } for what nobody knows"
    }

    private var assumption: Key<Inner> { Key("assumption", form, "What is assumed.") }
    private var low: Key<Inner> { Key("low", form, "The least that it may be.") }
    private var high: Key<Inner> { Key("high", form, "The most that it may be.") }
    private var table: KeyTable { KeyTable(title: "an assumption", keys: [assumption, low, high]) }

    var schema: Schema { .any([form.schema, table.schema]) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Value {
        guard element.node.mapping != nil else {
            return Value(stated: (try form.read(element, context), element), range: nil)
        }
        let section = try Section(element, table, context)
        return Value(
            stated: (try section.read(assumption), try section.child(assumption)),
            range: (
                low: (try section.read(low), try section.child(low)),
                high: (try section.read(high), try section.child(high))
            )
        )
    }
}

/// Between what an assumed amount may lie; it is swept from one end to the other.
public struct AssumedRange: Sendable, Hashable {
    /// The least.
    public var low: TokenAmount
    /// The most.
    public var high: TokenAmount

    /// Makes a range.
    public init(low: TokenAmount, high: TokenAmount) {
        self.low = low
        self.high = high
    }
}

extension AssumedRange {
    /// The range of an assumption; nothing where the amount is known.
    init?(_ value: AssumedForm<AmountForm>.Value) throws(ScenarioError) {
        guard let range = value.range else { return nil }
        let stated = value.stated.value.amount
        self.init(low: range.low.value.amount, high: range.high.value.amount)
        if low > stated {
            throw range.low.element.error("is above the assumption", "give a lower bound below it")
        }
        if high < stated {
            throw range.high.element.error(
                "is below the assumption",
                "give an upper bound above it"
            )
        }
    }
}

/// How far from what is stated all assumptions of a scenario are taken, together.
public enum AssumptionLevel: Int, CaseIterable, Sendable {
    /// The lower bound.
    case low = -2
    /// The geometric mean of that and what is stated.
    case lower
    /// What is stated.
    case stated
    /// The geometric mean of that and the upper bound.
    case higher
    /// The upper bound.
    case high

    /// The word for it.
    public var name: String {
        switch self {
        case .low: "low"
        case .lower: "lower"
        case .stated: "stated"
        case .higher: "higher"
        case .high: "high"
        }
    }

    /// An assumed amount at this level; means are rounded down to whole smallest units.
    func amount(_ stated: TokenAmount, _ range: AssumedRange) -> TokenAmount {
        switch self {
        case .low: range.low
        case .lower: Self.mean(range.low, stated)
        case .stated: stated
        case .higher: Self.mean(stated, range.high)
        case .high: range.high
        }
    }

    /// Amounts of the format are below 2¹¹², so that no product needs more than 224 bits.
    private static func mean(_ one: TokenAmount, _ other: TokenAmount) -> TokenAmount {
        TokenAmount(one.raw.wrappingMultiply(other.raw).squareRoot)
    }
}

extension Scenario {
    /// Whether anything in it is an assumption.
    public var hasAssumptions: Bool { pools.contains { $0.range != nil } }

    /// The scenario with every assumption at a level.
    public func assuming(_ level: AssumptionLevel) -> Scenario {
        var scenario = self
        for index in pools.indices {
            guard let range = pools[index].range else { continue }
            scenario.pools[index].liquidity = level.amount(pools[index].liquidity, range)
        }
        return scenario
    }
}
