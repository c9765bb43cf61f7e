import Agents
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A route over paths that share a pair` {
    private let ether = UInt256.powerOfTen(18) ?? 0

    private func hop(
        _ pair: UInt64,
        _ x: UInt64,
        _ y: UInt64,
        from: UInt64,
        to: UInt64
    ) throws -> RouteHop {
        Lanes.hop(pair, try UInt256(x) * ether, try UInt256(y) * ether, from: from, to: to)
    }

    /// Three ways on behind one pair of a million against two million.
    private func fan() throws -> [RoutePath] {
        let first = try hop(0, 1_000_000, 2_000_000, from: 1, to: 3)
        return [
            RoutePath([first, try hop(1, 600_000, 590_000, from: 3, to: 2)]),
            RoutePath([first, try hop(2, 200_000, 199_000, from: 3, to: 2)]),
            RoutePath([first, try hop(3, 900_000, 880_000, from: 3, to: 2)]),
        ]
    }

    /// Against one swap of the whole through the shared pair, whose output is then divided by the
    /// closed form: the most that these pairs give.
    ///
    /// Two swaps a and b of one pool give less than one of a + b, since the fee of the first is
    /// already in the reserves: by the share (1 − φ)b ÷ X of a at most, here 0.003 × 10 %.
    @Test(arguments: [10, 500, 20_000, 100_000] as [UInt64])
    func `comes near what one swap through it could bring`(_ amountIn: UInt64) throws {
        let share = Double(amountIn) / 1_000_000
        let amountIn = try UInt256(amountIn) * ether
        let paths = try fan()
        let split = try RouteSolver.split(amountIn: amountIn, over: paths)
        let middle = try #require(
            Lanes.output([amountIn], over: [RoutePath([paths[0].hops[0]])])
        )
        let behind = paths.enumerated().map { number, path in
            RoutePath([
                Lanes.hop(UInt64(number), path.hops[1].reserveIn, path.hops[1].reserveOut)
            ])
        }
        let merged = try RouteSolver.split(amountIn: middle, over: behind)
        let loss = 1 - split.amountOut.asDouble / merged.amountOut.asDouble
        #expect(loss >= 0 && loss <= 0.003 * share)
        let single = (0..<3).compactMap { Lanes.single(amountIn, $0, of: paths) }.max() ?? 0
        // Small inputs go one way, as they do behind the pair.
        #expect(split.legs.count == merged.legs.count)
        if amountIn >= 20_000 { #expect(split.amountOut > single || split.legs.count == 1) }
        // Two per cent and nine more than the best single path.
        if share == 0.02 { #expect(split.amountOut.asDouble > 1.024 * single.asDouble) }
        if share == 0.1 { #expect(split.amountOut.asDouble > 1.089 * single.asDouble) }
    }

    /// Two paths that share the first pair, the last pair or both, against a search by thirds.
    @Test func `is no worse than a search by thirds`() throws {
        var numbers = Soak.numbers("shared thirds")
        for round in 0..<Soak.count(of: 30_000) {
            func pool(_ pair: UInt64, from: UInt64, to: UInt64) throws -> RouteHop {
                let x = UInt64(1_000_000 + numbers.below(9_000_000))
                let y = UInt64(1_000_000 + numbers.below(1_000_000))
                return try hop(pair, x, y, from: from, to: to)
            }
            let first = try pool(0, from: 1, to: 3)
            let middles = try [pool(1, from: 3, to: 4), pool(2, from: 3, to: 4)]
            let last = try pool(3, from: 4, to: 2)
            let others = try [pool(4, from: 1, to: 3), pool(5, from: 4, to: 2)]
            let second =
                switch round % 3 {
                case 0: [first, middles[1], last]
                case 1: [first, middles[1], others[1]]
                default: [others[0], middles[1], last]
                }
            let paths = [RoutePath([first, middles[0], last]), RoutePath(second)]
            let amountIn = try UInt256(UInt64(1_000 + numbers.below(4_000_000))) * ether
            let best = try Lanes.thirds(amountIn, over: paths)
            let split = try RouteSolver.split(amountIn: amountIn, over: paths)
            // Two hops after the first round their outputs down, at prices up to 2.
            #expect(try split.amountOut + 20 >= best, "\(Soak.label("shared thirds"))")
        }
    }

    /// All four ways over two first and two second pairs of equal price are two pools of summed
    /// reserves, up to the fees that stay in them.
    ///
    /// Without fees, by hand: 100 → 187.5 → 86.957 merged; 100 → 181.818 → 81.633 on the deepest.
    @Test func `uses every pair of a net`() throws {
        let firsts = try [
            hop(0, 1_000_000, 2_000_000, from: 1, to: 3),
            hop(1, 500_000, 1_000_000, from: 1, to: 3),
        ]
        let seconds = try [
            hop(2, 800_000, 400_000, from: 3, to: 2), hop(3, 1_600_000, 800_000, from: 3, to: 2),
        ]
        let paths = firsts.flatMap { first in seconds.map { RoutePath([first, $0]) } }
        let merged = try RoutePath([
            hop(4, 1_500_000, 3_000_000, from: 1, to: 3),
            hop(5, 2_400_000, 1_200_000, from: 3, to: 2),
        ])
        let amountIn = try 100_000 * ether
        let split = try RouteSolver.split(amountIn: amountIn, over: paths)
        let whole = try #require(Lanes.single(amountIn, 0, of: [merged]))
        let loss = 1 - split.amountOut.asDouble / whole.asDouble
        #expect(loss >= 0 && loss < 0.003 * 0.2)
        let best = (0..<4).compactMap { Lanes.single(amountIn, $0, of: paths) }.max() ?? 0
        #expect(split.amountOut.asDouble > 1.06 * best.asDouble)
    }
}
