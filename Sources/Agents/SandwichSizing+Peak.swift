import Contracts
import Primitives
import WideMath

/// Where the profit peaks, in floating point, and from which size of a victim on there is any.
extension SandwichSizing {
    /// The share of the reserve below which no victim can be sandwiched at a profit, whatever his
    /// limit: the root ν of φ²(1+ν)(1+φν) = 1; 0.0030135474 at 30 bp, and infinite without a share.
    ///
    /// Nor can several victims who are below it together.
    public static func breakEvenShare(fee: BasisPoints) -> Double {
        let phi = Self.phi(fee)
        guard phi > 0 else { return .infinity }
        let gap = 1 / (phi * phi) - 1
        return 2 * gap / (1 + phi + ((1 + phi) * (1 + phi) + 4 * phi * gap).squareRoot())
    }

    /// Where the profit peaks: zero if it only falls, infinite if it only rises.
    var peakSize: Double { victims.count == 1 ? peakSizeOfOne : peakSizeOfSeveral }

    /// The share of an input that trades.
    static func phi(_ fee: BasisPoints) -> Double {
        let share = InputShare(after: fee)
        return share.kept.asDouble / share.whole.asDouble
    }

    /// The root of a quadratic.
    ///
    /// In shares u = a ÷ X the profit is u(αu + β) ÷ [φ²u² + (1 + φ²(1 + φν))u + 1], with
    /// α = φ²(1 + ν) − 1 and β = φ²(1 + ν)(1 + φν) − 1. Its derivative has the sign of
    /// γu² + 2αu + β, with γ = (1 − φ)(φ²ν − 1 − φ).
    private var peakSizeOfOne: Double {
        let phi = Self.phi(fee)
        let nu = (victims.first?.amountIn ?? .zero).asDouble / reserveIn.asDouble
        let alpha = phi * phi * (1 + nu) - 1
        let beta = phi * phi * (1 + nu) * (1 + phi * nu) - 1
        let gamma = (1 - phi) * (phi * phi * nu - 1 - phi)
        guard beta > 0 else { return 0 }
        guard gamma < 0 else { return .infinity }
        let root = (alpha * alpha - gamma * beta).squareRoot()
        // Of the two forms of the root the one that does not cancel.
        let share = alpha > 0 ? (alpha + root) / -gamma : beta / (root - alpha)
        return share * reserveIn.asDouble
    }

    /// Halves an interval on the sign of the profit's derivative.
    private var peakSizeOfSeveral: Double {
        guard slopeSign(at: 0) > 0 else { return 0 }
        var low = 0.0
        var high = Self.reserveMax.asDouble / reserveIn.asDouble
        guard slopeSign(at: high) < 0 else { return .infinity }
        // From at most 2¹¹² shares to some 2⁻⁸⁸ of one.
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if slopeSign(at: middle) > 0 { low = middle } else { high = middle }
        }
        return low * reserveIn.asDouble
    }

    /// A number with the sign of Π′ at a front-run of a share u of the reserve.
    ///
    /// In shares, with s = 1 + u and P′ = P·G, the derivative of φ²u(s+V) ÷ (P + φ²u) − u is
    /// P·[φ²(1+V) − φ²u(s+V)G − P] ÷ (P + φ²u)², where
    /// G = Σ φv_j ÷ [(s + V_{j−1})(s + V_{j−1} + φv_j)]. The bracket falls with u while the victims
    /// pay no more than the reserve together, V ≤ 1, so that the profit has one peak: P grows, and
    /// so does u(s+V) ÷ [(s+b)(s+c)] for 0 ≤ b ≤ c ≤ V, by (1+b) ÷ [u(s+b)] − (V−c) ÷ [(s+c)(s+V)]
    /// of it.
    private func slopeSign(at share: Double) -> Double {
        let phi = Self.phi(fee)
        var depth = 1 + share
        var left = 1.0
        var growth = 0.0
        for victim in victims {
            let amount = victim.amountIn.asDouble / reserveIn.asDouble
            let after = depth + phi * amount
            left *= depth / after
            growth += phi * amount / (depth * after)
            depth += amount
        }
        return phi * phi * (depth - share - share * depth * growth) - left
    }
}
