/// A number of 512 bits: a product of two words, or a sum of some.
public struct UInt512: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The upper 256 bits.
    public let high: UInt256
    /// The lower 256 bits.
    public let low: UInt256

    /// Makes a number from its halves.
    public init(high: UInt256 = .zero, low: UInt256) {
        self.high = high
        self.low = low
    }

    /// The product of two words, which always fits.
    public init(product left: UInt256, _ right: UInt256) {
        let product = left.multipliedFullWidth(by: right)
        self.init(high: product.high, low: product.low)
    }

    /// The number if it fits in a word.
    public var asUInt256: UInt256? { high.isZero ? low : nil }

    /// The sum with a word, modulo 2⁵¹²; a product and a word never reach that, because
    /// (2²⁵⁶ − 1)² + 2²⁵⁶ − 1 is below 2⁵¹².
    public func wrappingAdd(_ word: UInt256) -> UInt512 {
        let sum = low.addingReportingOverflow(word)
        return UInt512(
            high: sum.overflow ? high.wrappingAdd(.one) : high,
            low: sum.partialValue
        )
    }

    /// Whether the left is the smaller.
    public static func < (left: UInt512, right: UInt512) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }

    /// The number in decimal digits.
    public var description: String {
        var limbs = [
            low.limb0, low.limb1, low.limb2, low.limb3, high.limb0, high.limb1, high.limb2,
            high.limb3,
        ]
        let billions: UInt64 = 1_000_000_000_000_000_000
        var groups: [UInt64] = []
        repeat {
            var remainder: UInt64 = 0
            for index in limbs.indices.reversed() {
                (limbs[index], remainder) = billions.dividingFullWidth((remainder, limbs[index]))
            }
            groups.append(remainder)
        } while limbs.contains { $0 != 0 }
        var text = groups.last.map { String($0) } ?? ""
        for group in groups.dropLast().reversed() {
            let digits = String(group)
            text += String(repeating: "0", count: 18 - digits.count) + digits
        }
        return text
    }
}
