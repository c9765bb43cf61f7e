/// The name of a pool that exists.
struct PoolForm: Form {
    var expected: String { "the name of a pool" }

    var schema: Schema { .word(Schema.Pattern.name) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Pool {
        let text = try element.text(expected)
        if let pool = context.pools.first(where: { $0.name == text }) { return pool }
        let names = context.pools.map(\.name)
        throw element.error(
            "no pool \(Wording.quoted(text))",
            Wording.remedy(for: text, among: names, listing: "the pools are")
        )
    }
}
