import Contracts
import Primitives
import WideMath

/// The largest front-run that the victims' limits admit.
extension SandwichSizing {
    /// The largest front-run after which every victim still succeeds: with one unit more, and with
    /// any other larger one, some victim fails.
    ///
    /// Nothing if no front-run admits them all. What one victim receives never rises with the
    /// front-run. What a later one receives may, by a unit or so: when the victim before him loses
    /// a unit to rounding, it stays in the pool for him. The admitted front-runs may thus have gaps
    /// near the largest, which halving an interval between a success and a failure would miss. So
    /// whole ranges of front-runs are refused by bounds that are exact for a range of one; of what
    /// is left the upper half is looked at first. About 30 to 250 rounds of swaps.
    public func largestFrontRun() -> UInt256? {
        let most = Self.reserveMax
        let guess = min(UInt256(truncating: closedFormLimit) ?? most, most)
        // One victim's closed form is right to some 10⁻¹⁵; that of several leaves out part of what
        // the fees of those before add to the pool.
        let margin = max(guess >> (victims.count == 1 ? 40 : 8), .one)
        let under = guess > margin ? guess.wrappingSubtract(margin) : .zero
        // Two numbers of at most 112 bits: the sum does not wrap.
        let over = min(guess.wrappingAdd(margin), most)
        return last(
            from: mayAdmit(from: under, through: under) ? under : .zero,
            // Above zero, since the margin is.
            through: mayAdmit(from: over, through: most) ? most : over.wrappingSubtract(.one)
        )
    }

    /// The last admitted front-run of a range.
    private func last(from low: UInt256, through high: UInt256) -> UInt256? {
        guard low <= high else { return nil }
        var ranges = [(low: low, high: high)]
        while let (low, high) = ranges.popLast() {
            guard mayAdmit(from: low, through: high) else { continue }
            if low == high { return low }
            // Halves of a range below 2¹¹²: nothing wraps.
            let middle = low.wrappingAdd(high.wrappingSubtract(low) >> 1)
            ranges.append((low, middle))
            ranges.append((middle.wrappingAdd(.one), high))
        }
        return nil
    }

    /// Whether some front-run of a range may leave every victim his limit; exact for one front-run.
    ///
    /// A swap pays less the more there is of what goes in and the less of what comes out. What it
    /// leaves, y − ⌊kvy ÷ (wx + kv)⌋, grows with both reserves, since a unit of y adds less than
    /// one to the quotient. So no front-run of the range leaves a victim more of the bought token
    /// than the smallest front-run with victims before him who find the most of the paid token.
    private func mayAdmit(from low: UInt256, through high: UInt256) -> Bool {
        var pool = RoutePool(reserveIn: reserveIn, reserveOut: reserveOut, fee: fee)
        // Reserves and front-runs of at most 112 bits; a larger reserve refuses every swap below.
        let most = reserveIn.wrappingAdd(high)
        if !low.isZero {
            // More than the pair can hold admits nobody; too little to buy anything reverts and
            // leaves the pool as it is.
            guard reserveIn.wrappingAdd(low) <= Self.reserveMax else { return false }
            _ = pool.swap(low)
        }
        // What went in above the reserve before: at most this much more than in `pool`.
        let spread = most.subtractingReportingOverflow(pool.reserveIn)
        for victim in victims {
            let before = pool
            guard let out = pool.swap(victim.amountIn), out >= victim.amountOutMin else {
                return false
            }
            if spread.partialValue.isZero || spread.overflow { continue }
            // Reserves of 112 bits and a spread of as many: the sum does not wrap.
            let taken = try? ConstantProduct.amountOut(
                amountIn: victim.amountIn,
                reserveIn: before.reserveIn.wrappingAdd(spread.partialValue),
                reserveOut: before.reserveOut,
                fee: fee
            )
            pool = RoutePool(
                reserveIn: pool.reserveIn,
                // At most what `before` pays, which is below its reserve.
                reserveOut: before.reserveOut.wrappingSubtract(taken ?? .zero),
                fee: fee
            )
        }
        return true
    }

    /// The least of the victims' own limits: for each the positive root of
    /// φT² + (X(1+φ) + φ²v)T = φvXY ÷ m − X(X + φv), where T is what goes in before him, less what
    /// the victims before him pay; zero if there is none.
    private var closedFormLimit: Double {
        var limit = Double.infinity
        var before = 0.0
        for victim in victims {
            limit = min(limit, max(closedFormLimit(of: victim) - before, 0))
            before += victim.amountIn.asDouble
        }
        return limit
    }

    private func closedFormLimit(of victim: SandwichVictim) -> Double {
        let phi = Self.phi(fee)
        let x = reserveIn.asDouble
        let v = victim.amountIn.asDouble
        let invariant = phi * v * x * reserveOut.asDouble / victim.amountOutMin.asDouble
        let b = x * (1 + phi) + phi * phi * v
        let c = invariant - x * (x + phi * v)
        guard c > 0 else { return 0 }
        guard c < .infinity else { return .infinity }
        return 2 * c / (b + (b * b + 4 * phi * c).squareRoot())
    }
}
