import BigInt
import TestSupport
import Testing
import WideMath

/// 2²⁵⁶.
let modulus = BigUInt(1) << 256

func big(_ value: UInt256) -> BigUInt {
    BigUInt(words: [
        UInt(value.limb0), UInt(value.limb1), UInt(value.limb2), UInt(value.limb3),
    ])
}

/// The values at which carries, borrows and digit counts change.
let edges: [UInt256] = {
    var values: [UInt256] = [.zero, .one, 2, 3, 10, .max, .max.wrappingSubtract(.one)]
    for exponent in [63, 64, 65, 127, 128, 129, 191, 192, 193, 255] {
        let power = UInt256.one << exponent
        values += [power.wrappingSubtract(.one), power, power.wrappingAdd(.one)]
    }
    return values
}()

/// Every pair of edges, then random pairs.
func pairs(seed: UInt64, random count: Int) -> [(UInt256, UInt256)] {
    var numbers = TestNumbers(seed: seed)
    let random = (0..<count).map { _ in (numbers.edgeWord(), numbers.edgeWord()) }
    return edges.flatMap { left in edges.map { (left, $0) } } + random
}

/// The first pair that fails; one expectation a case would take minutes.
func firstWrong(
    of pairs: [(UInt256, UInt256)],
    _ isRight: (UInt256, UInt256) -> Bool
) -> String? {
    pairs.first { !isRight($0, $1) }.map { "\($0), \($1)" }
}

@Suite struct `UInt256 against BigInt` {
    @Test func `adds`() {
        let wrong = firstWrong(of: pairs(seed: 1, random: 20_000)) { left, right in
            let sum = big(left) + big(right)
            let result = left.addingReportingOverflow(right)
            let overflows = sum >= modulus
            return big(result.partialValue) == (overflows ? sum - modulus : sum)
                && result.overflow == overflows && left.wrappingAdd(right) == result.partialValue
        }
        #expect(wrong == nil)
    }

    @Test func `subtracts`() {
        let wrong = firstWrong(of: pairs(seed: 2, random: 20_000)) { left, right in
            let result = left.subtractingReportingOverflow(right)
            let overflows = big(left) < big(right)
            let difference = big(left) + (overflows ? modulus : 0) - big(right)
            return big(result.partialValue) == difference && result.overflow == overflows
                && left.wrappingSubtract(right) == result.partialValue
        }
        #expect(wrong == nil)
    }

    @Test func `multiplies`() {
        let wrong = firstWrong(of: pairs(seed: 3, random: 20_000)) { left, right in
            let product = big(left) * big(right)
            let wide = left.multipliedFullWidth(by: right)
            let result = left.multipliedReportingOverflow(by: right)
            return (big(wide.high) << 256) + big(wide.low) == product
                && result.partialValue == wide.low && result.overflow == (product >= modulus)
                && left.wrappingMultiply(right) == wide.low
        }
        #expect(wrong == nil)
    }

    @Test func `compares`() {
        let wrong = firstWrong(of: pairs(seed: 4, random: 10_000)) { left, right in
            (left < right) == (big(left) < big(right))
                && (left == right) == (big(left) == big(right))
        }
        #expect(wrong == nil)
    }

    @Test func `combines bits`() {
        let wrong = firstWrong(of: pairs(seed: 5, random: 5_000)) { left, right in
            big(left & right) == big(left) & big(right)
                && big(left | right) == big(left) | big(right)
                && big(left ^ right) == big(left) ^ big(right)
                && big(~left) == modulus - 1 - big(left)
        }
        #expect(wrong == nil)
    }

    @Test(arguments: -1...258)
    func `shifts`(count: Int) {
        let distance = max(count, 0)
        let wrong = firstWrong(of: pairs(seed: UInt64(distance), random: 0).suffix(200)) {
            _,
            value in
            let wide = big(value) << distance
            return big(value << count) == wide & (modulus - 1)
                && big(value >> count) == big(value) >> distance
        }
        #expect(wrong == nil)
    }

    @Test func `shifts by any distance`() {
        #expect(UInt256.max << .max == .zero)
        #expect(UInt256.max >> .max == .zero)
        #expect(UInt256.max << .min == .max)
        #expect(UInt256.max >> .min == .max)
    }

    @Test func `counts bits`() {
        let wrong = firstWrong(of: pairs(seed: 7, random: 10_000)) { value, _ in
            value.bitWidth == big(value).bitWidth && value.isZero == big(value).isZero
                && value.asUInt64 == UInt64(exactly: big(value))
                && value.asInt == Int(exactly: big(value))
                && value.low == UInt128(exactly: big(value) & BigUInt(UInt128.max))
                && value.high == UInt128(exactly: big(value) >> 128)
        }
        #expect(wrong == nil)
    }

    /// A root is right if its square is at most the value and the next square is above.
    @Test func `takes square roots`() {
        var numbers = TestNumbers(seed: 8)
        var values = edges + (0..<20_000).map { _ in numbers.edgeWord() }
        for _ in 0..<5_000 {
            let root = numbers.edgeWord() >> 128
            let square = root.wrappingMultiply(root)
            values += [square, square.wrappingSubtract(.one), square.wrappingAdd(.one)]
        }
        let wrong = values.first { value in
            let root = big(value.squareRoot)
            return root * root > big(value) || (root + 1) * (root + 1) <= big(value)
        }
        #expect(wrong == nil)
    }
}
