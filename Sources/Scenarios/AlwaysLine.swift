/// One line of `always`: what should hold at the end of every block.
public enum AlwaysLine: Sendable, Hashable {
    /// Of what the block shows.
    case condition(Condition)
    /// Of a measure of the run up to the block.
    case measure(Expectation)

    /// The line in its canonical form.
    public var text: String {
        switch self {
        case .condition(let condition): condition.text
        case .measure(let expectation): expectation.text
        }
    }

    /// How what it is about should compare with its bound.
    public var relation: Expectation.Relation {
        switch self {
        case .condition(let condition): condition.relation
        case .measure(let expectation): expectation.relation
        }
    }

    /// The condition, if it is one.
    public var condition: Condition? {
        if case .condition(let condition) = self { condition } else { nil }
    }
}

extension AlwaysLine {
    /// A line, or one under the name of a variant.
    static let schema = Schema.lines("<=?|>=?|==|!=", example: ConditionForm.example)

    /// Decodes a line about a scenario: of a gauge where it names one, of a measure otherwise.
    ///
    /// What `==` or `!=` asks of a name that both have is about the measure.
    static func read(
        _ element: Element,
        of scenario: Scenario,
        _ measures: [SummaryMeasure]
    ) throws(ScenarioError) -> AlwaysLine {
        let (context, line) = (
            Context(scenario), try ComparisonText(element, example: ConditionForm.example)
        )
        let isExact = line.relation == .equal || line.relation == .different
        let isGauge = (try? Gauge.read(element, line.subject, context, pool: nil)) != nil
        if measures.contains(where: { $0.path == line.subject }), isExact || !isGauge {
            return .measure(try Expectation(element, nil, measures))
        }
        return .condition(try ConditionForm().read(element, context))
    }
}
