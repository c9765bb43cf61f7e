import Primitives
import WideMath

/// A number that becomes a `Double`: a price, a rate, a multiple or a spread.
struct NumberForm: Form {
    /// The unit behind it, if it has one.
    let measure: Measure?
    /// What is allowed, in the unit as it is written.
    let bounds: ClosedRange<Double>
    /// The power of ten from the unit as written to the value.
    var exponent = 0
    /// What it is, where there is no unit.
    var name = "a number"

    /// A price in US dollars.
    static let price = NumberForm(measure: nil, bounds: 1e-9...1e12, name: "a price in US dollars")
    /// A volatility, a fraction a square-root year.
    static let volatility = NumberForm(measure: .volatility, bounds: 0...1_000, exponent: -2)

    var expected: String { measure?.expected ?? "\(name), for example 1.5" }

    var schema: Schema { measure?.schema ?? .number(bounds) }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Double {
        let number: DecimalNumber
        let text: String
        if let measure {
            (number, _, text) = try measure.read(element)
        } else {
            text = try element.text(expected)
            guard let plain = DecimalNumber(text) else {
                throw element.error("\(Wording.quoted(text)) is not \(name)", "write \(expected)")
            }
            number = plain
        }
        guard bounds.contains(number.double()) else {
            let unit = measure?.units.first.map { $0 == "x" ? $0 : " \($0)" } ?? ""
            throw Measure.outside(
                text,
                Canonical.number(bounds.lowerBound) + unit,
                Canonical.number(bounds.upperBound) + unit,
                element
            )
        }
        guard number.isWritable else {
            throw element.error("\(Wording.quoted(text)) is too fine", "round it to 40 digits")
        }
        return number.double(tenTo: exponent)
    }
}
