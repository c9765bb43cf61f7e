import Primitives
import WideMath

/// The size of a trade around a cycle: swaps through two to four pairs that return to their token.
///
///     let sizing = try CycleSizing(RoutePath([cheap, dear], fixedCost: gas))
///     if let trade = sizing.best() { … trade.amountIn, trade.net … }
///
/// The closed form of `CycleOptimum`, in floating point, says where to look; exact integer swaps
/// decide every result.
public struct CycleSizing: Sendable {
    /// How many amounts on either side of the closed form are tried at most.
    ///
    /// With 18 decimals the profit is flat to a unit over some 10¹⁰ inputs, on which the rounding
    /// of the hops is as good as random, a few units at most. On the 40 cases of the project's
    /// `cyclic_arbitrage_v2.json` 64 tries a side found from one unit less to one more than its
    /// search, and one try a side up to two less.
    private static let trials = 64

    /// The cycle, with what using it costs in gas, in its first token.
    public let path: RoutePath
    private let pools: [RoutePool]

    /// Checks that the hops fit together, use no pair twice and return to the first token.
    public init(_ path: RoutePath) throws(RouteError) {
        _ = try RouteReplay([path])
        guard path.hops.count > 1 else {
            throw .hopCount(path.hops.count, path: 0, max: RouteReplay.hopsMax)
        }
        let (first, last) = (path.hops[0].tokenIn, path.hops[path.hops.count - 1].tokenOut)
        guard first == last else { throw .unclosed(from: first, to: last) }
        self.path = path
        pools = path.hops.map { RoutePool($0) }
    }

    /// The best input in floating point, before gas; nothing if no input gains anything.
    public var optimum: CycleOptimum? { RouteCurve(path).flatMap { CycleOptimum($0) } }

    /// The swaps for a given input; nothing if one of them reverts.
    public func trade(amountIn: UInt256) -> CycleTrade? {
        var amounts = [amountIn]
        var amount = amountIn
        for pool in pools {
            var pool = pool
            guard let out = pool.swap(amount) else { return nil }
            amount = out
            amounts.append(out)
        }
        return CycleTrade(path: path, amounts: amounts)
    }

    /// The most profitable trade, with the least input for it; nothing if none is left with a
    /// profit after gas.
    ///
    /// The search walks over the whole amounts of the token of which fewest units flow: whatever
    /// the best trade is, it carries one of them there, and is no better than the least input that
    /// brings it forth with all that it yields. It walks both ways from the optimum, each until the
    /// profit in real numbers, which rounding only lowers and which only falls from there, is below
    /// what was found, or for 64 amounts. A walk that ends by itself has found the exact optimum:
    /// small amounts and tokens of few decimals. Otherwise up to a few units may be missed, no more
    /// than the hops' roundings are worth in the first token.
    public func best() -> CycleTrade? {
        guard let optimum else { return nil }
        let (node, amount) = narrowest(optimum)
        let before = RouteCurve(through: path.hops[..<node])
        let after = RouteCurve(through: path.hops[node...])
        // In floating point the profit is known to some 10⁻¹⁵ of what flows.
        func profitMax(_ amount: UInt256) -> Double {
            let out = after.output(of: amount.asDouble)
            return out * (1 + 1e-12) - before.input(of: amount.asDouble)
        }
        var best: CycleTrade?
        func walk(_ next: (UInt256) -> UInt256?, from start: UInt256) {
            var amount = start
            for _ in 0..<Self.trials {
                if let trade = trade(carrying: amount, at: node), trade.isBetter(than: best) {
                    best = trade
                }
                guard profitMax(amount) >= (best?.profit.asDouble ?? 0),
                    let following = next(amount)
                else { return }
                amount = following
            }
        }
        let start = UInt256(truncating: amount) ?? .zero
        // Amounts that pools hold are below 2¹¹²: no sum wraps.
        walk({ $0.isZero ? nil : $0.wrappingSubtract(.one) }, from: start)
        walk({ $0.wrappingAdd(.one) }, from: start.wrappingAdd(.one))
        guard let best, best.profit > path.fixedCost else { return nil }
        return best
    }

    /// Before which hop fewest units flow at the optimum, and how many.
    private func narrowest(_ optimum: CycleOptimum) -> (node: Int, amount: Double) {
        var found = (node: 0, amount: optimum.amountIn)
        var amount = optimum.amountIn
        for node in 1..<path.hops.count {
            amount = RouteCurve(through: path.hops[(node - 1)..<node]).output(of: amount)
            if amount < found.amount { found = (node, amount) }
        }
        return found
    }

    /// The trade of least input that carries at least an amount before a hop.
    ///
    /// Nothing if it reverts.
    private func trade(carrying amount: UInt256, at node: Int) -> CycleTrade? {
        var amountIn = amount
        for pool in pools[..<node].reversed() {
            guard let input = pool.leastInput(for: amountIn) else { return nil }
            amountIn = input
        }
        return trade(amountIn: amountIn)
    }
}
