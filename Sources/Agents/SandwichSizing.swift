import Contracts
import Primitives
import WideMath

/// The size of a sandwich around one swap, or several in order, through one constant-product pool.
///
/// With reserves X and Y, a share φ of the input after the fee, and victims that swap v₁, v₂, … for
/// at least m₁, m₂, …, of which V_j are the first j together (derivations: the project's anchor A2,
/// "Sandwich on a V2 pool", for one victim):
/// - one victim's limit admits front-runs a with (X + φa)(X + a + φv) ≤ φvXY ÷ m;
/// - the profit is Π(a) = φ²a(X+a+V) ÷ [X·P(X+a) + φ²a] − a, without Y, where the victims leave the
///   share P(s) = ∏ (s + V_{j−1}) ÷ (s + V_{j−1} + φv_j) of the other token. For one victim that is
///   A2's φ²a(X+a+v)(X+a+φv) ÷ [X(X+a) + φ²a(X+a+φv)] − a;
/// - for one victim it rises from a = 0 if φ²(1+ν)(1+φν) > 1, ν = v ÷ X, and peaks at the root of a
///   quadratic;
/// - several victims never bring more than one of their sum: cutting one in two leaves more of the
///   other token, since (s+v₁)(s+φ(v₁+v₂)) − (s+φv₁)(s+v₁+φv₂) = φ(1−φ)v₁v₂.
///
/// The formulas, in floating point, say where to look; integer swaps decide every result. They
/// round against the attacker at each swap, so that no exact profit exceeds Π.
public struct SandwichSizing: Hashable, Sendable {
    /// The most a V2 pair stores of one token: its reserves have 112 bits.
    static let reserveMax = (UInt256.one << 112).wrappingSubtract(.one)

    /// The pool's reserve of the token the victims pay.
    public let reserveIn: UInt256
    /// The pool's reserve of the token the victims buy.
    public let reserveOut: UInt256
    /// The pool's fee.
    public let fee: BasisPoints
    /// The victims in the order of their swaps, all between the front-run and the back-run.
    public let victims: [SandwichVictim]

    /// Describes a pool and victims who swap in the same direction.
    public init(
        reserveIn: UInt256,
        reserveOut: UInt256,
        fee: BasisPoints,
        victims: [SandwichVictim]
    ) {
        self.reserveIn = reserveIn
        self.reserveOut = reserveOut
        self.fee = fee
        self.victims = victims
    }

    /// Describes a pool and one victim.
    public init(
        reserveIn: UInt256,
        reserveOut: UInt256,
        fee: BasisPoints,
        victimIn: UInt256,
        victimOutMin: UInt256
    ) {
        self.init(
            reserveIn: reserveIn,
            reserveOut: reserveOut,
            fee: fee,
            victims: [SandwichVictim(amountIn: victimIn, amountOutMin: victimOutMin)]
        )
    }

    /// The least output that the first victim accepts; zero without one.
    public var victimOutMin: UInt256 { victims.first?.amountOutMin ?? .zero }

    /// The most profitable sandwich the victims' limits admit; nothing if none earns anything.
    ///
    /// It is the largest admitted front-run, unless the profit peaks before. The rounding of the
    /// pool's outputs makes the profit uneven, so a neighbour may earn a few raw units more.
    public func plan() -> SandwichPlan? {
        let peakSize = peakSize
        guard peakSize > 0, let largest = largestFrontRun() else { return nil }
        let peak = UInt256(truncating: peakSize) ?? .max
        let best =
            peak < largest
            ? climb(from: max(peak, .one), below: largest) : replay(frontIn: largest)
        guard let best, !best.profit.isZero else { return nil }
        return best
    }

    /// The swaps for a given front-run; nothing if one of them reverts.
    public func replay(frontIn: UInt256) -> SandwichPlan? {
        var pool = RoutePool(reserveIn: reserveIn, reserveOut: reserveOut, fee: fee)
        guard let frontOut = pool.swap(frontIn) else { return nil }
        var victimOuts: [UInt256] = []
        for victim in victims {
            guard let out = pool.swap(victim.amountIn), out >= victim.amountOutMin else {
                return nil
            }
            victimOuts.append(out)
        }
        var back = pool.reversed
        guard let backOut = back.swap(frontOut) else { return nil }
        return SandwichPlan(
            frontIn: frontIn,
            frontOut: frontOut,
            victimOuts: victimOuts,
            backOut: backOut
        )
    }

    /// The best front-run near a peak of the profit that lies before the limit.
    ///
    /// Steps on the exact profit, which halve down to one unit.
    private func climb(from start: UInt256, below largest: UInt256) -> SandwichPlan? {
        guard var best = replay(frontIn: start) else { return nil }
        var step = max(best.frontIn >> 24, .one)
        while !step.isZero {
            let down = best.frontIn.subtractingReportingOverflow(step)
            // Two amounts that pools hold, below 2¹¹²: the sum does not wrap.
            let up = best.frontIn.wrappingAdd(step)
            if up <= largest, let plan = replay(frontIn: up), plan.earnsMore(than: best) {
                best = plan
            } else if !down.overflow, let plan = replay(frontIn: down.partialValue),
                plan.earnsMore(than: best)
            {
                best = plan
            } else {
                step = step >> 1
            }
        }
        return best
    }
}
