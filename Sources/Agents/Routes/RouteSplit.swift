import WideMath

/// How an input is divided over paths, and what comes out to the unit.
///
/// The legs are meant to be executed in their order, each with all its hops. Their inputs sum to
/// the input; their outputs are those of the pairs in that order, so that legs through the same
/// pair find the reserves that earlier legs left.
public struct RouteSplit: Hashable, Sendable {
    /// One path that is used.
    public struct Leg: Hashable, Sendable {
        /// The number of the path, from 0 in the order given.
        public let path: Int
        /// What goes into the first hop, then what comes out of each.
        public let amounts: [UInt256]
        /// What goes into the path.
        public var amountIn: UInt256 { amounts.first ?? .zero }
        /// What comes out of it.
        public var amountOut: UInt256 { amounts.last ?? .zero }
    }

    /// The paths that are used, in the order given.
    public let legs: [Leg]
    /// What comes out of all legs together.
    public let amountOut: UInt256
    /// The sum of the fixed costs of the paths that are used.
    public let fixedCost: UInt256

    /// What is left of the output after the fixed costs; nothing if they exceed it.
    public var net: UInt256? {
        let rest = amountOut.subtractingReportingOverflow(fixedCost)
        return rest.overflow ? nil : rest.partialValue
    }
}
