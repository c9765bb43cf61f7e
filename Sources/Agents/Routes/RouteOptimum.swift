import Primitives
import WideMath

/// The best division of an input over independent paths, in floating point.
///
/// Maximises Σ Fₖ(aₖ) with Σ aₖ = A and aₖ ≥ 0, where Fₖ(a) = rₖa ÷ (1 + cₖa). The sum is concave,
/// so the conditions of Karush, Kuhn and Tucker decide: every path that is used has the same
/// marginal price, rₖ ÷ (1 + cₖaₖ)² = ν, which gives aₖ = (√(rₖ ÷ ν) − 1) ÷ cₖ, and a path whose
/// first unit is worth no more than ν is not used. This is the water-filling of the project's
/// anchor A3 (rₖ = φY ÷ X and cₖ = φ ÷ X for a pool) for paths of any length. Source: Angeris,
/// Evans, Chitra, Boyd, "Optimal Routing for Constant Function Market Makers" (2022).
///
/// The used paths are a prefix of those sorted by rₖ: each enters while its first unit is worth
/// more than ν. With s the largest √rₖ, eₖ = 1 − √rₖ ÷ s and u = s ÷ √ν − 1 the amounts are
/// aₖ = ((1 − eₖ)u − eₖ) ÷ cₖ, which keeps its digits when the input is tiny against the reserves.
public struct RouteOptimum: Hashable, Sendable {
    /// The input of each path, zero where it is not used.
    public let amounts: [Double]
    /// The output of all paths together.
    public let amountOut: Double

    /// Divides an input over paths; nothing stands for a path that cannot be used.
    ///
    /// Paths that share a pool are taken for independent. O(n log n) for n paths.
    public init(amountIn: Double, over curves: [RouteCurve?]) {
        var amounts = [Double](repeating: 0, count: curves.count)
        let open = curves.indices.compactMap { index in curves[index].map { (index, $0) } }
            .sorted { $0.1.rate == $1.1.rate ? $0.0 < $1.0 : $0.1.rate > $1.1.rate }
        guard let best = open.first?.1, amountIn > 0, amountIn < .infinity else {
            self.init(amounts: amounts, amountOut: 0)
            return
        }
        let top = best.rate.squareRoot()
        // e of each path: (r − rₖ) ÷ (s(s + sₖ)), so that equal rates give exactly zero.
        let gaps = open.map { (best.rate - $0.1.rate) / (top * (top + $0.1.rate.squareRoot())) }
        var numerator = amountIn
        var denominator = 0.0
        var level = 0.0
        var used = 0
        for (position, (_, curve)) in open.enumerated() {
            let gap = gaps[position]
            guard position == 0 || (1 - gap) * level > gap else { break }
            numerator += gap / curve.curb
            denominator += (1 - gap) / curve.curb
            level = numerator / denominator
            used = position + 1
        }
        var amountOut = 0.0
        for position in 0..<used {
            let (index, curve) = open[position]
            let gap = gaps[position]
            amounts[index] = min(max(((1 - gap) * level - gap) / curve.curb, 0), amountIn)
            amountOut += curve.output(of: amounts[index])
        }
        self.init(amounts: amounts, amountOut: amountOut)
    }

    /// The output of an input over one path alone: to the bit what dividing it would give, at any
    /// rate above zero.
    public static func amountOut(of amountIn: Double, over curve: RouteCurve) -> Double {
        guard amountIn > 0, amountIn < .infinity else { return 0 }
        let level = amountIn / (1 / curve.curb)
        return curve.output(of: min(max(level / curve.curb, 0), amountIn))
    }

    private init(amounts: [Double], amountOut: Double) {
        self.amounts = amounts
        self.amountOut = amountOut
    }
}
