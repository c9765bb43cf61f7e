/// One of a few words.
struct ChoiceForm<Choice>: Form
where Choice: RawRepresentable & Sendable, Choice.RawValue == String {
    let choices: [Choice]

    init(_ choices: [Choice]) { self.choices = choices }

    var words: [String] { choices.map(\.rawValue) }
    var expected: String { Wording.choice(words) }
    var schema: Schema { .choice(words) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Choice {
        let text = try element.text(expected)
        if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
        throw element.error(
            "\(Wording.quoted(text)) is not one of the choices",
            Wording.remedy(for: text, among: words, listing: "the choices are")
        )
    }
}

extension ChoiceForm where Choice: CaseIterable {
    init() { self.init(Array(Choice.allCases)) }
}
