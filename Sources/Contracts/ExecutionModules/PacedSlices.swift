import Execution
import Primitives
import WideMath

/// Slices at equal intervals that each may trade all that is left: what paces them is each asset's
/// own maximum trade size and cool-off, as in Set Protocol's index exchange.
///
/// An asset that one trade moves is done with the first slice, another after as many as it needs.
public enum PacedSlices: SliceModule {
    /// The name its code declares.
    public static let name = "PacedSlices"

    /// Everything.
    public static func part(_ index: UInt256, of count: UInt256) throws(Fault) -> UInt256 {
        FixedPoint.one
    }
}
