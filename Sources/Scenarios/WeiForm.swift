import Primitives
import WideMath

/// A whole number of wei.
struct WeiForm: Form {
    /// The wei that are allowed.
    let bounds: ClosedRange<UInt64>

    /// Fees a unit of gas: up to 10⁶ gwei, a thousand times what any block has seen.
    static let fee = WeiForm(bounds: 0...1_000_000_000_000_000)

    var expected: String { Measure.wei.expected }

    var schema: Schema { Measure.wei.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Wei {
        let (number, unit, text) = try Measure.wei.read(element)
        guard let wei = number.integer(tenTo: ["gwei": 9, "ETH": 18][unit] ?? 0) else {
            throw element.error(
                "\(Wording.quoted(text)) is not a whole number of wei",
                "1 gwei is 1_000_000_000 wei; round to that"
            )
        }
        guard let value = wei.asUInt64, bounds.contains(value) else {
            throw Measure.outside(
                text,
                Canonical.fee(Wei(UInt256(bounds.lowerBound))),
                Canonical.fee(Wei(UInt256(bounds.upperBound))),
                element
            )
        }
        return Wei(wei)
    }
}
