import Primitives

/// A price: one number, points that are replayed, or a random motion.
struct PriceForm: Form {
    var expected: String {
        "a price in US dollars, for example 1, or { replay: [194.6, 193.3], every: 1 h }, or "
            + "{ gbm: 194.6, volatility: 80 % }"
    }

    var schema: Schema {
        .any([
            NumberForm.price.schema, ReplayKeys.table.schema, GeometricPriceKeys.table.schema,
        ])
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> PricePath {
        if element.node.mapping == nil {
            _ = try element.text(expected)
            return .constant(try NumberForm.price.read(element, context))
        }
        let entries = try element.entries(expected)
        if entries.contains(where: { $0.name == GeometricPriceKeys.gbm.name }) {
            return .gbm(
                try GeometricPrice(try Section(element, GeometricPriceKeys.table, context))
            )
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
