/// The version of the format, of which there is one.
struct FormatForm: Form {
    var expected: String { "the version of the format, 1" }

    var schema: Schema { Schema().with("enum", .list([.whole(1), .text("1")])) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) {
        let text = try element.text(expected)
        if text != "1" {
            throw element.error(
                "format \(Wording.quoted(text)) is not known",
                "this program reads format: 1"
            )
        }
    }
}
