import Primitives
import WideMath

/// A whole number of basis points.
struct RatioForm: Form {
    /// The basis points that are allowed.
    let bounds: ClosedRange<UInt64>

    var expected: String { Measure.ratio.expected }

    var schema: Schema { Measure.ratio.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> BasisPoints {
        let (number, unit, text) = try Measure.ratio.read(element)
        guard let points = number.integer(tenTo: unit == "%" ? 2 : 0) else {
            throw element.error(
                "\(Wording.quoted(text)) is finer than 1 bp",
                "1 bp is 0.01 %; round to that"
            )
        }
        guard let value = points.asUInt64, bounds.contains(value) else {
            throw Measure.outside(
                text,
                Canonical.ratio(BasisPoints(bounds.lowerBound)),
                Canonical.ratio(BasisPoints(bounds.upperBound)),
                element
            )
        }
        return BasisPoints(value)
    }
}
