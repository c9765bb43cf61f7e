import BigInt
import WideMath

extension BigUInt {
    /// A word as a whole number of any size.
    init(_ word: UInt256) { self = ModelMath.whole(word) }

    /// The number as a word; the largest where it needs more.
    var word: UInt256 { bitWidth > 256 ? .max : ModelMath.lowWord(self) }

    /// The quotient rounded up.
    func dividedUp(by divisor: BigUInt) -> BigUInt { (self + divisor - 1) / divisor }

    /// 10 to the power of `exponent`.
    static func ten(_ exponent: Int) -> BigUInt { BigUInt(10).power(exponent) }
}
