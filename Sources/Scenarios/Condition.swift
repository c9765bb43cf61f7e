import WideMath

/// What a block shows compared with a bound: `main.depth < 100_000 USDC`.
public struct Condition: Sendable, Hashable {
    /// What is looked at.
    public let gauge: Gauge
    /// How it should compare.
    public let relation: Expectation.Relation
    /// With what, in the unit of the gauge.
    public let bound: Double
    /// The line in its canonical form.
    public let text: String

    /// Makes a condition whose parts fit.
    public init(gauge: Gauge, relation: Expectation.Relation, bound: Double, text: String) {
        self.gauge = gauge
        self.relation = relation
        self.bound = bound
        self.text = text
    }

    /// Whether it holds of a reading; of none it does not.
    public func holds(_ reading: Double?) -> Bool {
        guard let reading else { return false }
        return relation.holds(reading, bound)
    }
}

/// A condition, `main.depth < 100_000 USDC`; in the rules of a provider of its pool, `depth` alone.
struct ConditionForm: Form {
    static let example = "main.depth < 100_000 USDC"

    /// The pool whose parts need no name.
    var pool: Pool?

    var expected: String { "a condition, for example \(Self.example) or WETH.move(1 h) < -10 %" }

    var schema: Schema { Schema.text(Schema.Pattern.comparison("<=?|>=?")).examples(Self.example) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Condition {
        let line = try ComparisonText(element, example: Self.example)
        switch line.relation {
        case .less, .atMost, .more, .atLeast: break
        case .equal, .different:
            throw element.error(
                "\(line.relation.rawValue) compares what is never quite equal",
                "use <, <=, > or >="
            )
        }
        let named = try Gauge.read(element, line.subject, context, pool: pool)
        let (bound, text) = try named.unit.bound(line.bound, named.text, context)
        return Condition(
            gauge: named.gauge,
            relation: line.relation,
            bound: bound,
            text: "\(named.text) \(line.relation.rawValue) \(text)"
        )
    }
}

extension Gauge.Unit {
    /// Reads a bound and writes it in its canonical form.
    fileprivate func bound(
        _ element: Element,
        _ subject: String,
        _ context: Context
    ) throws(ScenarioError) -> (Double, text: String) {
        let text = try element.text("a bound for \(subject), for example \(example)")
        let isNegative = text.first == "-"
        let digits = isNegative ? element.inner(text.dropFirst().drop { $0 == " " }) : element
        let sign = isNegative ? "-" : ""
        func signed(_ value: Double) -> Double { isNegative ? -value : value }
        switch self {
        case .plain, .count:
            let value = try NumberForm(measure: nil, bounds: 0...1e15).read(digits, context)
            return (signed(value), sign + Canonical.number(value))
        case .ratio:
            // The power of ten is taken in decimal: written again, the same number comes back.
            let isPercent = try digits.text(example).contains("%")
            let form = NumberForm(
                measure: .ratio,
                bounds: 0...1e9,
                exponent: isPercent ? -2 : -4
            )
            let points = try form.read(digits, context)
            return (signed(points), "\(sign)\(Canonical.number(points, tenTo: 2)) %")
        case .fee:
            let wei = try WeiForm.fee.read(element, context)
            return (wei.raw.asDouble, Canonical.fee(wei))
        case .tokens(let token):
            let form = AmountForm(rawMin: .zero, example: example)
            let value = try form.read(element, context)
            guard value.asset.name == token else {
                throw element.error(
                    "\(subject) is not in \(value.asset.name)",
                    "write it in \(token), for example \(example)"
                )
            }
            let amount = Canonical.decimal(value.amount.raw, places: value.asset.decimals)
            let whole = UInt256.powerOfTen(value.asset.decimals)?.asDouble ?? 1
            return (value.amount.raw.asDouble / whole, "\(amount) \(token)")
        }
    }
}
