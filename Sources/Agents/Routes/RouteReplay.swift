import Primitives
import WideMath

/// Paths with the pairs they go through, on which swaps are carried out in exact integers.
struct RouteReplay {
    /// What a division brings: its output and the fixed costs of the paths it uses.
    struct Score: Comparable {
        var amountOut = UInt256.zero
        var fixedCost = UInt256.zero

        /// Whether the left leaves less after costs.
        ///
        /// Up to 64 parts of at most 112 bits.
        static func < (left: Score, right: Score) -> Bool {
            left.amountOut.wrappingAdd(right.fixedCost)
                < right.amountOut.wrappingAdd(left.fixedCost)
        }

        static func == (left: Score, right: Score) -> Bool { !(left < right) && !(right < left) }
    }

    /// The most paths and the most hops of one that are taken.
    static let pathsMax = 64
    static let hopsMax = 4

    let paths: [RoutePath]
    /// Whether some pair serves more than one path.
    let sharesPairs: Bool
    /// For each path the numbers of its pairs.
    private let routes: [[Int]]
    private let pools: [RoutePool]

    /// Checks that the paths fit together.
    init(_ paths: [RoutePath]) throws(RouteError) {
        guard !paths.isEmpty, paths.count <= Self.pathsMax else {
            throw .pathCount(paths.count, max: Self.pathsMax)
        }
        var hops: [RouteHop] = []
        var routes: [[Int]] = []
        for (number, path) in paths.enumerated() {
            guard !path.hops.isEmpty, path.hops.count <= Self.hopsMax else {
                throw .hopCount(path.hops.count, path: number, max: Self.hopsMax)
            }
            var route: [Int] = []
            for (position, hop) in path.hops.enumerated() {
                guard position == 0 || path.hops[position - 1].tokenOut == hop.tokenIn else {
                    throw .broken(path: number, hop: position)
                }
                let known = hops.firstIndex { $0.pair == hop.pair }
                if let known {
                    guard !route.contains(known) else {
                        throw .pairTwice(hop.pair, path: number)
                    }
                    guard hops[known] == hop else { throw .pairDiffers(hop.pair, path: number) }
                } else {
                    hops.append(hop)
                }
                route.append(known ?? hops.count - 1)
            }
            routes.append(route)
            guard path.hops.first?.tokenIn == paths[0].hops.first?.tokenIn,
                path.hops.last?.tokenOut == paths[0].hops.last?.tokenOut
            else { throw .otherTokens(path: number) }
        }
        self.paths = paths
        self.routes = routes
        pools = hops.map { RoutePool($0) }
        sharesPairs = routes.reduce(0) { $0 + $1.count } > hops.count
    }

    /// The legs of a division in the order of the paths; nothing if one of them would revert.
    func legs(of inputs: [UInt256]) -> [RouteSplit.Leg]? {
        var pools = pools
        var legs: [RouteSplit.Leg] = []
        for (path, input) in inputs.enumerated() where !input.isZero {
            var amounts = [input]
            var amount = input
            for pool in routes[path] {
                guard let out = pools[pool].swap(amount) else { return nil }
                amount = out
                amounts.append(out)
            }
            legs.append(RouteSplit.Leg(path: path, amounts: amounts))
        }
        return legs
    }

    /// What a division brings; nothing if a leg of it would revert.
    func score(of inputs: [UInt256]) -> Score? {
        var pools = pools
        var score = Score()
        for (path, input) in inputs.enumerated() where !input.isZero {
            var amount = input
            for pool in routes[path] {
                guard let out = pools[pool].swap(amount) else { return nil }
                amount = out
            }
            score.amountOut = score.amountOut.wrappingAdd(amount)
            score.fixedCost = score.fixedCost.wrappingAdd(paths[path].fixedCost)
        }
        return score
    }

    /// The most that the first pair of a path can still take.
    func room(of path: Int) -> UInt256 {
        SandwichSizing.reserveMax.wrappingSubtract(pools[routes[path][0]].reserveIn)
    }
}
