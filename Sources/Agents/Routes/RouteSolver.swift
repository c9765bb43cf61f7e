import Primitives
import WideMath

/// How a keeper, off-chain, divides an input over the paths that lead to another token.
///
///     let paths = [RoutePath([direct]), RoutePath([first, second], fixedCost: 40_000)]
///     let split = try RouteSolver.split(amountIn: 1_000_000, over: paths)
///     for leg in split.legs { … leg.path, leg.amounts … }
///
/// The closed form of `RouteOptimum`, in floating point, says where to look; exact integer swaps in
/// order of execution decide every result.
///
/// - **Paths that share a pair** are not independent, and are not treated so: the swaps of one see
///   the reserves that those before it left. The closed form is only their start; exchanges
///   between paths on the exact result find the division (`RouteSearch.climb`).
/// - **Fixed costs** make the choice of paths discrete. With at most ten usable paths every set of
///   them is tried; with more, paths are dropped one at a time while that leaves more.
/// - **Never worse than one path**: the result leaves at least what the best single path leaves,
///   output less fixed costs.
public enum RouteSolver {
    /// Up to how many usable paths every set of them is tried.
    private static let enumerated = 10

    /// The best division over independent paths in floating point, without fixed costs.
    public static func optimum(amountIn: Double, over paths: [RoutePath]) -> RouteOptimum {
        RouteOptimum(amountIn: amountIn, over: paths.map { RouteCurve($0) })
    }

    /// Divides an input over paths so that the output less fixed costs is largest, to the unit.
    ///
    /// Takes up to 64 paths of up to 4 hops, all from one token to one other; a path with an empty
    /// pool is never used. A division that leaves less than nothing is still returned if every
    /// single path leaves no more: `RouteSplit.net` says so.
    public static func split(
        amountIn: UInt256,
        over paths: [RoutePath]
    ) throws(RouteError) -> RouteSplit {
        let replay = try RouteReplay(paths)
        guard !amountIn.isZero else { throw .buysNothing(amountIn: amountIn) }
        let curves = paths.map { RouteCurve($0) }
        let open = paths.indices.filter { curves[$0] != nil }
        let search = RouteSearch(replay: replay, amountIn: amountIn, open: open)
        var best: RouteSearch.Found?
        for path in open {
            if let found = search.single(path), best.map({ found.score > $0.score }) ?? true {
                best = found
            }
        }
        if open.count > 1 {
            for start in starts(search, curves) {
                let found = search.climb(from: start)
                if best.map({ found.score > $0.score }) ?? true { best = found }
            }
        }
        guard let best, let legs = replay.legs(of: best.inputs) else {
            throw .buysNothing(amountIn: amountIn)
        }
        return RouteSplit(
            legs: legs,
            amountOut: best.score.amountOut,
            fixedCost: best.score.fixedCost
        )
    }

    /// Where the search climbs from: the optimum of the set of paths that leaves most, and where
    /// paths share a pair the next fifteen sets too, since their optimum is only estimated: all
    /// sets of four paths.
    private static func starts(
        _ search: RouteSearch,
        _ curves: [RouteCurve?]
    ) -> [RouteSearch.Found] {
        func found(_ set: [Int]) -> RouteSearch.Found? {
            var chosen = [RouteCurve?](repeating: nil, count: curves.count)
            for path in set { chosen[path] = curves[path] }
            return search.rounded(
                RouteOptimum(amountIn: search.amountIn.asDouble, over: chosen)
            )
        }
        let open = search.open
        guard open.contains(where: { !search.replay.paths[$0].fixedCost.isZero }) else {
            return found(open).map { [$0] } ?? []
        }
        guard open.count <= enumerated else { return dropping(open, found).map { [$0] } ?? [] }
        var best: [RouteSearch.Found] = []
        for mask in 1..<(1 << open.count) {
            let set = open.indices.filter { mask >> $0 & 1 == 1 }.map { open[$0] }
            guard let candidate = found(set) else { continue }
            let place = best.firstIndex { candidate.score > $0.score } ?? best.count
            best.insert(candidate, at: place)
            if best.count > (search.replay.sharesPairs ? 16 : 1) { best.removeLast() }
        }
        return best
    }

    /// Drops the path without which most is left, while that is more than with it.
    private static func dropping(
        _ open: [Int],
        _ found: ([Int]) -> RouteSearch.Found?
    ) -> RouteSearch.Found? {
        var set = open
        var best = found(set)
        while set.count > 1 {
            var next: (set: [Int], found: RouteSearch.Found)?
            for path in set {
                let rest = set.filter { $0 != path }
                if let candidate = found(rest),
                    next.map({ candidate.score > $0.found.score }) ?? true
                {
                    next = (rest, candidate)
                }
            }
            guard let next, best.map({ next.found.score > $0.score }) ?? true else { break }
            (set, best) = (next.set, next.found)
        }
        return best
    }
}
