/// Exponential, logarithm and power from `+ - * /` alone.
///
/// IEEE 754 fixes those operations to the last bit, so results are the same on every machine,
/// which the C library's functions are not. The error is below one unit in the last place. The
/// edge cases are those of C99's annex F.
public enum RealFunctions {
    /// The first 33 bits of ln 2: a product with an integer below 2²⁰ is exact.
    private static let logTwoHead = 0x1.62e42feep-1
    /// ln 2 less its head.
    private static let logTwoTail = 0x1.a39ef35793c76p-33

    /// e raised to `x`.
    public static func exp(_ x: Double) -> Double { exp(x, tail: 0) }

    /// The natural logarithm; −∞ of zero, and not a number of a negative one.
    ///
    /// With x = 2ᵏ·(1 + f), √½ ≤ 1 + f ≤ √2 and s = f ÷ (2 + f), as in Sun's fdlibm:
    /// ln(1 + f) = 2·artanh(s) = f − (f²/2 − s·(f²/2 + r)), r = 2·(s²/3 + s⁴/5 + …).
    public static func log(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? -.infinity : .nan }
        guard x < .infinity else { return x }
        let (mantissa, exponent) = normalized(x)
        let f = mantissa - 1
        let s = f / (2 + f)
        let z = s * s
        var r = 2.0 / 23
        r = r * z + 2.0 / 21
        r = r * z + 2.0 / 19
        r = r * z + 2.0 / 17
        r = r * z + 2.0 / 15
        r = r * z + 2.0 / 13
        r = r * z + 2.0 / 11
        r = r * z + 2.0 / 9
        r = r * z + 2.0 / 7
        r = r * z + 2.0 / 5
        r = (r * z + 2.0 / 3) * z
        let halfSquare = 0.5 * f * f
        let k = Double(exponent)
        return k * logTwoHead - ((halfSquare - (s * (halfSquare + r) + k * logTwoTail)) - f)
    }

    /// e raised to `x + tail`, where the tail is below half a unit in the last place of `x`.
    ///
    /// With x = k·ln 2 + r, |r| ≤ ln 2 ÷ 2, and Taylor's polynomial of degree 14 for eʳ.
    static func exp(_ x: Double, tail: Double) -> Double {
        if x.isNaN { return x }
        // Beyond these the result is above the largest number, or below half the least one.
        if x > 709.782712893384 { return .infinity }
        if x < -745.1332191019412 { return 0 }
        let k = Int(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5))
        let head = x - Double(k) * logTwoHead
        let rest = tail - Double(k) * logTwoTail
        let r = head + rest
        let lost = (head - r) + rest
        var p = 1.0 / 87_178_291_200
        p = p * r + 1.0 / 6_227_020_800
        p = p * r + 1.0 / 479_001_600
        p = p * r + 1.0 / 39_916_800
        p = p * r + 1.0 / 3_628_800
        p = p * r + 1.0 / 362_880
        p = p * r + 1.0 / 40_320
        p = p * r + 1.0 / 5_040
        p = p * r + 1.0 / 720
        p = p * r + 1.0 / 120
        p = p * r + 1.0 / 24
        p = p * r + 1.0 / 6
        p = p * r + 0.5
        let exponential = 1 + (r + (r * r * p + lost * (1 + r)))
        return scaled(exponential, byTwoTo: k)
    }

    /// Splits a finite positive number into a mantissa in [√½, √2] and a power of two.
    static func normalized(_ x: Double) -> (mantissa: Double, exponent: Int) {
        let mantissa = x.significand
        let exponent = Int(x.exponent)
        return mantissa > 1.4142135623730951 ? (mantissa / 2, exponent + 1) : (mantissa, exponent)
    }

    /// `x · 2ᵏ` for k within ±1,100: in two factors, since 2ᵏ itself may not be representable.
    private static func scaled(_ x: Double, byTwoTo k: Int) -> Double {
        let half = k / 2
        return x * powerOfTwo(half) * powerOfTwo(k - half)
    }

    /// 2ᵏ for k within ±1,022.
    private static func powerOfTwo(_ k: Int) -> Double {
        Double(bitPattern: UInt64(k + 1_023) << 52)
    }
}
