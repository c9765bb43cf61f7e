import BigInt
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

/// References: mpmath 1.3.0 with 120 digits, `int(floor(exp(mpf(x)/10**18)*10**18))` and
/// `int(floor(log(mpf(x)/10**18)*10**18))`.
@Suite struct `Fixed-point functions` {
    @Test(arguments: [
        ("0", "1000000000000000000"),
        ("1", "1000000000000000001"),
        ("1000000000", "1000000001000000000"),
        ("500000000000000000", "1648721270700128146"),
        // On either side of ln 2.
        ("693147180559945309", "1999999999999999999"),
        ("693147180559945310", "2000000000000000001"),
        ("1000000000000000000", "2718281828459045235"),
        ("2500000000000000000", "12182493960703473438"),
        ("10000000000000000000", "22026465794806716516957"),
    ])
    func `give e to a power`(_ x: String, _ expected: String) throws {
        #expect(try FixedPoint.exp(number(x)) == number(expected))
    }

    @Test(arguments: [
        ("50000000000000000000", "5184705528587072464087453322933485384827"),
        (
            "88000000000000000000",
            "165163625499400185552832979626485876706962884200004481388"
        ),
        (
            "100000000000000000000",
            "26881171418161354484126255515800135873611118773741922415191608"
        ),
        (
            "135000000000000000000",
            "42633899483147210448936866880765989356468745853255281087440011736227864297277"
        ),
        // The largest argument whose result fits in a word.
        (
            "135999146549453176898",
            "115792089237316195367113436054640938313993155168102775229371716893181941307031"
        ),
    ])
    func `give e to a large power to thirty-five digits`(_ x: String, _ text: String) throws {
        let (power, expected) = (try FixedPoint.exp(number(x)), try number(text))
        #expect(power <= expected)
        #expect(expected.wrappingSubtract(power) <= expected >> 118)
    }

    @Test func `give the largest power and refuse the next`() throws {
        let top = try number("135999146549453176898")
        #expect(try FixedPoint.exp(top) > UInt256.one << 255)
        for x in [top.wrappingAdd(.one), try number("136000000000000000000"), .max] {
            #expect(throws: Fault.revert(.panic(.arithmeticOverflow))) { try FixedPoint.exp(x) }
        }
    }

    @Test(arguments: [
        ("1000000000000000000", "0"),
        ("1000000000000000001", "0"),
        ("1100000000000000000", "95310179804324860"),
        ("1500000000000000000", "405465108108164381"),
        ("1999999999999999999", "693147180559945308"),
        ("2000000000000000000", "693147180559945309"),
        ("2718281828459045235", "999999999999999999"),
        ("10000000000000000000", "2302585092994045684"),
        ("1000000000000000000000", "6907755278982137052"),
        ("1000000000000000000000000000000000000", "41446531673892822312"),
        ("340282366920938463463374607431768211456", "47276307437780177293"),
        (
            "28948022309329048855892746252171976963317496166410141009864396001978282409984",
            "134612852188333286279"
        ),
        (
            "115792089237316195423570985008687907853269984665640564039457584007913129639935",
            "135999146549453176898"
        ),
    ])
    func `give the natural logarithm`(_ x: String, _ text: String) throws {
        let (logarithm, expected) = (try FixedPoint.ln(number(x)), try number(text))
        // Exact, or a unit of the last decimal less: 1 + 10⁻¹⁸ has a logarithm just below 10⁻¹⁸.
        #expect(logarithm <= expected)
        #expect(expected.wrappingSubtract(logarithm) <= 1)
    }

    @Test func `refuse the logarithm of less than one`() {
        for x in [UInt256.zero, .one, FixedPoint.one.wrappingSubtract(.one)] {
            #expect(throws: Fault.revert(.panic(.arithmeticOverflow))) { try FixedPoint.ln(x) }
        }
    }

    /// Taylor's series with 400 binary digits behind the point and no reduction of the argument.
    @Test func `give e to any power as a long series does`() throws {
        var numbers = TestNumbers(seed: 40)
        for _ in 0..<300 {
            let x = UInt256(numbers.next()).wrappingMultiply(7) >> numbers.below(67)
            let power = try FixedPoint.exp(x)
            let exact = Self.series(BigInt(ModelMath.whole(x)))
            let difference = exact - BigInt(ModelMath.whole(power))
            #expect(difference >= 0, "e^\(x)")
            #expect(difference <= max(1, exact >> 118), "e^\(x)")
        }
    }

    @Test func `undo each other`() throws {
        var numbers = TestNumbers(seed: 41)
        for _ in 0..<300 {
            let x = FixedPoint.one.wrappingAdd(numbers.word() >> (60 + numbers.below(190)))
            let logarithm = try FixedPoint.ln(x)
            // floor(ln x) gives no more than x, and two units more give no less.
            #expect(try FixedPoint.exp(logarithm) <= x)
            #expect(try FixedPoint.exp(logarithm + 2) >= x)
        }
    }

    @Test func `never fall where their argument rises`() throws {
        var numbers = TestNumbers(seed: 42)
        for _ in 0..<300 {
            let x = UInt256(numbers.next()).wrappingMultiply(7) >> numbers.below(67)
            #expect(try FixedPoint.exp(x) < FixedPoint.exp(x + .one))
            let y = FixedPoint.one.wrappingAdd(numbers.word() >> (1 + numbers.below(250)))
            #expect(try FixedPoint.ln(y) <= FixedPoint.ln(y + .one))
        }
        // Across the doublings, where the reduction of the argument takes its steps.
        for k in 1..<196 {
            let start = FixedPoint.one << k
            #expect(try FixedPoint.ln(start - .one) <= FixedPoint.ln(start))
            let step = try FixedPoint.ln(start)
            for x in [try step - .one, step, try step + .one] {
                #expect(try FixedPoint.exp(x) < FixedPoint.exp(x + .one))
            }
        }
    }

    private func number(_ text: String) throws -> UInt256 {
        try #require(UInt256(decimal: text))
    }

    private static func series(_ x: BigInt) -> BigInt {
        let one = BigInt(10).power(18)
        var term = BigInt(1) << 400
        var sum = term
        var n = 1
        while term > 0 {
            term = term * x / (one * BigInt(n))
            sum += term
            n += 1
        }
        return (sum * one) >> 400
    }
}
