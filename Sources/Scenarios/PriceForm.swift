import Primitives

/// A price: one number, points, bars or a file that are replayed, or a random motion.
struct PriceForm: Form {
    var expected: String {
        "a price in US dollars, for example 1, or { replay: [194.6, 193.3], every: 1 h }, or "
            + "{ gbm: 194.6, volatility: 80 % }"
    }

    var schema: Schema {
        .any([
            NumberForm.price.schema, ReplayKeys.table.schema, FileReplayKeys.table.schema,
            BarReplayKeys.table.schema, GeometricPriceKeys.table.schema,
            PeggedPriceKeys.table.schema,
        ])
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> PricePath {
        if element.node.mapping == nil {
            _ = try element.text(expected)
            return .constant(try NumberForm.price.read(element, context))
        }
        let entries = try element.entries(expected)
        func entry(_ key: any KeyDescription) -> Element? {
            entries.first { $0.name == key.name }?.value
        }
        if entry(GeometricPriceKeys.gbm) != nil {
            return .gbm(
                try GeometricPrice(try Section(element, GeometricPriceKeys.table, context))
            )
        }
        if entry(PeggedPriceKeys.peg) != nil {
            return .peg(try PeggedPrice(try Section(element, PeggedPriceKeys.table, context)))
        }
        if entry(BarReplayKeys.bars) != nil {
            return .bars(try BarReplay(try Section(element, BarReplayKeys.table, context)))
        }
        // A file is one word, points are a list.
        if let value = entry(FileReplayKeys.replay), value.node.scalar != nil, !value.isEmpty {
            return .file(
                try FileReplay(try Section(element, FileReplayKeys.table, context), context)
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
