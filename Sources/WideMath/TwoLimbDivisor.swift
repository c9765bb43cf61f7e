/// A divisor between 2⁶⁴ and 2¹²⁸, prepared so that each digit of a quotient costs two products.
///
/// Source: Möller and Granlund, "Improved division by invariant integers", IEEE Transactions on
/// Computers 60 (2011): division of three limbs by two with a one-limb reciprocal. Names follow
/// the paper; its additions and subtractions are modulo 2⁶⁴ or 2¹²⁸, so they wrap on purpose.
struct TwoLimbDivisor {
    /// The divisor shifted left until its top bit is set.
    private let d: UInt128
    private let shift: UInt64
    /// ⌊(2¹⁹² − 1) ÷ d⌋ − 2⁶⁴.
    private let v: UInt64

    init(_ divisor: UInt128) {
        shift = UInt64(truncatingIfNeeded: divisor.leadingZeroBitCount)
        d = divisor &<< UInt128(shift)
        v = Self.reciprocal(of: d)
    }

    /// The quotient and remainder of `high · 2²⁵⁶ + low`, where `high` is below the divisor.
    @inline(__always)
    func divide(high: UInt128, low: UInt256) -> (quotient: UInt256, remainder: UInt128) {
        // The dividend shifted as the divisor was; high < divisor, so nothing leaves at the top.
        var rest = high &<< UInt128(shift) | UInt128(carried(low.limb3))
        var quotient = UInt256.zero
        quotient.limb3 = step(&rest, shifted(low.limb3, low.limb2))
        quotient.limb2 = step(&rest, shifted(low.limb2, low.limb1))
        quotient.limb1 = step(&rest, shifted(low.limb1, low.limb0))
        quotient.limb0 = step(&rest, low.limb0 &<< shift)
        return (quotient, rest &>> UInt128(shift))
    }

    /// The bits of a limb that the shift moves into the limb above; none for a shift of zero.
    @inline(__always)
    private func carried(_ limb: UInt64) -> UInt64 { (limb &>> 1) &>> (63 &- shift) }

    /// A limb after the shift, filled from the limb below.
    @inline(__always)
    private func shifted(_ limb: UInt64, _ below: UInt64) -> UInt64 {
        limb &<< shift | carried(below)
    }

    /// One digit: ⌊(rest · 2⁶⁴ + next) ÷ d⌋, leaving the remainder in `rest`, which stays below d.
    @inline(__always)
    private func step(_ rest: inout UInt128, _ next: UInt64) -> UInt64 {
        let u2 = UInt64(truncatingIfNeeded: rest >> 64)
        let u1 = UInt64(truncatingIfNeeded: rest)
        if u2 == 0, u1 == 0 {
            // d is at least 2¹²⁷, so a single limb is below it.
            rest = UInt128(next)
            return 0
        }
        let d1 = UInt64(truncatingIfNeeded: d >> 64)
        let d0 = UInt64(truncatingIfNeeded: d)
        let q = UInt128(v) &* UInt128(u2) &+ rest
        var q1 = UInt64(truncatingIfNeeded: q >> 64)
        let q0 = UInt64(truncatingIfNeeded: q)
        let r1 = u1 &- q1 &* d1
        var r = (UInt128(r1) << 64 | UInt128(next)) &- UInt128(d0) &* UInt128(q1) &- d
        q1 &+= 1
        if UInt64(truncatingIfNeeded: r >> 64) >= q0 {
            q1 &-= 1
            r = r &+ d
        }
        if r >= d {
            q1 &+= 1
            r = r &- d
        }
        rest = r
        return q1
    }

    /// The paper's 3/2 reciprocal: that of the top limb, corrected for the limb below.
    private static func reciprocal(of d: UInt128) -> UInt64 {
        let d1 = UInt64(truncatingIfNeeded: d >> 64)
        let d0 = UInt64(truncatingIfNeeded: d)
        var v = divideWide(~d1, .max, by: d1).quotient
        var p = d1 &* v &+ d0
        if p < d0 {
            v &-= 1
            if p >= d1 {
                v &-= 1
                p = p &- d1
            }
            p = p &- d1
        }
        let t = UInt128(v) &* UInt128(d0)
        p = p &+ UInt64(truncatingIfNeeded: t >> 64)
        if p < UInt64(truncatingIfNeeded: t >> 64) {
            v &-= 1
            if UInt128(p) << 64 | UInt128(UInt64(truncatingIfNeeded: t)) >= d { v &-= 1 }
        }
        return v
    }
}

/// `(high · 2⁶⁴ + low) ÷ divisor`, where `high` is below the divisor: one division, not the two of
/// `dividingFullWidth`, which asks the runtime library for quotient and remainder apart.
@inline(__always)
func divideWide(
    _ high: UInt64,
    _ low: UInt64,
    by divisor: UInt64
) -> (quotient: UInt64, remainder: UInt64) {
    if high == 0 { return low.quotientAndRemainder(dividingBy: divisor) }
    let dividend = UInt128(high) << 64 | UInt128(low)
    let quotient = UInt64(truncatingIfNeeded: dividend / UInt128(divisor))
    // The remainder is below 2⁶⁴, so its low limb is all of it.
    return (quotient, low &- quotient &* divisor)
}
