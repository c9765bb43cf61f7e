import Primitives
import WideMath

/// The base fee of EIP-1559.
public enum BaseFee {
    /// How much of a block's gas limit is the target: a half.
    public static let elasticityMultiplier: UInt64 = 2
    /// A full block raises the fee by one part in this many.
    public static let changeDenominator: UInt256 = 8

    /// The base fee of the block that follows one that used `gasUsed` of `gasLimit`.
    ///
    /// Both divisions round down, in EIP-1559's order, and a rise is at least 1 wei. Where the EIP
    /// divides by zero, below a gas limit of 2, the fee stays; above 2²⁵⁶ − 1 it stays there.
    public static func next(parent: Wei, gasUsed: Gas, gasLimit: Gas) -> Wei {
        let target = gasLimit.units / elasticityMultiplier
        guard target > 0, gasUsed.units != target else { return parent }
        guard gasUsed.units > target else {
            let fall = change(parent, distance: target - gasUsed.units, target: target)
            // At most an eighth of the parent's fee.
            return Wei(parent.raw.wrappingSubtract(fall))
        }
        let rise = change(parent, distance: gasUsed.units - target, target: target)
        let sum = parent.raw.addingReportingOverflow(max(rise, .one))
        return Wei(sum.overflow ? .max : sum.partialValue)
    }

    /// `parent · distance ÷ target ÷ 8`, through 512 bits.
    private static func change(_ parent: Wei, distance: UInt64, target: UInt64) -> UInt256 {
        let share =
            parent.raw.multiplied(
                by: UInt256(distance),
                dividedBy: UInt256(target),
                rounding: .down
            ) ?? .max
        return share.quotientAndRemainder(dividingBy: changeDenominator)?.quotient ?? .max
    }
}
