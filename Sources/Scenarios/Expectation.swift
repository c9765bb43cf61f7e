import WideMath

/// One line of `expect`: a measure of the run, a comparison and a bound.
public struct Expectation: Sendable, Hashable {
    /// How the measure should compare with the bound.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case less = "<"
        case atMost = "<="
        case more = ">"
        case atLeast = ">="
        case equal = "=="
        case different = "!="

        /// Whether a value compares so with a bound.
        public func holds<Value: Comparable>(_ value: Value, _ bound: Value) -> Bool {
            switch self {
            case .less: value < bound
            case .atMost: value <= bound
            case .more: value > bound
            case .atLeast: value >= bound
            case .equal: value == bound
            case .different: value != bound
            }
        }
    }

    /// What the measure is compared with.
    public enum Bound: Sendable, Hashable {
        /// A count, or smallest units: compared exactly.
        case whole(SignedWhole)
        /// A ratio, or whole tokens.
        case number(Double)
        /// Basis points of another amount of the summary: compared exactly.
        case part(BasisPointsOf)
    }

    /// A part of another amount.
    public struct BasisPointsOf: Sendable, Hashable {
        /// How many ten-thousandths.
        public let points: SignedWhole
        /// The path of the amount.
        public let whole: String
    }

    /// The variant whose run it is about; nothing for the run itself.
    public let variant: String?
    /// The measure.
    public let measure: SummaryMeasure
    /// How it should compare.
    public let relation: Relation
    /// With what.
    public let bound: Bound
    /// The line, as `vault.rebalances.failed <= 3`.
    public let text: String
}

extension Expectation {
    /// What stands in the list, with an example.
    static let example = "vault.rebalances.failed <= 3"

    /// A line, or one under the name of a variant.
    static let schema = Schema.lines("<=?|>=?|==|!=", example: example)

    /// The line as an item of the list, under its variant's name where it has one.
    var line: String {
        guard let variant else { return Canonical.quoted(text) }
        return "\(Canonical.quoted(variant)): \(Canonical.quoted(text))"
    }
}
