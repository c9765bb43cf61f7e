import BigInt
import TestSupport
import Testing
import WideMath

@Suite struct `UInt256 division against BigInt` {
    @Test func `divides`() {
        #expect(firstWrong(of: pairs(seed: 11, random: 30_000), divides) == nil)
    }

    @Test func `refuses a zero divisor`() {
        for value in edges {
            #expect(value.quotientAndRemainder(dividingBy: .zero) == nil)
            #expect(value.multiplied(by: 7, dividedBy: .zero, rounding: .down) == nil)
        }
    }

    /// Operands of limbs 0, 1, 2⁶³ and 2⁶⁴ − 1 and their neighbours: they make algorithm D
    /// overestimate a digit, once, twice, and once too often for the correction to notice, which
    /// is when it adds back.
    @Test(arguments: 1...4)
    func `divides where a quotient digit needs correcting`(limbCount: Int) {
        let limbs: [UInt64] = [0, 1, 2, 1 << 63 - 1, 1 << 63, 1 << 63 + 1, .max - 1, .max]
        var cases: [(UInt256, UInt256)] = []
        for code in 0..<(1 << (3 * limbCount)) {
            let divisor = (0..<limbCount).reduce(UInt256.zero) { value, index in
                value << 64 | UInt256(limbs[code >> (3 * index) & 7])
            }
            cases += [(.max, divisor), (.max.wrappingSubtract(divisor), divisor)]
            for quotient in [UInt64(1), 1 << 63, .max - 1, .max] {
                let product = divisor.wrappingMultiply(UInt256(quotient))
                cases += [
                    (product, divisor), (product.wrappingSubtract(.one), divisor),
                    (product.wrappingAdd(divisor).wrappingSubtract(.one), divisor),
                ]
            }
        }
        #expect(firstWrong(of: cases, divides) == nil)
    }

    /// Source: Hacker's Delight, divmnu64, the cases that need the add-back step, with 64-bit
    /// digits.
    @Test func `divides where it must add back`() {
        let cases = [
            (UInt256(3, 0, 1 << 63, 0), UInt256(1, 0, 1 << 61, 0)),
            (UInt256(0, 0, 1 << 63, 1 << 63 - 1), UInt256(1, 0, 1 << 63, 0)),
            (UInt256(0, .max - 1, 1 << 63, 0), UInt256(.max, 1 << 63, 0, 0)),
            (UInt256(0, 0, 1 << 63, 0), UInt256(1, 1 << 63, 0, 0)),
        ]
        #expect(firstWrong(of: cases, divides) == nil)
    }

    @Test func `multiplies and divides, rounding either way`() {
        var numbers = TestNumbers(seed: 12)
        var wrong: [UInt256]?
        for (left, right) in pairs(seed: 12, random: 30_000) where wrong == nil {
            let divisor = numbers.edgeWord()
            if !multipliesAndDivides(left, right, divisor) { wrong = [left, right, divisor] }
        }
        #expect(wrong == nil)
        for divisor in edges.dropFirst() {
            let wrong = firstWrong(of: pairs(seed: 0, random: 0)) {
                multipliesAndDivides($0, $1, divisor)
            }
            #expect(wrong == nil, "divided by \(divisor)")
        }
    }

    /// Products just around multiples of the divisor, with quotients of up to 256 bits.
    @Test func `multiplies and divides next to exact multiples`() {
        let wrong = firstWrong(of: pairs(seed: 13, random: 20_000)) { divisor, factor in
            multipliesAndDivides(divisor, factor, divisor)
                && multipliesAndDivides(divisor.wrappingSubtract(.one), factor, divisor)
                && multipliesAndDivides(divisor.wrappingAdd(.one), factor, divisor)
        }
        #expect(wrong == nil)
    }

    /// The quotient and remainder are the only ones with q·d + r = n and r < d.
    private func divides(_ dividend: UInt256, _ divisor: UInt256) -> Bool {
        guard let result = dividend.quotientAndRemainder(dividingBy: divisor) else {
            return divisor.isZero
        }
        let (quotient, remainder) = (big(result.quotient), big(result.remainder))
        return !divisor.isZero && remainder < big(divisor)
            && quotient * big(divisor) + remainder == big(dividend)
    }

    private func multipliesAndDivides(
        _ left: UInt256,
        _ right: UInt256,
        _ divisor: UInt256
    ) -> Bool {
        let down = left.multiplied(by: right, dividedBy: divisor, rounding: .down)
        let up = left.multiplied(by: right, dividedBy: divisor, rounding: .up)
        if divisor.isZero { return down == nil && up == nil }
        // q·d ≤ l·r < (q + 1)·d, or (u − 1)·d < l·r ≤ u·d, names the quotient.
        let (product, step) = (big(left) * big(right), big(divisor))
        guard let down else { return product >= step << 256 && up == nil }
        let below = big(down) * step
        let isRight = below <= product && product < below + step
        if below == product { return isRight && up == down }
        return isRight && up == (down == .max ? nil : down.wrappingAdd(.one))
    }
}
