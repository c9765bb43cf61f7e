import Primitives
import WideMath

/// A whole number of seconds.
struct DurationForm: Form {
    /// The seconds that are allowed.
    let bounds: ClosedRange<UInt64>

    /// The longest time any key takes: a hundred years.
    static let longest: UInt64 = 36_525 * 86_400

    var expected: String { Measure.duration.expected }

    var schema: Schema { Measure.duration.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> UInt64 {
        let (number, unit, text) = try Measure.duration.read(element)
        let factor: UInt64 = ["min": 60, "h": 3_600, "d": 86_400][unit] ?? 1
        guard let seconds = number.integer(times: factor) else {
            throw element.error(
                "\(Wording.quoted(text)) is not a whole number of seconds",
                "write it as \(Measure.duration.example)"
            )
        }
        guard let value = seconds.asUInt64, bounds.contains(value) else {
            throw Measure.outside(
                text,
                Canonical.duration(bounds.lowerBound),
                Canonical.duration(bounds.upperBound),
                element
            )
        }
        return value
    }
}
