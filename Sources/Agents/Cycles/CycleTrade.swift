import WideMath

/// A cycle with an input: what each hop moves, to the unit, and what is gained.
public struct CycleTrade: Hashable, Sendable {
    /// The cycle, with what using it costs in gas, in its first token.
    public let path: RoutePath
    /// What goes into the first hop, then what comes out of each.
    public let amounts: [UInt256]

    /// What goes in.
    public var amountIn: UInt256 { amounts.first ?? .zero }

    /// What comes back, in the same token.
    public var amountOut: UInt256 { amounts.last ?? .zero }

    /// What comes back above what went in, before gas; zero for a loss.
    public var profit: UInt256 {
        let gain = amountOut.subtractingReportingOverflow(amountIn)
        return gain.overflow ? .zero : gain.partialValue
    }

    /// What is left of the profit after gas; zero where gas costs as much or more.
    public var net: UInt256 {
        let rest = profit.subtractingReportingOverflow(path.fixedCost)
        return rest.overflow ? .zero : rest.partialValue
    }

    /// Whether it gains more than another, or as much with less input.
    func isBetter(than other: Self?) -> Bool {
        guard let other else { return true }
        return net != other.net
            ? net > other.net
            : profit != other.profit ? profit > other.profit : amountIn < other.amountIn
    }
}
