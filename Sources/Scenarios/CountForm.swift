import Primitives
import WideMath

/// A whole number, without a unit or of blocks.
struct CountForm: Form {
    /// The numbers that are allowed.
    let bounds: ClosedRange<UInt64>
    /// Whether it counts blocks.
    var inBlocks = false

    var expected: String {
        inBlocks
            ? Measure.blocks.expected : "a whole number, for example \(min(42, bounds.upperBound))"
    }

    var schema: Schema {
        guard inBlocks else { return .whole(bounds) }
        let units = Measure.blocks.units
        return Schema.quantity(Schema.Pattern.quantity(units, number: Schema.Pattern.whole))
            .examples(Measure.blocks.example)
    }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> UInt64 {
        let number: DecimalNumber
        let text: String
        if inBlocks {
            (number, _, text) = try Measure.blocks.read(element)
        } else {
            text = try element.text(expected)
            guard let plain = DecimalNumber(text) else {
                throw element.error("\(Wording.quoted(text)) is not a whole number", range)
            }
            number = plain
        }
        guard let integer = number.integer(), number.places == 0 else {
            throw element.error("\(Wording.quoted(text)) is not a whole number", range)
        }
        guard let value = integer.asUInt64, bounds.contains(value) else {
            throw element.error("\(Wording.quoted(text)) is out of bounds", range)
        }
        return value
    }

    private var range: String {
        "write \(Canonical.grouped(bounds.lowerBound)) to \(Canonical.grouped(bounds.upperBound))"
            + (inBlocks ? " blocks" : "")
    }
}
