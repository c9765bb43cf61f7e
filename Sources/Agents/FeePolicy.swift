import Primitives
import WideMath

/// What an agent offers for a unit of gas.
public struct FeePolicy: Hashable, Sendable {
    /// The most it pays altogether.
    public enum MaxFee: Hashable, Sendable {
        /// Thousandths of the coming block's base fee, plus the tip.
        case baseFeeThousandths(UInt64)
        /// The same whatever the base fee.
        case fixed(Wei)
    }

    /// The priority fee.
    public let tip: Wei
    /// The maximum fee.
    public let maxFee: MaxFee

    /// Makes a policy.
    public init(tip: Wei, maxFee: MaxFee) {
        self.tip = tip
        self.maxFee = maxFee
    }

    /// The two fees at a base fee; the tip never exceeds the maximum.
    public func fees(baseFee: Wei, tip other: Wei? = nil) -> (priority: Wei, max: Wei) {
        let wanted = other ?? tip
        switch maxFee {
        case .fixed(let most):
            return (min(wanted, most), most)
        case .baseFeeThousandths(let thousandths):
            // Rounded up, so that a multiple of one still meets the base fee.
            let share =
                baseFee.raw.multiplied(
                    by: UInt256(thousandths),
                    dividedBy: 1_000,
                    rounding: .up
                ) ?? baseFee.raw
            return (wanted, Wei(share.wrappingAdd(wanted.raw)))
        }
    }
}
