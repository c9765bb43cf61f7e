import Agents
import Contracts
import Primitives
import TestSupport
import WideMath

/// Paths from token 1 to token 2 for tests of routes, and swaps along them by the test's own book.
enum Lanes {
    static let tokenIn = Address(word: 1)
    static let tokenOut = Address(word: 2)

    /// A pool of its own: number 1,000 and above for pairs, below for tokens.
    static func hop(
        _ pair: UInt64,
        _ reserveIn: UInt256,
        _ reserveOut: UInt256,
        fee: UInt64 = 30,
        from: UInt64 = 1,
        to: UInt64 = 2
    ) -> RouteHop {
        RouteHop(
            pair: Address(word: UInt256(1_000 + pair)),
            tokenIn: Address(word: UInt256(from)),
            tokenOut: Address(word: UInt256(to)),
            reserveIn: reserveIn,
            reserveOut: reserveOut,
            fee: BasisPoints(fee)
        )
    }

    /// Single pools of whole tokens with 18 decimals, or of raw units.
    static func pools(
        _ pools: [(x: UInt64, y: UInt64, fee: UInt64)],
        unit: UInt256 = 1,
        costs: [UInt256] = []
    ) throws -> [RoutePath] {
        try pools.enumerated().map { number, pool in
            RoutePath(
                [
                    hop(
                        UInt64(number),
                        try UInt256(pool.x) * unit,
                        try UInt256(pool.y) * unit,
                        fee: pool.fee
                    )
                ],
                fixedCost: number < costs.count ? costs[number] : 0
            )
        }
    }

    /// What a division brings when its parts are swapped one after the other; nothing where a pair
    /// would revert.
    static func output(_ inputs: [UInt256], over paths: [RoutePath]) -> UInt256? {
        var reserves: [Address: (UInt256, UInt256)] = [:]
        var total = UInt256.zero
        for (path, input) in zip(paths, inputs) where input != 0 {
            var amount = input
            for hop in path.hops {
                let (x, y) = reserves[hop.pair] ?? (hop.reserveIn, hop.reserveOut)
                guard
                    let out = try? ConstantProduct.amountOut(
                        amountIn: amount,
                        reserveIn: x,
                        reserveOut: y,
                        fee: hop.fee
                    ), out != 0, let filled = try? x + amount, filled < UInt256.one << 112,
                    let drained = try? y - out
                else { return nil }
                reserves[hop.pair] = (filled, drained)
                amount = out
            }
            total = total.wrappingAdd(amount)
        }
        return total
    }

    /// The whole input on one path.
    static func single(_ amountIn: UInt256, _ path: Int, of paths: [RoutePath]) -> UInt256? {
        output(paths.indices.map { $0 == path ? amountIn : 0 }, over: paths)
    }

    /// The best division over two paths by a search in thirds over the exact output, which is
    /// unimodal up to rounding.
    static func thirds(_ amountIn: UInt256, over paths: [RoutePath]) throws -> UInt256 {
        func output(_ first: UInt256) throws -> UInt256 {
            Self.output([first, try amountIn - first], over: paths) ?? 0
        }
        var (low, high) = (UInt256.zero, amountIn)
        while try high - low > 3 {
            let third = try divide(high - low, by: 3, rounding: .down)
            let (left, right) = (try low + third, try high - third)
            if try output(left) < output(right) { low = left } else { high = right }
        }
        var best: UInt256 = 0
        while low <= high {
            best = max(best, try output(low))
            low = try low + 1
        }
        return best
    }

    /// The inputs of a result for every path, the unused ones with zero.
    static func inputs(of split: RouteSplit, over paths: [RoutePath]) -> [UInt256] {
        paths.indices.map { path in
            split.legs.first { $0.path == path }?.amountIn ?? .zero
        }
    }

    /// Up to six paths of up to three hops and an input, of every size.
    ///
    /// Most are within a twentieth of one price, so that divisions pay. Some share their first
    /// pair, some cost gas, some are empty.
    static func random(_ numbers: inout TestNumbers) -> (paths: [RoutePath], amountIn: UInt256) {
        let scale = numbers.below(88)
        func wild() -> UInt256 { numbers.word() >> (140 + numbers.below(116)) }
        func usual() -> UInt256 { UInt256(1 + numbers.next() >> 40) << scale }
        func reserves() -> (UInt256, UInt256) {
            if numbers.below(20) == 0 { return (wild(), usual()) }
            let x = usual()
            let y = x.multiplied(
                by: UInt256(UInt64(950 + numbers.below(100))),
                dividedBy: 1_000,
                rounding: .up
            )
            return (x, y ?? x)
        }
        var firsts: [RouteHop] = []
        let costs = numbers.below(3) == 0
        let paths = (0..<(1 + numbers.below(6))).map { number in
            let count = 1 + numbers.below(3)
            let hops = (0..<count).map { position in
                let isLast = position == count - 1
                let canShare = position == 0 && !isLast
                if canShare, !firsts.isEmpty, numbers.below(2) == 0 {
                    return firsts[numbers.below(firsts.count)]
                }
                let (x, y) = reserves()
                let hop = Self.hop(
                    UInt64(10 * number + position),
                    x,
                    y,
                    fee: [10_000, 100, 5, 1, 0, 30][min(numbers.below(40), 5)],
                    from: position == 0 ? 1 : UInt64(10 + position),
                    to: isLast ? 2 : UInt64(11 + position)
                )
                if canShare { firsts.append(hop) }
                return hop
            }
            return RoutePath(hops, fixedCost: costs ? usual() >> (8 + numbers.below(20)) : 0)
        }
        return (paths, numbers.below(20) == 0 ? wild() : usual() >> numbers.below(24))
    }
}
