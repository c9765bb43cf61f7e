/// A number of per cents of either sign: `5 %` or `-20 %`.
struct SignedPercentForm: Form {
    /// What it is, and its example.
    let measure: Measure
    /// What is allowed, in per cent.
    let bounds: ClosedRange<Double>

    /// A rate of growth over a year.
    static let drift = SignedPercentForm(
        measure: Measure(name: "a drift", units: ["%"], example: "5 % or -20 %"),
        bounds: -1_000...1_000
    )
    /// How two prices go together.
    static let correlation = SignedPercentForm(
        measure: Measure(name: "a correlation", units: ["%"], example: "80 % or -20 %"),
        bounds: -100...100
    )
    /// By how much a jump changes the price on average; −100 % would leave nothing.
    static let jump = SignedPercentForm(
        measure: Measure(name: "the size of a jump", units: ["%"], example: "-5 % or 5 %"),
        bounds: -99...1_000
    )

    var expected: String { measure.expected }

    var schema: Schema {
        Schema.quantity("(?:- *)?\(Schema.Pattern.quantity(measure.units))")
            .examples(measure.example)
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Double {
        let text = try element.text(expected)
        let isNegative = text.first == "-"
        let form = NumberForm(measure: measure, bounds: 0...Double.infinity, exponent: -2)
        let magnitude = try form.read(
            isNegative ? element.inner(text.dropFirst().drop { $0 == " " }) : element,
            context
        )
        guard bounds.contains(isNegative ? -magnitude * 100 : magnitude * 100) else {
            throw Measure.outside(
                text,
                "\(Self.bound(bounds.lowerBound)) %",
                "\(Self.bound(bounds.upperBound)) %",
                element
            )
        }
        return isNegative && magnitude > 0 ? -magnitude : magnitude
    }

    /// The fraction in per cents, as it is written.
    static func text(_ fraction: Double) -> String {
        let sign = fraction < 0 ? "-" : ""
        return "\(sign)\(Canonical.number(fraction.magnitude, tenTo: 2)) %"
    }

    private static func bound(_ percent: Double) -> String {
        (percent < 0 ? "-" : "") + Canonical.number(percent.magnitude)
    }
}
