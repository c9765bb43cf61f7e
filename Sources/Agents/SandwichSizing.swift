import Contracts
import Primitives
import WideMath

/// The size of a sandwich around one swap through one constant-product pool.
///
/// With reserves X and Y, a share φ of the input after the fee, and a victim that swaps v for at
/// least m (derivations: the project's anchor A2, "Sandwich on a V2 pool"):
/// - the victim's limit admits front-runs a with (X + φa)(X + a + φv) ≤ φvXY ÷ m;
/// - the profit is Π(a) = φ²a(X+a+v)(X+a+φv) ÷ [X(X+a) + φ²a(X+a+φv)] − a, without Y;
/// - it rises from a = 0 if φ²(1+ν)(1+φν) > 1, ν = v ÷ X, and peaks at the root of a quadratic.
///
/// The formulas, in floating point, say where to look; integer swaps decide every result.
public struct SandwichSizing: Hashable, Sendable {
    /// The most a V2 pair stores of one token: its reserves have 112 bits.
    static let reserveMax = (UInt256.one << 112).wrappingSubtract(.one)

    /// The pool's reserve of the token the victim pays.
    public let reserveIn: UInt256
    /// The pool's reserve of the token the victim buys.
    public let reserveOut: UInt256
    /// The pool's fee.
    public let fee: BasisPoints
    /// What the victim pays.
    public let victimIn: UInt256
    /// The least output the victim accepts.
    public let victimOutMin: UInt256

    /// Describes a pool and a victim.
    public init(
        reserveIn: UInt256,
        reserveOut: UInt256,
        fee: BasisPoints,
        victimIn: UInt256,
        victimOutMin: UInt256
    ) {
        self.reserveIn = reserveIn
        self.reserveOut = reserveOut
        self.fee = fee
        self.victimIn = victimIn
        self.victimOutMin = victimOutMin
    }

    /// The most profitable sandwich the victim's limit admits; nothing if none earns anything.
    ///
    /// It is the largest admitted front-run, unless the profit peaks before. The rounding of the
    /// pool's outputs makes the profit uneven, so a neighbour may earn a few raw units more.
    public func plan() -> SandwichPlan? {
        guard let largest = largestFrontRun(), peakSize > 0 else { return nil }
        let peak = UInt256(truncating: peakSize) ?? .max
        let best =
            peak < largest
            ? climb(from: max(peak, .one), below: largest) : replay(frontIn: largest)
        guard let best, !best.profit.isZero else { return nil }
        return best
    }

    /// The largest front-run after which the victim still succeeds: with one unit more he fails.
    ///
    /// Nothing if the victim fails undisturbed. What the victim receives never rises with the
    /// front-run, so the search from the closed form is exact. About 20 to 60 pairs of swaps.
    public func largestFrontRun() -> UInt256? {
        guard victimSucceeds(after: .zero) else { return nil }
        var low = UInt256.zero
        var high = Self.reserveMax
        let guess = min(UInt256(truncating: closedFormLimit) ?? high, high)
        var step = max(guess >> 48, .one)
        if victimSucceeds(after: guess) {
            low = guess
            while low < high {
                let next = min(low.wrappingAdd(step), Self.reserveMax)
                guard victimSucceeds(after: next) else {
                    high = next
                    break
                }
                low = next
                step = step << 1
            }
        } else {
            high = guess
            while step < high {
                let next = high.wrappingSubtract(step)
                if victimSucceeds(after: next) {
                    low = next
                    break
                }
                high = next
                step = step << 1
            }
        }
        return lastSuccess(from: low, before: high)
    }

    /// The three swaps for a given front-run; nothing if one of them reverts.
    public func replay(frontIn: UInt256) -> SandwichPlan? {
        guard let front = Self.swap(frontIn, reserveIn, reserveOut, fee),
            let victim = Self.swap(victimIn, front.reserveIn, front.reserveOut, fee),
            victim.amountOut >= victimOutMin,
            let back = Self.swap(front.amountOut, victim.reserveOut, victim.reserveIn, fee)
        else { return nil }
        return SandwichPlan(
            frontIn: frontIn,
            frontOut: front.amountOut,
            victimOut: victim.amountOut,
            backOut: back.amountOut
        )
    }

