import Primitives

/// A price: one number, or points that are replayed.
struct PriceForm: Form {
    var expected: String {
        "a price in US dollars, for example 1, or { replay: [194.6, 193.3], every: 1 h }"
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> PricePath {
        if element.node.mapping == nil {
            _ = try element.text(expected)
            return .constant(try NumberForm.price.read(element, context))
        }
        let section = try Section(element, ReplayKeys.table, context)
        return .replay(
            PriceReplay(
                points: try section.read(ReplayKeys.replay),
                every: try section.read(ReplayKeys.every),
                volatility: try section.read(ReplayKeys.volatility)
            )
        )
    }
}
