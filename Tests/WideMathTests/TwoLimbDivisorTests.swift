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
