import Agents
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `The cycle search` {
    /// Four to six small pools between three or four tokens, several of them between the same.
    private static func pools(_ numbers: inout TestNumbers, scale: Int = 0) -> [RouteHop] {
        let tokens = 3 + numbers.below(2)
        return (0..<(4 + numbers.below(3))).map { number in
            let from = numbers.below(tokens)
            let to = (from + 1 + numbers.below(tokens - 1)) % tokens
            let x = UInt64(1 + numbers.below(300))
            let y = max(1, x * UInt64(70 + numbers.below(80)) / 100)
            return Lanes.hop(
                UInt64(number),
                UInt256(x) << scale,
                UInt256(y) << scale,
                fee: [30, 5, 0][numbers.below(3)],
                from: UInt64(1 + from),
                to: UInt64(1 + to)
            )
        }
    }

    /// Every sequence of two to four different pools, each in both directions, that leads from
    /// token 1 back to it and passes no other token twice.
    private static func cycles(_ pools: [RouteHop]) -> [[RouteHop]] {
        var paths: [[RouteHop]] = [[]]
        var found: [[RouteHop]] = []
        for _ in 0..<4 {
            var longer: [[RouteHop]] = []
            for path in paths {
                let place = path.last?.tokenOut ?? Lanes.tokenIn
                for hop in pools + pools.map(\.reversed) where hop.tokenIn == place {
                    let passed = path.map(\.tokenOut)
                    if path.contains(where: { $0.pair == hop.pair }) { continue }
                    if passed.contains(hop.tokenOut) { continue }
                    if hop.tokenOut == Lanes.tokenIn {
                        found.append(path + [hop])
                    } else {
                        longer.append(path + [hop])
                    }
                }
            }
            paths = longer
        }
        return found
    }

    @Test func `finds what a search over every cycle and every input finds`() throws {
        var numbers = Soak.numbers("every cycle")
        var paying = 0
        let rounds = Soak.count(of: 3_000)
        for round in 0..<rounds {
            let pools = Self.pools(&numbers)
            let costs = (0..<5).map { UInt256(UInt64($0 * numbers.below(2))) }
            var best: UInt256 = 0
            for hops in Self.cycles(pools) {
                let path = RoutePath(hops, fixedCost: costs[hops.count])
                best = max(best, Lanes.bestInput(of: path)?.net ?? 0)
            }
            let trade = CycleSearch.best(from: Lanes.tokenIn, through: pools) { costs[$0] }
            let label: Comment = "\(Soak.label("every cycle")), \(round)"
            #expect((trade?.net ?? 0) == best, label)
            guard let trade else { continue }
            paying += 1
            #expect(trade.path.fixedCost == costs[trade.path.hops.count], label)
            let out = Lanes.output([trade.amountIn], over: [trade.path])
            #expect(out == trade.amountOut, label)
        }
        #expect(paying > 0)
    }

    @Test func `leaves no less than any single cycle, and does not mind the order`() throws {
        var numbers = Soak.numbers("any cycle")
        for round in 0..<Soak.count(of: 20_000) {
            let pools = Self.pools(&numbers, scale: 40 + numbers.below(40))
            let cost = UInt256(UInt64(1 + numbers.below(1_000))) << numbers.below(60)
            let trade = CycleSearch.best(from: Lanes.tokenIn, through: pools) { _ in cost }
            let nets = try Self.cycles(pools).compactMap { hops in
                try CycleSizing(RoutePath(hops, fixedCost: cost)).best()?.net
            }
            let label: Comment = "\(Soak.label("any cycle")), \(round)"
            #expect(trade?.net == nets.max(), label)
            let turned = pools.map { numbers.below(2) == 0 ? $0 : $0.reversed }
            let mixed = turned.shuffled(using: &numbers)
            let again = CycleSearch.best(from: Lanes.tokenIn, through: mixed) { _ in cost }
            #expect(again?.net == trade?.net, label)
        }
    }

    @Test func `takes up to four hops, and as few as it may`() {
        // Each leg gains 2 % before a fee of 0.3 %.
        let hops: [RouteHop] = ([1, 2, 3, 4] as [UInt64]).map { number in
            Lanes.hop(number, 1_000_000, 1_020_000, from: number, to: number == 4 ? 1 : number + 1)
        }
        let token = Lanes.tokenIn
        #expect(CycleSearch.best(from: token, through: hops)?.path.hops == hops)
        for hopsMax in [-1, 0, 1, 2, 3] {
            #expect(CycleSearch.best(from: token, through: hops, hopsMax: hopsMax) == nil)
        }
        // Back by the second token gains 2.6 % at once: less than all four, for half the gas.
        let short = Lanes.hop(9, 1_000_000, 1_026_000, from: 2, to: 1)
        let two = CycleSearch.best(from: token, through: hops + [short], hopsMax: 2)
        #expect(two?.path.hops == [hops[0], short])
        let free = CycleSearch.best(from: token, through: hops + [short])
        #expect(free?.path.hops == hops)
        let dear = CycleSearch.best(from: token, through: hops + [short]) {
            UInt256(UInt64(60 * $0))
        }
        #expect(dear?.path.hops == [hops[0], short])
    }

    @Test func `finds nothing at one price, from another token, or without pools`() {
        let token = Lanes.tokenIn
        let fair = [
            Lanes.hop(0, 1_000_000, 2_000_000), Lanes.hop(1, 3_000_000, 6_000_000),
            Lanes.hop(2, 2_000_000, 1_000_000, from: 2, to: 1),
        ]
        #expect(CycleSearch.best(from: token, through: fair) == nil)
        #expect(CycleSearch.best(from: token, through: []) == nil)
        let gap = [Lanes.hop(0, 1_000_000, 2_000_000), Lanes.hop(1, 1_000_000, 1_900_000)]
        #expect(CycleSearch.best(from: token, through: gap) != nil)
        #expect(CycleSearch.best(from: Address(word: 7), through: gap) == nil)
        // The same pair twice is one pool, and an empty pool none.
        #expect(CycleSearch.best(from: token, through: [gap[0], gap[0].reversed]) == nil)
        let empty = Lanes.hop(1, 0, 1_900_000)
        #expect(CycleSearch.best(from: token, through: [gap[0], empty]) == nil)
    }
}
