import Primitives
import WideMath

/// The most profitable input of a cycle of constant-product pools, in floating point.
///
/// Along a cycle the output is F(a) = ra ÷ (1 + ca) in the token that went in, with `RouteCurve`'s
/// rate r and curb c. The profit F(a) − a is concave and rises at zero only if r > 1. It peaks
/// where F′(a) = r ÷ (1 + ca)² = 1, at a* = (√r − 1) ÷ c, and is (√r − 1)² ÷ c there. This is the
/// project's anchor A3, a* = (√(AB) − B) ÷ C and (√A − √B)² ÷ C, with r = A ÷ B and c = C ÷ B.
public struct CycleOptimum: Hashable, Sendable {
    /// The input.
    public let amountIn: Double
    /// What comes out above the input, before gas.
    public let profit: Double
    /// A bound that no exact swaps exceed.
    ///
    /// They round down at every hop, so that they never pay more than F; what is added stands for
    /// the error of r and c, some 30 roundings of 1.1 · 10⁻¹⁶ each, and for one unit.
    let profitMax: Double

    /// The optimum along a curve; nothing if no input gains anything.
    public init?(_ curve: RouteCurve) {
        let gap = curve.rate.squareRoot() - 1
        guard gap > 0, curve.curb > 0, gap < .infinity else { return nil }
        amountIn = gap / curve.curb
        profit = gap * amountIn
        profitMax = (gap + 1e-14) * (gap + 1e-14) / curve.curb * (1 + 1e-14) + 1
    }
}
