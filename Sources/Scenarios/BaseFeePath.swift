import Primitives
import WideMath

/// A base fee through a run, a unit of gas.
public enum BaseFeePath: Sendable, Hashable {
    /// The same throughout.
    case constant(Wei)
    /// Each value in turn for that many seconds, the last to the end of the run; never empty.
    case steps(values: [Wei], every: UInt64)
}
