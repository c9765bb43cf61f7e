import Execution
import Primitives
import WideMath

/// Equal slices at equal intervals (a time-weighted average price): slice k of n may trade
/// 1 ÷ (n − k) of what is left, from k intervals after the opening on.
///
/// The part is rounded down, and the last slice is everything left.
public enum TimeSlices: SliceModule {
    /// The name its code declares.
    public static let name = "TimeSlices"

    /// An equal part of what the slices from this one on have to trade.
    public static func part(_ index: UInt256, of count: UInt256) throws(Fault) -> UInt256 {
        try divide(FixedPoint.one, by: try count - index, rounding: .down)
    }
}
