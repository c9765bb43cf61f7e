/// A list of values of one form.
struct ListForm<Item: Form>: Form {
    /// The form of each item.
    let item: Item
    /// How many there may be.
    let count: ClosedRange<Int>

    var expected: String { "a list, each item being \(item.expected)" }

    var schema: Schema { .list(of: item.schema, count: count) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> [Item.Value] {
        let elements = try element.items(expected)
        if !count.contains(elements.count) {
            let least = Canonical.grouped(count.lowerBound)
            let most = Canonical.grouped(count.upperBound)
            throw element.error(
                "is a list of \(Canonical.grouped(elements.count))",
                "give \(least == most ? least : "\(least) to \(most)")"
            )
        }
        var values: [Item.Value] = []
        for element in elements { values.append(try item.read(element, context)) }
        return values
    }
}
