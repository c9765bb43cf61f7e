/// Any part of the file, taken as it is and decoded later.
struct ElementForm: Form {
    /// What should stand there.
    let expected: String
    /// What may stand there, as whoever decodes it later accepts it.
    let schema: Schema

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Element { element }
}
