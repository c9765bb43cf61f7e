/// One section of a kind, or a list of such.
struct RulesForm: Form {
    /// The keys that each has.
    let table: KeyTable

    var expected: String { "\(SectionForm(table: table).expected); one or a list" }

    var schema: Schema {
        .any([table.schema, .list(of: table.schema, count: 1...100)])
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> [Section] {
        let section = SectionForm(table: table)
        guard element.node.sequence != nil else { return [try section.read(element, context)] }
        return try ListForm(item: section, count: 1...100).read(element, context)
    }
}
