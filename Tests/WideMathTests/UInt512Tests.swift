import BigInt
import TestSupport
import Testing
import WideMath

@Suite struct `A number of 512 bits` {
    @Test func `agrees with BigInt`() {
        var numbers = TestNumbers(seed: 41)
        func big(_ word: UInt256) -> BigUInt { BigUInt(word.description, radix: 10) ?? 0 }
        for _ in 0..<500 {
            let (left, right, more) = (numbers.edgeWord(), numbers.edgeWord(), numbers.edgeWord())
            let sum = UInt512(product: left, right).wrappingAdd(more)
            #expect(sum.description == String(big(left) * big(right) + big(more)))
            let other = UInt512(product: right, more)
            #expect((other < sum) == (big(right) * big(more) < big(left) * big(right) + big(more)))
        }
    }

    @Test func `has the digits of its ends`() {
        #expect(UInt512(low: .zero).description == "0")
        #expect(UInt512(low: 1_000_000_000_000_000_000).description == "1000000000000000000")
        // 2⁵¹² − 1.
        #expect(
            UInt512(high: .max, low: .max).description == String(BigUInt(2).power(512) - 1)
        )
        #expect(UInt512(high: .one, low: .max).asUInt256 == nil)
        #expect(UInt512(low: .max).asUInt256 == .max)
    }
}
