/// A rate of growth over a year, of either sign: `5 %` or `-20 %`.
struct DriftForm: Form {
    private static let measure = Measure(name: "a drift", units: ["%"], example: "5 % or -20 %")
    /// In per cent.
    private static let most = 1_000.0

    var expected: String { Self.measure.expected }

    var schema: Schema {
        Schema.text("(?:- *)?\(Schema.Pattern.quantity(Self.measure.units))")
            .examples(Self.measure.example)
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Double {
        let text = try element.text(expected)
        let isNegative = text.first == "-"
        let form = NumberForm(measure: Self.measure, bounds: 0...Double.infinity, exponent: -2)
        let magnitude = try form.read(
            isNegative ? element.inner(text.dropFirst().drop { $0 == " " }) : element,
            context
        )
        guard magnitude * 100 <= Self.most else {
            throw Measure.outside(text, "-1_000 %", "1_000 %", element)
        }
        return isNegative && magnitude > 0 ? -magnitude : magnitude
    }
}
