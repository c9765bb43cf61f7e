import Agents
import Primitives
import WideMath

/// Outside prices as whole numbers, for valuations that sum to the unit.
struct OutsidePrices: Sendable {
    /// Dollars times 10¹⁸, rounded down, by the number of the asset.
    private let scaled: [UInt256]

    /// Prices in dollars, by the number of the asset.
    init(_ prices: [Double]) {
        scaled = prices.map { UInt256(truncating: $0 * 1e18) ?? .zero }
    }

    /// An amount's value in units of another token, rounded down; nothing above 2²⁵⁶ − 1, or where
    /// the other has no price.
    func value(of amount: UInt256, _ token: TokenInfo, in other: TokenInfo) -> UInt256? {
        // amount · p ÷ unit in dollars times 10¹⁸, over q ÷ unit of the other.
        let worth = amount.multipliedReportingOverflow(by: scaled[token.index])
        let per = scaled[other.index].multipliedReportingOverflow(by: token.unit)
        guard !worth.overflow, !per.overflow, !per.partialValue.isZero else { return nil }
        return worth.partialValue.multiplied(
            by: other.unit,
            dividedBy: per.partialValue,
            rounding: .down
        )
    }
}
