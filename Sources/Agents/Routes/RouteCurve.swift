import Contracts
import Primitives
import WideMath

/// What a path of constant-product pools gives for an input, in floating point.
///
/// A pool with reserves X and Y and a share φ after the fee gives φYa ÷ (X + φa). Such maps are
/// closed under composition: any path gives F(a) = rate·a ÷ (1 + curb·a), which is the Moebius map
/// Aa ÷ (B + Ca) of the project's anchor A3 with rate = A ÷ B and curb = C ÷ B.
public struct RouteCurve: Hashable, Sendable {
    /// The output for a unit of input while the input is small: the price after fees.
    public let rate: Double
    /// One over the input that halves the mean rate: one over the depth.
    public let curb: Double

    /// Makes a curve from its two numbers.
    public init(rate: Double, curb: Double) {
        self.rate = rate
        self.curb = curb
    }

    /// The curve of a path; nothing if one of its pools is empty, keeps everything as its fee or
    /// exceeds the 112 bits of a V2 pair.
    public init?(_ path: RoutePath) {
        guard !path.hops.isEmpty, path.hops.allSatisfy(\.isOpen) else { return nil }
        self.init(through: path.hops[...])
    }

    /// The curve of hops that are open; without any, what goes in comes out.
    init(through hops: ArraySlice<RouteHop>) {
        self.init(rate: 1, curb: 0)
        for hop in hops {
            let share = InputShare(after: hop.fee)
            let phi = share.kept.asDouble / share.whole.asDouble
            let x = hop.reserveIn.asDouble
            self.init(
                rate: rate * (phi * (hop.reserveOut.asDouble / x)),
                curb: curb + rate * phi / x
            )
        }
    }

    /// The input for an output, infinite where the curve never reaches it.
    func input(of amountOut: Double) -> Double {
        let rest = rate - curb * amountOut
        return rest > 0 ? amountOut / rest : .infinity
    }

    /// The output for an input.
    public func output(of amountIn: Double) -> Double { rate * amountIn / (1 + curb * amountIn) }
}
