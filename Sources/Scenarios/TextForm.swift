/// Free text.
struct TextForm: Form {
    /// The most characters.
    let lengthMax: Int

    var expected: String { "a text of at most \(lengthMax) characters" }

    var schema: Schema {
        let types: [Schema.Value] = ["string", "number", "boolean", "null"].map { .text($0) }
        return Schema().with("type", .list(types)).with("maxLength", .whole(UInt64(lengthMax)))
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> String {
        guard let scalar = element.node.scalar else { return try element.text(expected) }
        if element.isEmpty { return "" }
        if scalar.string.unicodeScalars.count > lengthMax {
            throw element.error("is too long", "write \(expected)")
        }
        return scalar.string
    }
}
