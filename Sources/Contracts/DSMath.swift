import Primitives
import WideMath

/// Checked arithmetic with the reasons of ds-math, which Uniswap V2 uses as SafeMath.
enum DSMath {
    /// The sum; reverts with `ds-math-add-overflow`.
    @inline(__always)
    static func add(_ x: TokenAmount, _ y: TokenAmount) throws(Fault) -> TokenAmount {
        TokenAmount(try add(x.raw, y.raw))
    }

    /// The sum of plain words.
    @inline(__always)
    static func add(_ x: UInt256, _ y: UInt256) throws(Fault) -> UInt256 {
        let sum = x.addingReportingOverflow(y)
        if sum.overflow { throw .revert(.message("ds-math-add-overflow")) }
        return sum.partialValue
    }

    /// The difference; reverts with `ds-math-sub-underflow`.
    @inline(__always)
    static func sub(_ x: TokenAmount, _ y: TokenAmount) throws(Fault) -> TokenAmount {
        TokenAmount(try sub(x.raw, y.raw))
    }

    /// The difference of plain words.
    @inline(__always)
    static func sub(_ x: UInt256, _ y: UInt256) throws(Fault) -> UInt256 {
        let difference = x.subtractingReportingOverflow(y)
        if difference.overflow { throw .revert(.message("ds-math-sub-underflow")) }
        return difference.partialValue
    }

    /// The product; reverts with `ds-math-mul-overflow`.
    @inline(__always)
    static func mul(_ x: UInt256, _ y: UInt256) throws(Fault) -> UInt256 {
        let product = x.multipliedReportingOverflow(by: y)
        if product.overflow { throw .revert(.message("ds-math-mul-overflow")) }
        return product.partialValue
    }

    /// The quotient toward zero; a division by zero is the old compiler's invalid opcode.
    @inline(__always)
    static func div(_ x: UInt256, _ y: UInt256) throws(Fault) -> UInt256 {
        guard let result = x.quotientAndRemainder(dividingBy: y) else {
            throw .halt(.invalidOpcode)
        }
        return result.quotient
    }
}
