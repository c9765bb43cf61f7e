import Agents
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A route over paths that cost gas` {
    private let ether = UInt256.powerOfTen(18) ?? 0

    /// A3's pools and 10 in: two pools bring 29,657.558, the best alone 29,614.741 (A3), so that
    /// the second path is worth 42.817 and no more.
    @Test(arguments: [(0, 2), (42, 2), (43, 1), (1_000, 1)] as [(UInt64, Int)])
    func `uses a second one while it is worth its cost`(_ cost: UInt64, _ legs: Int) throws {
        let cost = try UInt256(cost) * ether
        let paths = try Lanes.pools(
            `The optimum of a route`.anchorPools,
            unit: ether,
            costs: [cost, cost, cost]
        )
        let split = try RouteSolver.split(amountIn: 10 * ether, over: paths)
        #expect(split.legs.count == legs)
        #expect(split.fixedCost == (legs == 2 ? try cost + cost : cost))
        #expect(split.net == (try split.amountOut - split.fixedCost))
    }

    /// The cheaper of two equal pools; both where half the impact is worth more.
    @Test func `weighs costs of different paths`() throws {
        let paths = try Lanes.pools(
            [(1_000_000, 1_000_000, 0), (1_000_000, 1_000_000, 0)],
            costs: [30, 20]
        )
        // 10,000 in one pool lose 99 to impact, in two 50.
        let two = try RouteSolver.split(amountIn: 10_000, over: paths)
        #expect(two.legs.map(\.path) == [0, 1])
        // 1,000 lose one unit.
        let one = try RouteSolver.split(amountIn: 1_000, over: paths)
        #expect(one.legs.map(\.path) == [1])
        #expect(one.net == 979)
        // A cost above everything still leaves a route, and says that nothing is left.
        let dear = try Lanes.pools([(1_000, 1_000, 0)], costs: [.max])
        let loss = try RouteSolver.split(amountIn: 100, over: dear)
        #expect(loss.amountOut == 90 && loss.net == nil)
    }

    /// Twelve pools, of which costs leave k equal ones: the loss to impact A² ÷ kX and the cost kc
    /// are least together at k = A ÷ √(cX).
    @Test(arguments: [(1, 10), (4, 5), (25, 2), (100, 1)] as [(UInt64, Int)])
    func `drops paths one by one where there are many`(_ cost: UInt64, _ count: Int) throws {
        let paths = try Lanes.pools(
            Array(repeating: (100_000_000, 100_000_000, 0), count: 12),
            unit: 1_000_000,
            costs: Array(repeating: try UInt256(cost) * 1_000_000, count: 12)
        )
        let split = try RouteSolver.split(amountIn: 100_000_000_000, over: paths)
        #expect(split.legs.count == count)
    }

    /// Against the division of every set of paths without costs, less the costs of those it uses.
    ///
    /// For independent paths that is the optimum. Where paths share a pair each set is climbed from
    /// its own estimate, which may end elsewhere than the division of that set alone.
    @Test func `finds the best set of paths`() throws {
        var numbers = Soak.numbers("sets")
        for round in 0..<Soak.count(of: 10_000) {
            func pool(_ pair: Int, from: UInt64, to: UInt64) throws -> RouteHop {
                let x = try UInt256(UInt64(1_000_000 + numbers.below(3_000_000))) * ether
                let y = try UInt256(UInt64(1_000_000 + numbers.below(300_000))) * ether
                return Lanes.hop(UInt64(pair), x, y, from: from, to: to)
            }
            let shares = round % 2 == 0
            let firsts = try (0..<4).map { try pool($0, from: 1, to: 3) }
            let seconds = try (4..<8).map { try pool($0, from: 3, to: 2) }
            let hops = (0..<4).map { number in
                shares
                    ? [firsts[number % 2], seconds[number / 2]] : [firsts[number], seconds[number]]
            }
            let gas = Double(1 + numbers.below(3_000))
            let cost = try UInt256(UInt64(gas)) * ether
            let amountIn = try UInt256(UInt64(1_000 + numbers.below(2_000_000))) * ether
            let split = try RouteSolver.split(
                amountIn: amountIn,
                over: hops.map { RoutePath($0, fixedCost: cost) }
            )
            var best = -Double.infinity
            for mask in 1..<16 {
                let set = hops.indices.filter { mask >> $0 & 1 == 1 }.map { RoutePath(hops[$0]) }
                let part = try RouteSolver.split(amountIn: amountIn, over: set)
                let net = part.amountOut.asDouble / 1e18 - gas * Double(part.legs.count)
                best = max(best, net)
            }
            let net = split.amountOut.asDouble / 1e18 - gas * Double(split.legs.count)
            if !shares { #expect(net > best - 1e-8, "\(Soak.label("sets"))") }
            #expect((best - net) / gas < 0.5, "\(Soak.label("sets"))")
        }
    }

    @Test func `takes as many paths as it promises in bounded time`() throws {
        var numbers = Soak.numbers("many paths")
        let pools = (0..<64).map { _ in
            (
                UInt64(1_000_000 + numbers.below(9_000_000)),
                UInt64(1_000_000 + numbers.below(9_000_000)), 30 as UInt64
            )
        }
        let costs = pools.indices.map { _ in UInt256(UInt64(numbers.below(1_000))) }
        for costs in [[], costs] {
            let paths = try Lanes.pools(pools, costs: costs)
            let split = try RouteSolver.split(amountIn: 10_000_000, over: paths)
            let inputs = Lanes.inputs(of: split, over: paths)
            #expect(inputs.reduce(UInt256.zero) { $0.wrappingAdd($1) } == 10_000_000)
            #expect(Lanes.output(inputs, over: paths) == split.amountOut)
        }
    }
}
