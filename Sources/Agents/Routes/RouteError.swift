import Primitives
import WideMath

/// Why no split of an input over paths, or no cycle, can be worked out.
///
/// Paths and hops are numbered from 0 in the order given.
public enum RouteError: Error, Hashable, Sendable {
    /// There is no path, or there are more than the solver takes.
    case pathCount(Int, max: Int)
    /// A path has no hop, or more than the solver takes.
    case hopCount(Int, path: Int, max: Int)
    /// A hop does not take the token that the hop before it gives.
    case broken(path: Int, hop: Int)
    /// A path leads from or to other tokens than the first path.
    case otherTokens(path: Int)
    /// A cycle ends in another token than it begins with.
    case unclosed(from: Address, to: Address)
    /// A path goes through the same pair twice.
    case pairTwice(Address, path: Int)
    /// Two hops describe one pair differently: direction, reserves or fee.
    case pairDiffers(Address, path: Int)
    /// The input buys nothing on any path, or is more than the pairs can hold.
    case buysNothing(amountIn: UInt256)
}
