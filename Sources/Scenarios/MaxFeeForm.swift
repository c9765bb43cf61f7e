import Primitives

/// The most an agent pays a unit of gas: `2x` the base fee, or `300 gwei`.
struct MaxFeeForm: Form {
    private static let both = Measure(
        name: "a maximum fee",
        units: Measure.multiple.units + Measure.wei.units,
        example: "2x or 300 gwei"
    )

    var expected: String { "a multiple of the base fee or a fee, for example 2x or 300 gwei" }

    var schema: Schema { Self.both.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> MaxFee {
        if try Self.both.read(element).unit == "x" {
            let form = NumberForm(measure: .multiple, bounds: 1...1_000)
            return .multiple(try form.read(element, context))
        }
        return .fixed(try WeiForm.fee.read(element, context))
    }
}
