import Agents
import Contracts
import Primitives
import TestSupport
import WideMath

/// Cycles for tests, and what is best around them by trying every input.
extension Lanes {
    /// A cycle of two to four pools near one price, in units of 2^scale.
    static func cycle(
        _ numbers: inout TestNumbers,
        below bound: Int,
        scale: Int = 0
    ) -> RoutePath {
        let count = 2 + numbers.below(3)
        let hops = (0..<count).map { position in
            let x = UInt64(1 + numbers.below(bound))
            // From four fifths to seven fifths of the other reserve.
            let y = x * UInt64(80 + numbers.below(60)) / 100
            return hop(
                UInt64(position),
                UInt256(x) << scale,
                UInt256(y) << scale,
                fee: [30, 30, 30, 5, 100, 0][numbers.below(6)],
                from: UInt64(1 + position),
                to: UInt64(position == count - 1 ? 1 : 2 + position)
            )
        }
        let cost = numbers.below(4) == 0 ? UInt256(UInt64(numbers.below(20))) << scale : 0
        return RoutePath(hops, fixedCost: cost)
    }

    /// The most that any input leaves after gas, and the least such input.
    ///
    /// Up to twice the first reserve: the optimum (√r − 1) ÷ c is below that for a rate r below 9,
    /// since c is at least the share after the fee over that reserve.
    static func bestInput(of path: RoutePath) -> (net: UInt256, amountIn: UInt256)? {
        var best: (net: UInt256, amountIn: UInt256)?
        let reserve = path.hops[0].reserveIn.asUInt64 ?? 0
        for input in 1...(2 * reserve) {
            let amountIn = UInt256(input)
            guard let out = output([amountIn], over: [path]),
                let net = try? out - amountIn - path.fixedCost, net > (best?.net ?? 0)
            else { continue }
            best = (net, amountIn)
        }
        return best
    }
}
