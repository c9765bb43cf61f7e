/// The name of an asset that exists.
struct AssetForm: Form {
    var expected: String { "the name of an asset" }

    var schema: Schema { .word(Schema.Pattern.name) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Asset {
        let text = try element.text(expected)
        if let asset = context.assets.first(where: { $0.name == text }) { return asset }
        let names = context.assets.map(\.name)
        throw element.error(
            "no asset \(Wording.quoted(text))",
            Wording.remedy(for: text, among: names, listing: "the assets are")
        )
    }
}
