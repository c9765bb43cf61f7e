import BlockBuilding
import Primitives
import WideMath

/// How a background bidder steers the base fee by the gas it burns.
public enum BlockSpaceControl {
    /// The gas to burn so that the next base fee comes nearest to a desired one.
    ///
    /// The next fee never falls as the gas used grows, so two binary searches over EIP-1559's exact
    /// rule find it. Of two fees equally near the lower is taken, and of several amounts that lead
    /// to the same fee the least. Gas that others are expected to use beyond the limit is ignored.
    public static func gasToBurn(
        baseFee: Wei,
        desired: Wei,
        gasLimit: Gas,
        gasUsedByOthers: Gas
    ) -> Gas {
        let least = min(gasUsedByOthers, gasLimit).units
        let next = { (used: UInt64) in
            BaseFee.next(parent: baseFee, gasUsed: Gas(used), gasLimit: gasLimit)
        }
        let reaching = first(from: least, to: gasLimit.units) { next($0) >= desired }
        guard reaching > least else { return .zero }
        let below = next(reaching - 1)
        let above = next(reaching)
        // The lower fee, and the upper one if it falls short too: then it is the nearer.
        let gapBelow = desired.raw.wrappingSubtract(below.raw)
        let gapAbove =
            above < desired
            ? desired.raw.wrappingSubtract(above.raw) : above.raw.wrappingSubtract(desired.raw)
        if gapAbove < gapBelow { return Gas(reaching - least) }
        return Gas(first(from: least, to: reaching) { next($0) >= below } - least)
    }

    /// The first number from `low` on that satisfies a monotone condition; `high` if none does.
    private static func first(
        from low: UInt64,
        to high: UInt64,
        where holds: (UInt64) -> Bool
    ) -> UInt64 {
        var low = low
        var high = high
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
