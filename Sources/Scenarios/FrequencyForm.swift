import Primitives
import WideMath

/// How often something happens on average, as a number a year of 365 days: `12 per year`.
struct FrequencyForm: Form {
    /// The most events a year.
    let most: Double

    private static let measure = Measure(
        name: "how often it happens",
        units: ["per year", "per day", "per hour"],
        example: "12 per year or 0.5 per day"
    )
    /// How many of each unit's times are in a year.
    private static let perYear = ["per day": 365, "per hour": 8_760]

    var expected: String { Self.measure.expected }

    var schema: Schema { Self.measure.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Double {
        let (number, unit, text) = try Self.measure.read(element)
        let rate = number.double() * Double(Self.perYear[unit] ?? 1)
        guard rate <= most else {
            throw Measure.outside(text, "0 per year", Self.text(most), element)
        }
        return rate
    }

    /// A number of events a year, as it is written.
    static func text(_ rate: Double) -> String { "\(Canonical.number(rate)) per year" }
}
