/// One value, a list of different ones, or `all`.
struct SeveralForm<Item: Form>: Form where Item.Value: Hashable {
    /// What was written.
    enum Value {
        /// Each of these.
        case these([Item.Value])
        /// All there are.
        case all
    }

    /// The form of each.
    let item: Item

    var expected: String { "\(item.expected), a list of such, or all" }

    var schema: Schema {
        let list = Schema.list(of: item.schema, count: 1...100).with("uniqueItems", .flag(true))
        return .any([Schema().with("const", .text("all")), item.schema, list])
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Value {
        if element.node.scalar?.string == "all" { return .all }
        guard element.node.sequence != nil else {
            return .these([try item.read(element, context)])
        }
        let list = ListForm(item: item, count: 1...100)
        let values = try list.read(element, context)
        guard Set(values).count == values.count else {
            throw element.error("the same is named twice", "name each once")
        }
        return .these(values)
    }

    /// The names as they are written: one alone, several as a list.
    static func text(_ names: [String]) -> String {
        let words = names.map(Canonical.name)
        return words.count == 1 ? words[0] : "[\(words.joined(separator: ", "))]"
    }
}
