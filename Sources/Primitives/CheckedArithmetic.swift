import WideMath

extension UInt256 {
    /// The sum; reverts with panic 0x11 above 2²⁵⁶ − 1.
    @inlinable @inline(__always)
    public static func + (left: Self, right: Self) throws(Fault) -> Self {
        let result = left.addingReportingOverflow(right)
        if result.overflow { throw .revert(.panic(.arithmeticOverflow)) }
        return result.partialValue
    }

    /// The difference; reverts with panic 0x11 below zero.
    @inlinable @inline(__always)
    public static func - (left: Self, right: Self) throws(Fault) -> Self {
        let result = left.subtractingReportingOverflow(right)
        if result.overflow { throw .revert(.panic(.arithmeticOverflow)) }
        return result.partialValue
    }

    /// The product; reverts with panic 0x11 above 2²⁵⁶ − 1.
    @inlinable @inline(__always)
    public static func * (left: Self, right: Self) throws(Fault) -> Self {
        let result = left.multipliedReportingOverflow(by: right)
        if result.overflow { throw .revert(.panic(.arithmeticOverflow)) }
        return result.partialValue
    }
}

/// `a · b ÷ c` through a 512-bit product.
///
/// Reverts with panic 0x12 if `c` is zero and with panic 0x11 if the result needs over 256 bits.
public func mulDiv(
    _ a: UInt256,
    _ b: UInt256,
    _ c: UInt256,
    rounding: Rounding
) throws(Fault) -> UInt256 {
    if c.isZero { throw .revert(.panic(.divisionByZero)) }
    guard let result = a.multiplied(by: b, dividedBy: c, rounding: rounding) else {
        throw .revert(.panic(.arithmeticOverflow))
    }
    return result
}

/// `dividend ÷ divisor`; reverts with panic 0x12 if the divisor is zero.
public func divide(
    _ dividend: UInt256,
    by divisor: UInt256,
    rounding: Rounding
) throws(Fault) -> UInt256 {
    guard let result = dividend.quotientAndRemainder(dividingBy: divisor) else {
        throw .revert(.panic(.divisionByZero))
    }
    // With a remainder the divisor is at least 2, so the quotient is below 2²⁵⁵: no overflow.
    return rounding == .up && !result.remainder.isZero
        ? result.quotient.wrappingAdd(.one) : result.quotient
}
