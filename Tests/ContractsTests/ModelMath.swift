import BigInt
import WideMath

/// Checked arithmetic of the plain model, by whole numbers of any size: ds-math, as its source
/// has it, and Solidity's division.
enum ModelMath {
    static func add(_ x: UInt256, _ y: UInt256) throws(ModelFailure) -> UInt256 {
        guard let sum = word(whole(x) + whole(y)) else {
            throw .revert("ds-math-add-overflow")
        }
        return sum
    }

    static func sub(_ x: UInt256, _ y: UInt256) throws(ModelFailure) -> UInt256 {
        let (x, y) = (whole(x), whole(y))
        guard x >= y, let difference = word(x - y) else {
            throw .revert("ds-math-sub-underflow")
        }
        return difference
    }

    static func mul(_ x: UInt256, _ y: UInt256) throws(ModelFailure) -> UInt256 {
        guard let product = word(whole(x) * whole(y)) else {
            throw .revert("ds-math-mul-overflow")
        }
        return product
    }

    static func div(_ x: UInt256, _ y: UInt256) throws(ModelFailure) -> UInt256 {
        if y.isZero { throw .invalid }
        return lowWord(whole(x) / whole(y))
    }

    static func squareRoot(_ x: UInt256) -> UInt256 { lowWord(whole(x).squareRoot()) }

    static func whole(_ x: UInt256) -> BigUInt {
        BigUInt(words: [UInt(x.limb0), UInt(x.limb1), UInt(x.limb2), UInt(x.limb3)])
    }

    /// The number modulo 2²⁵⁶.
    static func lowWord(_ x: BigUInt) -> UInt256 {
        let limbs = Array(x.words) + [0, 0, 0, 0]
        return UInt256(UInt64(limbs[0]), UInt64(limbs[1]), UInt64(limbs[2]), UInt64(limbs[3]))
    }

    private static func word(_ x: BigUInt) -> UInt256? { x.bitWidth > 256 ? nil : lowWord(x) }
}
