import Primitives
import WideMath

/// The base fee of EIP-1559.
public enum BaseFee {
    /// How much of a block's gas limit is the target: a half.
    public static let elasticityMultiplier: UInt64 = 2
    /// A full block raises the fee by one part in this many.
    public static let changeDenominator: UInt64 = 8

    /// The base fee of the block that follows one that used `gasUsed` of `gasLimit`.
    ///
    /// Where no exact fee exists, the fee stays below a gas limit of 2 and is 2²⁵⁶ − 1 otherwise.
    public static func next(parent: Wei, gasUsed: Gas, gasLimit: Gas) -> Wei {
        exact(parent: parent, gasUsed: gasUsed, gasLimit: gasLimit)
            ?? (gasLimit.units < elasticityMultiplier ? parent : Wei(.max))
    }

    /// The base fee of the block that follows one that used `gasUsed` of `gasLimit`.
    ///
    /// Both divisions round down, in EIP-1559's order, and a rise is at least 1 wei. Nothing where
    /// the EIP divides by zero, below a gas limit of 2, or where the fee is above 2²⁵⁶ − 1.
    public static func exact(parent: Wei, gasUsed: Gas, gasLimit: Gas) -> Wei? {
        let target = gasLimit.units / elasticityMultiplier
        guard target > 0 else { return nil }
        if gasUsed.units == target { return parent }
        guard gasUsed.units > target else {
            // At most an eighth of the parent's fee.
            return change(parent, distance: target - gasUsed.units, target: target)
                .map { Wei(parent.raw.wrappingSubtract($0)) }
        }
        guard let rise = change(parent, distance: gasUsed.units - target, target: target) else {
            return nil
        }
        let sum = parent.raw.addingReportingOverflow(max(rise, .one))
        return sum.overflow ? nil : Wei(sum.partialValue)
    }

    /// `parent · distance ÷ target ÷ 8`, through 512 bits; nothing above 2²⁵⁶ − 1 before the last
    /// division.
    private static func change(_ parent: Wei, distance: UInt64, target: UInt64) -> UInt256? {
        // Below 2⁶⁴ wei, where fees are in practice, the processor's own numbers do.
        if let fee = parent.raw.asUInt64 {
            let product = fee.multipliedFullWidth(by: distance)
            if product.high < target {
                return UInt256(target.dividingFullWidth(product).quotient / changeDenominator)
            }
        }
        return parent.raw
            .multiplied(by: UInt256(distance), dividedBy: UInt256(target), rounding: .down)?
            .quotientAndRemainder(dividingBy: UInt256(changeDenominator))?.quotient
    }
}
