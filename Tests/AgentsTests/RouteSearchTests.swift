import Agents
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

/// Results against searches that know no formula.
@Suite struct `The route search` {
    @Test func `is never worse than the best single path, whatever the pools`() throws {
        var numbers = Soak.numbers("routes")
        var splits = 0
        var refusals = 0
        let rounds = max(2_000, Soak.count(of: 100_000))
        for round in 0..<rounds {
            let (paths, amountIn) = Lanes.random(&numbers)
            let nets = paths.indices.compactMap { path in
                Lanes.single(amountIn, path, of: paths).map { ($0, paths[path].fixedCost) }
            }
            guard let split = try? RouteSolver.split(amountIn: amountIn, over: paths) else {
                #expect(nets.isEmpty || amountIn == 0, "\(Soak.label("routes")), \(round)")
                refusals += 1
                continue
            }
            let inputs = Lanes.inputs(of: split, over: paths)
            #expect(inputs.reduce(0) { $0.wrappingAdd($1) } == amountIn)
            #expect(Lanes.output(inputs, over: paths) == split.amountOut)
            #expect(split.legs.map(\.path) == split.legs.map(\.path).sorted())
            #expect(split.legs.allSatisfy { $0.amountIn != 0 && $0.amountOut != 0 })
            let cost = split.legs.reduce(UInt256.zero) {
                $0.wrappingAdd(paths[$1.path].fixedCost)
            }
            #expect(split.fixedCost == cost)
            for (out, single) in nets {
                #expect(
                    try split.amountOut + single >= out + cost,
                    "\(Soak.label("routes")), \(round)"
                )
            }
            if split.legs.count > 1 { splits += 1 }
        }
        #expect(splits > rounds / 10)
        #expect(refusals < rounds / 2)
    }

    /// Every division of a few units over two or three small pools.
    @Test func `is within a unit or two of every division of a few units`() throws {
        var numbers = Soak.numbers("few units")
        for _ in 0..<Soak.count(of: 30_000) {
            let count = 2 + numbers.below(2)
            let pools = (0..<count).map { _ in
                (
                    UInt64(1 + numbers.below(400)), UInt64(1 + numbers.below(400)),
                    [0, 5, 30, 100][numbers.below(4)] as UInt64
                )
            }
            let paths = try Lanes.pools(
                pools,
                costs: numbers.below(3) == 0
                    ? (0..<count).map { _ in UInt256(UInt64(numbers.below(4))) } : []
            )
            let amountIn = UInt64(1 + numbers.below(count == 2 ? 300 : 40))
            var best: (out: UInt256, cost: UInt256)?
            for first in 0...amountIn {
                for second in count == 2 ? [amountIn - first] : Array(0...(amountIn - first)) {
                    let inputs = [first, second, amountIn - first - second].prefix(count)
                        .map { UInt256($0) }
                    guard let out = Lanes.output(inputs, over: paths) else { continue }
                    let cost = zip(inputs, paths).reduce(UInt256.zero) {
                        $1.0 == 0 ? $0 : $0.wrappingAdd($1.1.fixedCost)
                    }
                    if let known = best, try out + known.cost <= known.out + cost { continue }
                    best = (out, cost)
                }
            }
            let split = try? RouteSolver.split(amountIn: UInt256(amountIn), over: paths)
            #expect((split == nil) == (best == nil))
            guard let split, let best else { continue }
            let gap = try best.out + split.fixedCost - (split.amountOut + best.cost)
            #expect(gap <= 2, "\(Soak.label("few units"))")
        }
    }

    /// A search by thirds over the exact output, which is unimodal up to rounding.
    @Test func `is no worse than a search by thirds over two pools`() throws {
        var numbers = Soak.numbers("thirds")
        for _ in 0..<Soak.count(of: 50_000) {
            let unit = UInt256.one << numbers.below(80)
            let paths = try (0..<2).map { number in
                let x = try UInt256(UInt64(1_000_000 + numbers.below(9_000_000))) * unit
                let y = try UInt256(UInt64(1_000_000 + numbers.below(1_000_000))) * unit
                return RoutePath([Lanes.hop(UInt64(number), x, y)])
            }
            let amountIn = try UInt256(UInt64(1_000 + numbers.below(9_000_000))) * unit
            let best = try Lanes.thirds(amountIn, over: paths)
            let split = try RouteSolver.split(amountIn: amountIn, over: paths)
            #expect(try split.amountOut + 2 >= best, "\(Soak.label("thirds"))")
        }
    }
}
