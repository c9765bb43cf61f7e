import Primitives
import WideMath

/// What sales brought and what the sold had cost, in quote units: their difference is the gain.
///
/// Both sides are kept, so that a loss is exact too and nothing is lost in sums.
public struct Gain: Hashable, Sendable, CustomStringConvertible {
    /// What the sales brought.
    public let proceeds: TokenAmount
    /// What the sold had cost.
    public let cost: TokenAmount

    /// Makes a gain, or a loss if the cost is the larger.
    public init(proceeds: TokenAmount = .zero, cost: TokenAmount = .zero) {
        self.proceeds = proceeds
        self.cost = cost
    }

    /// Whether less came in than the sold had cost.
    public var isLoss: Bool { proceeds < cost }

    /// The size of the gain or the loss.
    public var magnitude: TokenAmount {
        TokenAmount(
            isLoss
                ? cost.raw.wrappingSubtract(proceeds.raw)
                : proceeds.raw.wrappingSubtract(cost.raw)
        )
    }

    /// The gain in decimal digits, with a sign if it is a loss.
    public var description: String { (isLoss ? "-" : "") + magnitude.description }

    /// The gain as a share of the proceeds; nothing if there are none; for reports.
    public var perProceeds: Double? {
        guard !proceeds.isZero else { return nil }
        let share = magnitude.raw.asDouble / proceeds.raw.asDouble
        return isLoss ? -share : share
    }

    /// The sum of two; nothing if a side needs more than 256 bits.
    public func adding(_ other: Gain) -> Gain? {
        let proceeds = proceeds.raw.addingReportingOverflow(other.proceeds.raw)
        let cost = cost.raw.addingReportingOverflow(other.cost.raw)
        if proceeds.overflow || cost.overflow { return nil }
        return Gain(
            proceeds: TokenAmount(proceeds.partialValue),
            cost: TokenAmount(cost.partialValue)
        )
    }

    /// Whether this gains less than the other on each unit of its proceeds, exactly.
    ///
    /// With g = p − c, g₁ ÷ p₁ < g₂ ÷ p₂ is c₁p₂ > c₂p₁. What brings nothing comes last.
    public func isLessPerProceeds(than other: Gain) -> Bool {
        if proceeds.isZero || other.proceeds.isZero {
            return !proceeds.isZero && other.proceeds.isZero
        }
        return UInt512(product: cost.raw, other.proceeds.raw)
            > UInt512(product: other.cost.raw, proceeds.raw)
    }
}
