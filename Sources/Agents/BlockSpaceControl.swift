import BlockBuilding
import Primitives
import WideMath

/// How a background bidder steers the base fee by the gas it burns.
public enum BlockSpaceControl {
    /// The gas to burn so that the next base fee comes nearest to a desired one.
    ///
    /// The next fee never falls as the gas used grows, so searches over EIP-1559's exact rule find
    /// it. Of two fees equally near the lower is taken, and of several amounts that lead to the
    /// same fee the least. Gas that others are expected to use beyond the limit is ignored.
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
        // Where the fee is reached but for EIP-1559's rounding; the search begins there.
        let target = Double(gasLimit.units / BaseFee.elasticityMultiplier)
        let rise = desired.raw.asDouble / max(baseFee.raw.asDouble, 1) - 1
        let guess = target * (1 + rise * Double(BaseFee.changeDenominator))
        let reaching = first(
            from: least,
            to: gasLimit.units,
            near: UInt64(exactly: guess.rounded(.down)) ?? (guess < 0 ? 0 : .max)
        ) { next($0) >= desired }
        guard reaching > least else { return .zero }
        let below = next(reaching - 1)
        let above = next(reaching)
        // The lower fee, and the upper one if it falls short too: then it is the nearer.
        let gapBelow = desired.raw.wrappingSubtract(below.raw)
        let gapAbove =
            above < desired
            ? desired.raw.wrappingSubtract(above.raw) : above.raw.wrappingSubtract(desired.raw)
        if gapAbove < gapBelow { return Gas(reaching - least) }
        let same = first(from: least, to: reaching, near: reaching - 1) { next($0) >= below }
        return Gas(same - least)
    }

    /// The first number from `low` on that satisfies a monotone condition; `high` if none does.
    ///
    /// Looks ever further from a guess, then halves what it is between: O(log of how far off the
    /// guess is).
    private static func first(
        from low: UInt64,
        to high: UInt64,
        near guess: UInt64,
        where holds: (UInt64) -> Bool
    ) -> UInt64 {
        if low >= high { return low }
        var low = low
        var high = high
        var step: UInt64 = 1
        var place = min(max(guess, low), high - 1)
        while low < high {
            if holds(place) {
                high = place
                if place - low <= step { break }
                place -= step
            } else {
                low = place + 1
                if high - place <= step { break }
                place += step
            }
            step = step > .max / 2 ? step : step * 2
        }
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
