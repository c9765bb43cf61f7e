import Testing

@testable import WideMath

@Suite struct `A two-limb divisor` {
    /// Limbs at which estimates of a quotient digit go wrong, if any do.
    private static let limbs: [UInt64] = [0, 1, 2, 1 << 63 - 1, 1 << 63, .max - 1, .max]

    @Test func `gives quotient times divisor plus remainder`() {
        for top in Self.limbs where top != 0 {
            for bottom in Self.limbs {
                let divisor = UInt128(top) << 64 | UInt128(bottom)
                for high in [0, 1, divisor / 2, divisor - 1] {
                    for limb in Self.limbs { check(divisor, high, limb) }
                }
            }
        }
    }

    /// The definition, by the processor's own division: Möller and Granlund 2011, section II.
    @Test func `has the exact reciprocal of its top limb`() {
        var random = SplitMix64(state: 2011)
        let powers = (0..<63).flatMap { [UInt64(1) << $0, UInt64(1) << $0 - 1] }
        let near = powers.flatMap { [1 << 63 | $0, .max - $0] }
        for limb in near + (0..<200_000).map({ _ in random.next() | 1 << 63 }) {
            let quotient = UInt128.max / UInt128(limb)
            if TwoLimbDivisor.reciprocal(of: limb) != UInt64(quotient - 1 << 64) {
                Issue.record("\(limb)")
            }
        }
    }

    private func check(_ divisor: UInt128, _ high: UInt128, _ limb: UInt64) {
        for other in Self.limbs {
            let low = UInt256(other, limb, other, limb)
            let result = TwoLimbDivisor(divisor).divide(high: high, low: low)
            #expect(result.remainder < divisor)
            let product = result.quotient.multipliedFullWidth(by: UInt256(low: divisor))
            let sum = product.low.addingReportingOverflow(UInt256(low: result.remainder))
            #expect(sum.partialValue == low)
            let carried = product.high.addingReportingOverflow(sum.overflow ? .one : .zero)
            #expect(carried.partialValue == UInt256(low: high) && !carried.overflow)
        }
    }
}