    /// The share of the reserve below which no victim can be sandwiched at a profit, whatever his
    /// limit: the root ν of φ²(1+ν)(1+φν) = 1; 0.0030135474 at 30 bp, and infinite without a share.
    public static func breakEvenShare(fee: BasisPoints) -> Double {
        let phi = Self.phi(fee)
        guard phi > 0 else { return .infinity }
        let gap = 1 / (phi * phi) - 1
        return 2 * gap / (1 + phi + ((1 + phi) * (1 + phi) + 4 * phi * gap).squareRoot())
    }
}

extension SandwichSizing {
    private typealias Swap = (amountOut: UInt256, reserveIn: UInt256, reserveOut: UInt256)

    /// One swap as the pair does it; nothing where it would revert.
    private static func swap(
        _ amountIn: UInt256,
        _ reserveIn: UInt256,
        _ reserveOut: UInt256,
        _ fee: BasisPoints
    ) -> Swap? {
        let sum = reserveIn.addingReportingOverflow(amountIn)
        guard !sum.overflow, sum.partialValue <= reserveMax,
            let amountOut = try? ConstantProduct.amountOut(
                amountIn: amountIn,
                reserveIn: reserveIn,
                reserveOut: reserveOut,
                fee: fee
            ),
            !amountOut.isZero
        else { return nil }
        // The output is below its reserve, since the denominator exceeds the amount with fee.
        return (amountOut, sum.partialValue, reserveOut.wrappingSubtract(amountOut))
    }

    private func victimSucceeds(after frontIn: UInt256) -> Bool {
        var pool: Swap = (.zero, reserveIn, reserveOut)
        if !frontIn.isZero {
            // A front-run too small to buy anything would revert and leave the pool as it is.
            guard reserveIn.wrappingAdd(frontIn) <= Self.reserveMax else { return false }
            pool = Self.swap(frontIn, reserveIn, reserveOut, fee) ?? pool
        }
        guard let victim = Self.swap(victimIn, pool.reserveIn, pool.reserveOut, fee) else {
            return false
        }
        return victim.amountOut >= victimOutMin
    }

    /// Narrows a bracket: the victim succeeds after `low` and fails after `high`, unless equal.
    private func lastSuccess(from low: UInt256, before high: UInt256) -> UInt256 {
        var low = low
        var high = high
        while low.wrappingAdd(.one) < high {
            let middle = low.wrappingAdd(high) >> 1
            if victimSucceeds(after: middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// The best front-run near a peak of the profit that lies before the limit.
    ///
    /// Steps on the exact profit, which halve down to one unit.
    private func climb(from start: UInt256, below largest: UInt256) -> SandwichPlan? {
        guard var best = replay(frontIn: start) else { return nil }
        var step = max(best.frontIn >> 24, .one)
        while !step.isZero {
            let down = best.frontIn.subtractingReportingOverflow(step)
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

    /// The positive root of φa² + (X(1+φ) + φ²v)a = φvXY ÷ m − X(X + φv); zero if there is none.
    private var closedFormLimit: Double {
        let phi = Self.phi(fee)
        let x = reserveIn.asDouble
        let v = victimIn.asDouble
        let invariant = phi * v * x * reserveOut.asDouble / victimOutMin.asDouble
        let b = x * (1 + phi) + phi * phi * v
        let c = invariant - x * (x + phi * v)
        guard c > 0 else { return 0 }
        guard c < .infinity else { return .infinity }
        return 2 * c / (b + (b * b + 4 * phi * c).squareRoot())
    }

    /// Where the profit peaks, in floating point: zero if it only falls, infinite if it only rises.
    ///
    /// In shares u = a ÷ X the profit is u(αu + β) ÷ [φ²u² + (1 + φ²(1 + φν))u + 1], with
    /// α = φ²(1 + ν) − 1 and β = φ²(1 + ν)(1 + φν) − 1. Its derivative has the sign of
    /// γu² + 2αu + β, with γ = (1 − φ)(φ²ν − 1 − φ).
    private var peakSize: Double {
        let phi = Self.phi(fee)
        let nu = victimIn.asDouble / reserveIn.asDouble
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

    private static func phi(_ fee: BasisPoints) -> Double {
        let share = InputShare(after: fee)
        return share.kept.asDouble / share.whole.asDouble
    }
}
