/// A divisor below 2⁶⁴, prepared so that each digit of a quotient costs two products.
///
/// `TwoLimbDivisor` has the source: here it is the paper's algorithm 4, two limbs by one. Names
/// follow it, and additions and subtractions wrap on purpose.
struct OneLimbDivisor {
    /// The divisor shifted left until its top bit is set.
    private let d: UInt64
    private let shift: UInt64
    /// ⌊(2¹²⁸ − 1) ÷ d⌋ − 2⁶⁴.
    private let v: UInt64

    /// Prepares a divisor that is not zero.
    @inline(__always)
    init(_ divisor: UInt64) {
        shift = UInt64(truncatingIfNeeded: divisor.leadingZeroBitCount)
        d = divisor &<< shift
        v = TwoLimbDivisor.reciprocal(of: d)
    }

    /// The quotient and remainder of `high · 2²⁵⁶ + low`, where `high` is below the divisor.
    @inline(__always)
    func divide(high: UInt64, low: UInt256) -> (quotient: UInt256, remainder: UInt64) {
        // The dividend shifted as the divisor was; high < divisor, so nothing leaves at the top.
        var rest = high &<< shift | low.limb3.carried(by: shift)
        var quotient = UInt256.zero
        // The upper half of most dividends is empty, and so is that of their quotients.
        if rest | low.limb3 | low.limb2 == 0 {
            rest = low.limb1.carried(by: shift)
        } else {
            quotient.limb3 = step(&rest, low.limb3.shifted(by: shift, filledFrom: low.limb2))
            quotient.limb2 = step(&rest, low.limb2.shifted(by: shift, filledFrom: low.limb1))
        }
        quotient.limb1 = step(&rest, low.limb1.shifted(by: shift, filledFrom: low.limb0))
        quotient.limb0 = step(&rest, low.limb0 &<< shift)
        return (quotient, rest &>> shift)
    }

    /// One digit: ⌊(rest · 2⁶⁴ + next) ÷ d⌋, leaving the remainder in `rest`, which stays below d.
    @inline(__always)
    private func step(_ rest: inout UInt64, _ next: UInt64) -> UInt64 {
        let q = UInt128(v) &* UInt128(rest) &+ (UInt128(rest) << 64 | UInt128(next))
        var q1 = UInt64(truncatingIfNeeded: q >> 64) &+ 1
        var r = next &- q1 &* d
        if r > UInt64(truncatingIfNeeded: q) {
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
}
