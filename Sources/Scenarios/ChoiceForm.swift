/// One of a few words.
struct ChoiceForm<Choice>: Form
where Choice: RawRepresentable & CaseIterable & Sendable, Choice.RawValue == String {
    var words: [String] { Choice.allCases.map(\.rawValue) }
    var expected: String { Wording.choice(words) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Choice {
        let text = try element.text(expected)
        if let choice = Choice(rawValue: text) { return choice }
        throw element.error(
            "\(Wording.quoted(text)) is not one of the choices",
            Wording.remedy(for: text, among: words, listing: "the choices are")
        )
    }
}
