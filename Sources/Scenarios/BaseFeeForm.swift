import Primitives

/// A base fee: one figure, or steps.
struct BaseFeeForm: Form {
    var expected: String {
        "a base fee, for example 20 gwei, or { steps: [77.9 gwei, 84.8 gwei], every: 24 h }"
    }

    var schema: Schema { .any([WeiForm.fee.schema, BaseFeeKeys.table.schema]) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> BaseFeePath {
        if element.node.mapping == nil {
            _ = try element.text(expected)
            return .constant(try WeiForm.fee.read(element, context))
        }
        let section = try Section(element, BaseFeeKeys.table, context)
        return .steps(
            values: try section.read(BaseFeeKeys.steps),
            every: try section.read(BaseFeeKeys.every)
        )
    }
}
