/// A line such as `vault.rebalances.failed <= 3`, split at its sign.
struct ComparisonText {
    /// What stands before the sign.
    let subject: String
    /// The sign.
    let relation: Expectation.Relation
    /// What stands behind it.
    let bound: Element

    /// Splits a line; `example` shows how one is written.
    init(_ element: Element, example: String) throws(ScenarioError) {
        let text = try element.text("a line such as \(example)")
        let signs = "<>=!"
        let measured = text.prefix { !signs.contains($0) }
        let sign = text.dropFirst(measured.count).prefix { signs.contains($0) }
        subject = Wording.trimmed(measured)
        guard !subject.isEmpty, !sign.isEmpty else {
            throw element.error(
                "\(Wording.quoted(text)) compares nothing",
                "write a measure, a comparison and a bound, for example \(example)"
            )
        }
        guard let relation = Expectation.Relation(rawValue: String(sign)) else {
            throw element.error(
                "\(Wording.quoted(String(sign))) is no comparison",
                "use \(Wording.choice(Expectation.Relation.allCases.map(\.rawValue)))"
            )
        }
        self.relation = relation
        bound = element.inner(Wording.trimmed(text.dropFirst(measured.count + sign.count)))
    }
}
