import Primitives
import WideMath

/// A whole number of milliseconds.
struct MomentForm: Form {
    /// The milliseconds that are allowed.
    let bounds: ClosedRange<UInt64>

    var expected: String { Measure.moment.expected }

    var schema: Schema { Measure.moment.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> UInt64 {
        let (number, unit, text) = try Measure.moment.read(element)
        guard let value = number.integer(times: unit == "s" ? 1_000 : 1) else {
            throw element.error(
                "\(Wording.quoted(text)) is not a whole number of milliseconds",
                "write it as \(Measure.moment.example)"
            )
        }
        guard let moment = value.asUInt64, bounds.contains(moment) else {
            throw Measure.outside(
                text,
                Canonical.moment(bounds.lowerBound),
                Canonical.moment(bounds.upperBound),
                element
            )
        }
        return moment
    }
}
