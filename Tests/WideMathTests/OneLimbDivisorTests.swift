import Testing

@testable import WideMath

@Suite struct `A one-limb divisor` {
    /// Limbs at which estimates of a quotient digit go wrong, if any do.
    private static let limbs: [UInt64] = [
        0, 1, 2, 10, 1 << 32, 1 << 63 - 1, 1 << 63, 1 << 63 + 1, .max - 1, .max,
    ]

    /// The quotient and remainder are the only ones with q·d + r = n and r < d.
    @Test func `gives quotient times divisor plus remainder`() {
        for divisor in Self.limbs where divisor != 0 {
            for high in [0, 1, divisor / 2, divisor - 1] where high < divisor {
                for limb in Self.limbs {
                    for other in Self.limbs {
                        check(divisor, high, UInt256(other, limb, other, limb))
                        // Half of it empty, and a limb between.
                        check(divisor, high, UInt256(other, limb, 0, 0))
                        check(divisor, high, UInt256(limb, 0, other, 0))
                    }
                }
            }
        }
    }

    @Test func `does so for any limbs`() {
        var random = SplitMix64(state: 2011)
        for _ in 0..<50_000 {
            let divisor = max(random.next() >> (random.next() % 64), 1)
            let low = UInt256(random.next(), random.next(), random.next(), random.next())
            check(divisor, random.next() % divisor, low)
        }
    }

    private func check(_ divisor: UInt64, _ high: UInt64, _ low: UInt256) {
        let result = OneLimbDivisor(divisor).divide(high: high, low: low)
        let product = result.quotient.multipliedFullWidth(by: UInt256(divisor))
        let sum = product.low.addingReportingOverflow(UInt256(result.remainder))
        let carried = product.high.wrappingAdd(sum.overflow ? .one : .zero)
        if result.remainder >= divisor || sum.partialValue != low || carried != UInt256(high) {
            Issue.record("\(high)·2²⁵⁶ + \(low) over \(divisor)")
        }
    }
}
