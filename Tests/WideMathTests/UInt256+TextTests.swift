import BigInt
import Foundation
import TestSupport
import Testing
import WideMath

@Suite struct `UInt256 in other forms` {
    @Test func `is written and read in decimal`() {
        let wrong = firstWrong(of: pairs(seed: 21, random: 5_000)) { value, _ in
            let text = value.description
            return text == String(big(value)) && UInt256(decimal: text) == value
                && UInt256(decimal: "00" + text) == value
        }
        #expect(wrong == nil)
        for exponent in 0...77 {
            let text = "1" + String(repeating: "0", count: exponent)
            #expect(UInt256.powerOfTen(exponent)?.description == text)
        }
        #expect(UInt256.powerOfTen(78) == nil)
        #expect(UInt256.powerOfTen(-1) == nil)
    }

    @Test(arguments: ["", "-1", "+1", " 1", "1 ", "0x1", "1_000", "1.0", "1e3", "١", "é"])
    func `refuses text that is not decimal digits`(text: String) {
        #expect(UInt256(decimal: text) == nil)
    }

    @Test func `refuses decimal text above 256 bits`() {
        #expect(UInt256(decimal: String(modulus - 1)) == .max)
        for excess in [0, 1, 5, 9] {
            #expect(UInt256(decimal: String(modulus + BigUInt(excess))) == nil)
        }
        #expect(UInt256(decimal: String(repeating: "9", count: 1_000)) == nil)
    }

    @Test func `is written and read as bytes`() {
        let wrong = firstWrong(of: pairs(seed: 22, random: 5_000)) { value, _ in
            let bytes = value.bigEndianBytes
            return bytes.count == 32 && BigUInt(Data(bytes)) == big(value)
                && UInt256(bigEndian: bytes) == value
                && UInt256(bigEndian: bytes.drop { $0 == 0 }) == value
                && bytes.withUnsafeBytes { $0.baseAddress.map(UInt256.init(bigEndian32:)) }
                    == value
        }
        #expect(wrong == nil)
        #expect(UInt256(bigEndian: [UInt8]()) == .zero)
        #expect(UInt256(bigEndian: [UInt8](repeating: 0, count: 33)) == nil)
    }

    /// The nearest Double has a relative error of at most 2⁻⁵³; four roundings may add up.
    @Test func `is near its Double`() {
        let wrong = firstWrong(of: pairs(seed: 23, random: 10_000)) { value, _ in
            let double = value.asDouble
            guard let back = UInt256(truncating: double) else {
                // Only what rounds up to 2²⁵⁶ does not come back.
                return double == 0x1p256 && value.bitWidth == 256
            }
            let difference = max(value, back).wrappingSubtract(min(value, back))
            return difference <= value >> 50
        }
        #expect(wrong == nil)
        #expect(UInt256(1 << 53).asDouble == 0x1p53)
        #expect(UInt256.max.asDouble == 0x1p256)
    }

    @Test func `truncates a Double exactly`() {
        var numbers = TestNumbers(seed: 24)
        let doubles = (0..<20_000).map { _ in
            let scale = Double(sign: .plus, exponent: numbers.below(259) - 3, significand: 1)
            return Double.random(in: 1..<2, using: &numbers) * scale
        }
        let wrong = doubles.first { double in
            UInt256(truncating: double).map(big) != (double < 0x1p256 ? BigUInt(double) : nil)
        }
        #expect(wrong == nil)
        for double in [-1, -.leastNonzeroMagnitude, .nan, .infinity, -.infinity, 0x1p256] {
            #expect(UInt256(truncating: double) == nil)
        }
        #expect(UInt256(truncating: -0.0) == .zero)
        #expect(UInt256(truncating: .leastNonzeroMagnitude) == .zero)
        #expect(UInt256(truncating: 0x1p256.nextDown)?.bitWidth == 256)
    }
}
