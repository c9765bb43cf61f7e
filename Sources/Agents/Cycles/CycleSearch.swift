import Primitives
import WideMath

/// Finds the cycle of constant-product pools that leaves most after gas.
///
///     let trade = CycleSearch.best(from: weth, through: hops) { hops in gasOfHop * hops }
///
/// Tries every cycle of two to four hops, both ways round, that uses no pair twice and passes no
/// token twice; a detour that returns to a token on the way would be a cycle of its own. The closed
/// form bounds what a cycle can leave (`CycleOptimum`); they are worked out in exact integers from
/// the highest bound down, until no bound exceeds what was found. O(n⁴) bounds for n pools of the
/// same tokens in the worst case, sorted.
public enum CycleSearch {
    /// A cycle that gains before gas, and what it leaves at most.
    private struct Candidate {
        let path: RoutePath
        let netMax: Double
    }

    /// The best trade from a token back to it; nothing if none is left with a profit after gas.
    ///
    /// Each pool is given in either direction and serves both; of two that name the same pair the
    /// first counts. The cost is that of a cycle of so many hops, in units of the token. Of equals
    /// the cycle that comes first in the order of the pools wins.
    public static func best(
        from token: Address,
        through pools: [RouteHop],
        hopsMax: Int = 4,
        cost: (_ hopCount: Int) -> UInt256 = { _ in .zero }
    ) -> CycleTrade? {
        let hopsMax = min(hopsMax, RouteReplay.hopsMax)
        var candidates: [Candidate] = []
        for hops in cycles(from: token, through: pools, hopsMax: hopsMax) {
            let path = RoutePath(hops, fixedCost: cost(hops.count))
            guard let optimum = RouteCurve(path).flatMap({ CycleOptimum($0) }) else { continue }
            let netMax = optimum.profitMax - path.fixedCost.asDouble
            if netMax > 0 { candidates.append(Candidate(path: path, netMax: netMax)) }
        }
        let falling = candidates.enumerated().sorted {
            $0.element.netMax == $1.element.netMax
                ? $0.offset < $1.offset : $0.element.netMax > $1.element.netMax
        }
        var best: CycleTrade?
        for (_, candidate) in falling {
            if let best, candidate.netMax < best.net.asDouble { break }
            guard let trade = try? CycleSizing(candidate.path).best() else { continue }
            if best.map({ trade.net > $0.net }) ?? true { best = trade }
        }
        return best
    }

    /// Every cycle of at least two hops from a token, in the order of the pools.
    static func cycles(
        from token: Address,
        through pools: [RouteHop],
        hopsMax: Int
    ) -> [[RouteHop]] {
        var from: [Address: [RouteHop]] = [:]
        var pairs: Set<Address> = []
        for pool in pools where pool.isOpen && pairs.insert(pool.pair).inserted {
            for hop in [pool, pool.reversed] { from[hop.tokenIn, default: []].append(hop) }
        }
        var found: [[RouteHop]] = []
        func extend(_ hops: [RouteHop], at place: Address) {
            for hop in from[place] ?? [] where !hops.contains(where: { $0.pair == hop.pair }) {
                if hop.tokenOut == token {
                    if !hops.isEmpty { found.append(hops + [hop]) }
                } else if hops.count + 2 <= hopsMax,
                    !hops.contains(where: { $0.tokenOut == hop.tokenOut })
                {
                    extend(hops + [hop], at: hop.tokenOut)
                }
            }
        }
        extend([], at: token)
        return found
    }
}
