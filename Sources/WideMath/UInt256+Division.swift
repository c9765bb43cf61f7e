extension UInt256 {
    /// Quotient and remainder, rounding toward zero; nothing if the divisor is zero.
    public func quotientAndRemainder(
        dividingBy divisor: Self
    ) -> (quotient: Self, remainder: Self)? {
        if divisor.high == 0 {
            if divisor.limb1 != 0 {
                let result = TwoLimbDivisor(divisor.low).divide(high: 0, low: self)
                return (result.quotient, Self(low: result.remainder))
            }
            if divisor.limb0 == 0 { return nil }
            if let dividend = asUInt64 {
                let result = dividend.quotientAndRemainder(dividingBy: divisor.limb0)
                return (Self(result.quotient), Self(result.remainder))
            }
            let result = OneLimbDivisor(divisor.limb0).divide(high: 0, low: self)
            return (result.quotient, Self(result.remainder))
        }
        if self < divisor { return (.zero, self) }
        return Self.divide(high: .zero, low: self, by: divisor)
    }

    /// `self · factor ÷ divisor` through a 512-bit product.
    ///
    /// Nothing if the divisor is zero or the result needs more than 256 bits.
    public func multiplied(by factor: Self, dividedBy divisor: Self, rounding: Rounding) -> Self? {
        if divisor.isZero { return nil }
        let product = multipliedFullWidth(by: factor)
        let quotient: Self
        let remainder: Self
        if product.high.isZero {
            guard let result = product.low.quotientAndRemainder(dividingBy: divisor) else {
                return nil
            }
            (quotient, remainder) = result
        } else {
            guard product.high < divisor else { return nil }
            (quotient, remainder) = Self.divide(
                high: product.high,
                low: product.low,
                by: divisor
            )
        }
        if rounding == .down || remainder.isZero { return quotient }
        let rounded = quotient.addingReportingOverflow(.one)
        return rounded.overflow ? nil : rounded.partialValue
    }

    /// The largest integer whose square is at most this value.
    ///
    /// Newton's iteration from above; it decreases until it is right, so it ends after at most
    /// about 10 steps from a start within a factor of √2.
    public var squareRoot: Self {
        if self < 2 { return self }
        var root = Self.one << ((bitWidth + 1) / 2)
        while true {
            guard let quotient = quotientAndRemainder(dividingBy: root)?.quotient else {
                return root
            }
            // root ≤ 2¹²⁸ and quotient < 2²⁵⁵ for every value that gets here: no overflow.
            let next = root.wrappingAdd(quotient) >> 1
            if next >= root { return root }
            root = next
        }
    }

    /// Divides 512 bits by a divisor that is not zero and is larger than `high`.
    private static func divide(
        high: Self,
        low: Self,
        by divisor: Self
    ) -> (quotient: Self, remainder: Self) {
        if divisor.limb2 | divisor.limb3 != 0 {
            return knuth(high: high, low: low, divisor: divisor)
        }
        if divisor.limb1 == 0 {
            let result = OneLimbDivisor(divisor.limb0).divide(high: high.limb0, low: low)
            return (result.quotient, Self(result.remainder))
        }
        let result = TwoLimbDivisor(divisor.low).divide(high: high.low, low: low)
        return (result.quotient, Self(low: result.remainder))
    }

    /// Divides 512 bits by a divisor of at least three limbs that is larger than `high`.
    ///
    /// Knuth, The Art of Computer Programming, volume 2, section 4.3.1, algorithm D, with 64-bit
    /// digits. The wrapping operators work on digits modulo 2⁶⁴ as the algorithm states.
    private static func knuth(
        high: Self,
        low: Self,
        divisor: Self
    ) -> (quotient: Self, remainder: Self) {
        let count = (divisor.bitWidth + 63) / 64
        let shift = count * 64 - divisor.bitWidth
        let v = divisor << shift
        let vTop = v.limb(count - 1)
        let vNext = v.limb(count - 2)
        var u = Dividend(high: high, low: low, shift: shift)
        var quotient = Self.zero
        var position = 4
        while position >= 0 {
            // Below 2²⁵⁶ the quotient has at most four digits, so the digits above stay zero.
            if position + count <= 8 {
                let digit = u.reduce(at: position, by: v, count, vTop, vNext)
                if position < 4 { quotient.setLimb(position, digit) }
            }
            position -= 1
        }
        return (quotient, u.remainder(count: count) >> shift)
    }

    @inline(__always)
    fileprivate func limb(_ index: Int) -> UInt64 {
        switch index {
        case 0: limb0
        case 1: limb1
        case 2: limb2
        default: limb3
        }
    }

    @inline(__always)
    fileprivate mutating func setLimb(_ index: Int, _ value: UInt64) {
        switch index {
        case 0: limb0 = value
        case 1: limb1 = value
        case 2: limb2 = value
        default: limb3 = value
        }
    }
}

