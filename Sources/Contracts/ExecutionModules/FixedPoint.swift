import Primitives
import WideMath

/// Exponential and logarithm of numbers with 18 decimals ("WAD"), in whole numbers alone.
///
/// Both work on 128 binary digits behind the point, where 18 decimals are 60, and round down: the
/// result is the exact one rounded down, or one unit of the last decimal less. An exponential
/// above 2⁵⁸, which has more digits than that, is below the exact one by at most 2⁻¹¹⁸ of it.
/// Neither falls where its argument rises, and both end after at most 41 turns of a loop.
public enum FixedPoint {
    /// One, 10¹⁸.
    public static let one = UInt256(1_000_000_000_000_000_000)

    /// How many binary digits behind the point there are inside.
    private static let digits = 128
    /// One with 128 binary digits behind the point.
    private static let unit = UInt256.one << digits
    /// ln 2 · 2¹²⁸, rounded down, and the next number is the same rounded up
    /// (mpmath 1.3.0, 100 digits: `int(floor(log(2) * mpf(2)**128))`).
    private static let logTwo = UInt256(0xc9e3_b398_03f2_f6af, 0xb172_17f7_d1cf_79ab, 0, 0)

    /// e to the power of `x`, both with 18 decimals, rounded down.
    ///
    /// x = k·ln 2 + r with 0 ≤ r < ln 2, and Taylor's series for eʳ. Reverts with panic 0x11
    /// where the result needs over 256 bits: from about 135.999 on.
    public static func exp(_ x: UInt256) throws(Fault) -> UInt256 {
        // 136 and more: beyond the largest result, and what is below fits with 128 more bits.
        guard x < (try one * 136) else { throw .revert(.panic(.arithmeticOverflow)) }
        let scaled = try divide(x << digits, by: one, rounding: .down)
        let step = try logTwo + .one
        let doublings = try divide(scaled, by: step, rounding: .down)
        let r = try scaled - doublings * step
        // r ≤ ln 2, rounded up: no term exceeds one, so each product stays within 256 bits, and
        // the 36th term is zero.
        var term = unit
        var sum = unit
        var n = UInt256.one
        while true {
            term = try divide((try term * r) >> digits, by: n, rounding: .down)
            if term.isZero { break }
            sum = try sum + term
            n = try n + .one
        }
        // eʳ < 2 takes 129 bits, and 10¹⁸ 60 more.
        let mantissa = try sum * one
        let shift = Int(doublings.limb0) - digits
        if shift <= 0 { return mantissa >> -shift }
        guard mantissa.bitWidth + shift <= 256 else { throw .revert(.panic(.arithmeticOverflow)) }
        return mantissa << shift
    }

    /// The natural logarithm of `x`, both with 18 decimals, rounded down.
    ///
    /// x = 2ᵏ·m with 1 ≤ m < 2, and ln m = 2·(z + z³/3 + z⁵/5 + …) with z = (m − 1) ÷ (m + 1) < ⅓.
    /// Reverts with panic 0x11 below one, where it is negative.
    public static func ln(_ x: UInt256) throws(Fault) -> UInt256 {
        guard x >= one else { throw .revert(.panic(.arithmeticOverflow)) }
        // 10¹⁸ takes 60 bits, so that x ÷ 10¹⁸ is between 2ᵏ⁻¹ and 2ᵏ⁺¹ for this k.
        var k = x.bitWidth - one.bitWidth
        if one << k > x { k -= 1 }
        let mantissa = try mulDiv(x, unit, one << k, rounding: .down)
        let z = try mulDiv(try mantissa - unit, unit, try mantissa + unit, rounding: .down)
        let square = (try z * z) >> digits
        // Each power is below a ninth of the one before: the 41st is zero.
        var power = z
        var sum = UInt256.zero
        var n = UInt256.one
        while !power.isZero {
            sum = try sum + divide(power, by: n, rounding: .down)
            power = (try power * square) >> digits
            n = try n + 2
        }
        let total = try UInt256(UInt64(k)) * logTwo + sum * 2
        return (try total * one) >> digits
    }
}
