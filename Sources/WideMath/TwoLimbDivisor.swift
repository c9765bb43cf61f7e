/// A divisor below 2¹²⁸, prepared so that each digit of a quotient costs two products.
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

    @inline(__always)
    init(_ divisor: UInt128) {
        shift = UInt64(truncatingIfNeeded: divisor.leadingZeroBitCount)
        d = divisor &<< UInt128(shift)
        v = Self.reciprocal(of: d)
    }

    /// The quotient and remainder of `high · 2²⁵⁶ + low`, where `high` is below the divisor.
    @inline(__always)
    func divide(high: UInt128, low: UInt256) -> (quotient: UInt256, remainder: UInt128) {
        // The dividend shifted as the divisor was; high < divisor, so nothing leaves at the top.
        var rest = high &<< UInt128(shift) | UInt128(low.limb3.carried(by: shift))
        var quotient = UInt256.zero
        quotient.limb3 = step(&rest, low.limb3.shifted(by: shift, filledFrom: low.limb2))
        quotient.limb2 = step(&rest, low.limb2.shifted(by: shift, filledFrom: low.limb1))
        quotient.limb1 = step(&rest, low.limb1.shifted(by: shift, filledFrom: low.limb0))
        quotient.limb0 = step(&rest, low.limb0 &<< shift)
        return (quotient, rest &>> UInt128(shift))
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

    /// ⌊(2¹²⁸ − 1) ÷ d⌋ − 2⁶⁴ for a limb whose top bit is set: the paper's algorithm 2.
    ///
    /// Without the processor's division of 128 bits by 64, which takes as long as all the rest:
    /// from 11 bits of the quotient to 22, 34, 65, and then exact.
    static func reciprocal(of d: UInt64) -> UInt64 {
        let d0 = d & 1
        let d9 = UInt32(truncatingIfNeeded: d >> 55)
        let d40 = d >> 24 &+ 1
        let d63 = d >> 1 &+ d0
        let v0 = UInt64(((1 << 19) - 3 * (1 << 8)) / d9)
        let v1 = v0 << 11 &- (v0 &* v0 &* d40) >> 40 &- 1
        let v2 = v1 << 13 &+ (v1 &* (1 << 60 &- v1 &* d40)) >> 47
        let e = (v2 >> 1) &* d0 &- v2 &* d63
        let v3 = v2 << 31 &+ v2.multipliedFullWidth(by: e).high >> 1
        // ⌊(v₃ + 2⁶⁴ + 1) · d ÷ 2⁶⁴⌋ modulo 2⁶⁴: −1 if v₃ + 1 is no more than the result, else 0.
        let product = v3.multipliedFullWidth(by: d)
        let carry: UInt64 = product.low.addingReportingOverflow(d).overflow ? 1 : 0
        return v3 &- (product.high &+ d &+ carry)
    }

    /// The paper's 3/2 reciprocal: that of the top limb, corrected for the limb below.
    @inline(__always)
    private static func reciprocal(of d: UInt128) -> UInt64 {
        let d1 = UInt64(truncatingIfNeeded: d >> 64)
        let d0 = UInt64(truncatingIfNeeded: d)
        var v = reciprocal(of: d1)
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

extension UInt64 {
    /// The bits of a limb that a shift to the left moves into the limb above; none for a shift of
    /// zero.
    @inline(__always)
    func carried(by shift: UInt64) -> UInt64 { (self &>> 1) &>> (63 &- shift) }

    /// A limb after such a shift, filled from the limb below.
    @inline(__always)
    func shifted(by shift: UInt64, filledFrom below: UInt64) -> UInt64 {
        self &<< shift | below.carried(by: shift)
    }
}