/// The running dividend of algorithm D: nine digits, normalised.
private struct Dividend {
    var digits: InlineArray<9, UInt64>

    init(high: UInt256, low: UInt256, shift: Int) {
        digits = InlineArray(repeating: 0)
        let carry = shift == 0 ? UInt256.zero : low >> (256 - shift)
        let shiftedLow = low << shift
        let shiftedHigh = (high << shift) | carry
        for index in 0..<4 {
            digits[index] = shiftedLow.limb(index)
            digits[index + 4] = shiftedHigh.limb(index)
        }
        digits[8] = shift == 0 ? 0 : (high >> (256 - shift)).limb0
    }

    /// Estimates one quotient digit, subtracts it times the divisor, and corrects it (D3 to D6).
    mutating func reduce(
        at j: Int,
        by v: UInt256,
        _ n: Int,
        _ vTop: UInt64,
        _ vNext: UInt64
    ) -> UInt64 {
        let top = digits[j + n]
        let next = digits[j + n - 1]
        var estimate: UInt64
        var rest: UInt64
        var restOverflow = false
        if top >= vTop {
            estimate = .max
            let sum = next.addingReportingOverflow(vTop)
            (rest, restOverflow) = (sum.partialValue, sum.overflow)
            if top > vTop { restOverflow = true }
        } else {
            (estimate, rest) = vTop.dividingFullWidth((top, next))
        }
        let below = digits[j + n - 2]
        while !restOverflow {
            let product = estimate.multipliedFullWidth(by: vNext)
            guard product.high > rest || (product.high == rest && product.low > below) else {
                break
            }
            estimate &-= 1
            let sum = rest.addingReportingOverflow(vTop)
            (rest, restOverflow) = (sum.partialValue, sum.overflow)
        }
        var borrow: UInt64 = 0
        for index in 0..<n {
            let product = UInt128(estimate) &* UInt128(v.limb(index)) &+ UInt128(borrow)
            let low = UInt64(truncatingIfNeeded: product)
            let difference = digits[j + index].subtractingReportingOverflow(low)
            digits[j + index] = difference.partialValue
            borrow = UInt64(truncatingIfNeeded: product >> 64) &+ (difference.overflow ? 1 : 0)
        }
        let last = digits[j + n].subtractingReportingOverflow(borrow)
        digits[j + n] = last.partialValue
        guard last.overflow else { return estimate }
        var carry: UInt64 = 0
        for index in 0..<n {
            let sum = UInt128(digits[j + index]) &+ UInt128(v.limb(index)) &+ UInt128(carry)
            digits[j + index] = UInt64(truncatingIfNeeded: sum)
            carry = UInt64(truncatingIfNeeded: sum >> 64)
        }
        digits[j + n] = digits[j + n] &+ carry
        return estimate &- 1
    }

    func remainder(count: Int) -> UInt256 {
        var result = UInt256.zero
        for index in 0..<count { result.setLimb(index, digits[index]) }
        return result
    }
}
