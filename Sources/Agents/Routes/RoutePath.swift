import Primitives
import WideMath

/// A way from one token to another: swaps through one pool or several, one after the other.
public struct RoutePath: Hashable, Sendable {
    /// The swaps in order.
    public let hops: [RouteHop]
    /// What using the path costs whatever its amount, in units of the token that comes out: gas.
    public let fixedCost: UInt256

    /// Makes a path; a cost above every possible output counts as 2¹¹² − 1.
    public init(_ hops: [RouteHop], fixedCost: UInt256 = .zero) {
        self.hops = hops
        self.fixedCost = min(fixedCost, SandwichSizing.reserveMax)
    }
}
