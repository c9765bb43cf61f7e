extension RealFunctions {
    /// `x` raised to the power `y`.
    ///
    /// A negative `x` needs an integer `y`, otherwise the result is not a number.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        if x.isNaN || y.isNaN { return .nan }
        // Exact or correctly rounded, which the general way does not promise.
        if y == 1 { return x }
        if y == 2 { return x * x }
        if y == -1 { return 1 / x }
        let size = x.magnitude
        if y.isInfinite {
            if size == 1 { return 1 }
            return (size > 1) == (y > 0) ? .infinity : 0
        }
        let parity = Parity(y)
        if x < 0, x > -.infinity, parity == .fraction { return .nan }
        let sign: Double = x.sign == .minus && parity == .odd ? -1 : 1
        if size == 0 { return y > 0 ? sign * 0 : sign * .infinity }
        if size == .infinity { return y > 0 ? sign * .infinity : sign * 0 }
        if size == 1 { return sign }
        return sign * positivePower(size, y)
    }

    /// The power of a finite positive number other than one.
    private static func positivePower(_ x: Double, _ y: Double) -> Double {
        // |ln x| lies between 2⁻⁵³ and 746, which decides the extremes.
        if y.magnitude > 0x1p66 { return (x > 1) == (y > 0) ? .infinity : 0 }
        if y.magnitude < 0x1p-66 { return 1 }
        let product = logarithm(x) * DoubleDouble(y)
        return exp(product.high, tail: product.low)
    }

    /// The natural logarithm to about 100 bits.
    ///
    /// 2·artanh(s), s = (m − 1) ÷ (m + 1), |s| < 0.172: the series to s²⁸ is right to 2⁻⁷⁰
    /// relative, and its terms from s¹⁴ on need no more than 53 bits.
    private static func logarithm(_ x: Double) -> DoubleDouble {
        let (mantissa, exponent) = normalized(x)
        let s = DoubleDouble(mantissa - 1) / DoubleDouble(sumOf: mantissa, 1)
        let z = s * s
        var tail = 0.0
        var term = 14
        while term >= 7 {
            tail = tail * z.high + 1 / Double(2 * term + 1)
            term -= 1
        }
        var sum = DoubleDouble(tail)
        while term >= 0 {
            sum = sum * z + DoubleDouble(1) / DoubleDouble(Double(2 * term + 1))
            term -= 1
        }
        return DoubleDouble(Double(exponent)) * logTwo + DoubleDouble(2) * s * sum
    }

    private static let logTwo = DoubleDouble(
        high: 0x1.62e42fefa39efp-1,
        low: 0x1.abc9e3b39803fp-56
    )
}

/// Whether a finite number is an odd integer, an even one, or none.
private enum Parity {
    case odd, even, fraction

    init(_ y: Double) {
        let size = y.magnitude
        // From 2⁵³ on every number is an even integer.
        guard size < 0x1p53 else {
            self = .even
            return
        }
        let whole = UInt64(size)
        guard Double(whole) == size else {
            self = .fraction
            return
        }
        self = whole % 2 == 1 ? .odd : .even
    }
}

/// An unevaluated sum of two numbers, the second below half a last place of the first.
///
/// Source: Dekker, "A Floating-Point Technique for Extending the Available Precision" (1971), and
/// Knuth's two-sum. Sound while no product leaves the range 2⁻⁹⁰⁰ to 2⁹⁰⁰, as here.
private struct DoubleDouble {
    var high: Double
    var low: Double

    init(_ value: Double) { self.init(high: value, low: 0) }

    init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    /// The exact sum.
    init(sumOf a: Double, _ b: Double) {
        high = a + b
        let share = high - a
        low = (a - (high - share)) + (b - share)
    }

    /// The exact product, by Dekker's splitting.
    init(productOf a: Double, _ b: Double) {
        high = a * b
        let (aHead, aTail) = Self.split(a)
        let (bHead, bTail) = Self.split(b)
        low = ((aHead * bHead - high) + aHead * bTail + aTail * bHead) + aTail * bTail
    }

    private static func split(_ a: Double) -> (head: Double, tail: Double) {
        let scaled = a * 134_217_729
        let head = scaled - (scaled - a)
        return (head, a - head)
    }

    private static func renormalized(_ high: Double, _ low: Double) -> Self {
        let sum = high + low
        return Self(high: sum, low: low - (sum - high))
    }

    static func + (left: Self, right: Self) -> Self {
        let sum = Self(sumOf: left.high, right.high)
        return renormalized(sum.high, sum.low + (left.low + right.low))
    }

    static func * (left: Self, right: Self) -> Self {
        let product = Self(productOf: left.high, right.high)
        let cross = left.high * right.low + left.low * right.high
        return renormalized(product.high, product.low + cross)
    }

    static func / (left: Self, right: Self) -> Self {
        let quotient = left.high / right.high
        let product = Self(productOf: quotient, right.high)
        let rest =
            ((left.high - product.high) - product.low) + left.low - quotient * right.low
        return renormalized(quotient, rest / right.high)
    }
}
