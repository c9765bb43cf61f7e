extension UInt256 {
    /// The sum modulo 2²⁵⁶ and whether it needed more bits.
    @inlinable @inline(__always)
    public func addingReportingOverflow(_ other: Self) -> (partialValue: Self, overflow: Bool) {
        let low = self.low.addingReportingOverflow(other.low)
        let high = self.high.addingReportingOverflow(other.high)
        let carried = high.partialValue.addingReportingOverflow(low.overflow ? 1 : 0)
        return (
            Self(low: low.partialValue, high: carried.partialValue),
            high.overflow || carried.overflow
        )
    }

    /// The difference modulo 2²⁵⁶ and whether it was negative.
    @inlinable @inline(__always)
    public func subtractingReportingOverflow(
        _ other: Self
    ) -> (partialValue: Self, overflow: Bool) {
        let low = self.low.subtractingReportingOverflow(other.low)
        let high = self.high.subtractingReportingOverflow(other.high)
        let borrowed = high.partialValue.subtractingReportingOverflow(low.overflow ? 1 : 0)
        return (
            Self(low: low.partialValue, high: borrowed.partialValue),
            high.overflow || borrowed.overflow
        )
    }

    /// The product modulo 2²⁵⁶ and whether it needed more bits.
    @inlinable @inline(__always)
    public func multipliedReportingOverflow(
        by other: Self
    ) -> (partialValue: Self, overflow: Bool) {
        // Two values below 2¹²⁸ are the common case: four products and no overflow.
        if limb2 | limb3 | other.limb2 | other.limb3 == 0 {
            return (productOfLowHalves(other), false)
        }
        return wideProduct(by: other)
    }

    /// The product of the lower halves.
    ///
    /// Each sum below is at most (2⁶⁴−1)² + 2·(2⁶⁴−1) = 2¹²⁸ − 1.
    @inlinable @inline(__always)
    func productOfLowHalves(_ other: Self) -> Self {
        let (x0, x1) = (UInt128(limb0), UInt128(limb1))
        let (y0, y1) = (UInt128(other.limb0), UInt128(other.limb1))
        let p0 = x0 &* y0
        let p1 = x0 &* y1 &+ (p0 >> 64)
        let p2 = x1 &* y0 &+ UInt128(UInt64(truncatingIfNeeded: p1))
        let p3 = x1 &* y1 &+ (p1 >> 64) &+ (p2 >> 64)
        return Self(
            low: p2 << 64 | UInt128(UInt64(truncatingIfNeeded: p0)),
            high: p3
        )
    }

    /// The product of any two values; a factor of one limb takes one row.
    @usableFromInline
    func wideProduct(by other: Self) -> (partialValue: Self, overflow: Bool) {
        if other.limb1 | other.limb2 | other.limb3 == 0 {
            let (r0, r1, r2, r3, r4) = Self.row(other.limb0, self, 0, 0, 0, 0)
            return (Self(r0, r1, r2, r3), r4 != 0)
        }
        let product = multipliedFullWidth(by: other)
        return (product.low, !product.high.isZero)
    }

    /// The sum modulo 2²⁵⁶, for quantities that are meant to wrap (cumulative prices).
    @inlinable @inline(__always)
    public func wrappingAdd(_ other: Self) -> Self { addingReportingOverflow(other).partialValue }

    /// The difference modulo 2²⁵⁶, for differences of quantities that are meant to wrap.
    @inlinable @inline(__always)
    public func wrappingSubtract(_ other: Self) -> Self {
        subtractingReportingOverflow(other).partialValue
    }

    /// The product modulo 2²⁵⁶, for quantities that are meant to wrap.
    @inlinable @inline(__always)
    public func wrappingMultiply(_ other: Self) -> Self {
        multipliedReportingOverflow(by: other).partialValue
    }

    /// The 512-bit product, as two 256-bit halves.
    public func multipliedFullWidth(by other: Self) -> (high: Self, low: Self) {
        if limb2 | limb3 | other.limb2 | other.limb3 == 0 {
            return (.zero, productOfLowHalves(other))
        }
        var r0: UInt64 = 0
        var r1: UInt64 = 0
        var r2: UInt64 = 0
        var r3: UInt64 = 0
        var r4: UInt64 = 0
        var r5: UInt64 = 0
        var r6: UInt64 = 0
        var r7: UInt64 = 0
        (r0, r1, r2, r3, r4) = Self.row(limb0, other, 0, 0, 0, 0)
        (r1, r2, r3, r4, r5) = Self.row(limb1, other, r1, r2, r3, r4)
        (r2, r3, r4, r5, r6) = Self.row(limb2, other, r2, r3, r4, r5)
        (r3, r4, r5, r6, r7) = Self.row(limb3, other, r3, r4, r5, r6)
        return (Self(r4, r5, r6, r7), Self(r0, r1, r2, r3))
    }

    /// One row of the schoolbook product, `x · y + a`.
    ///
    /// `x · yᵢ + aᵢ + carry` is at most (2⁶⁴−1)² + 2·(2⁶⁴−1) = 2¹²⁸ − 1, so the wrapping additions
    /// on 128 bits never wrap.
    @inline(__always)
    private static func row(
        _ x: UInt64,
        _ y: Self,
        _ a0: UInt64,
        _ a1: UInt64,
        _ a2: UInt64,
        _ a3: UInt64
    ) -> (UInt64, UInt64, UInt64, UInt64, UInt64) {
        let wide = UInt128(x)
        let p0 = wide &* UInt128(y.limb0) &+ UInt128(a0)
        let p1 = wide &* UInt128(y.limb1) &+ UInt128(a1) &+ (p0 >> 64)
        let p2 = wide &* UInt128(y.limb2) &+ UInt128(a2) &+ (p1 >> 64)
        let p3 = wide &* UInt128(y.limb3) &+ UInt128(a3) &+ (p2 >> 64)
        return (
            UInt64(truncatingIfNeeded: p0), UInt64(truncatingIfNeeded: p1),
            UInt64(truncatingIfNeeded: p2), UInt64(truncatingIfNeeded: p3),
            UInt64(truncatingIfNeeded: p3 >> 64)
        )
    }
}

extension UInt256 {
    /// Bitwise and.
    @inlinable @inline(__always)
    public static func & (left: Self, right: Self) -> Self {
        Self(low: left.low & right.low, high: left.high & right.high)
    }

    /// Bitwise or.
    @inlinable @inline(__always)
    public static func | (left: Self, right: Self) -> Self {
        Self(low: left.low | right.low, high: left.high | right.high)
    }

    /// Bitwise exclusive or.
    @inlinable @inline(__always)
    public static func ^ (left: Self, right: Self) -> Self {
        Self(low: left.low ^ right.low, high: left.high ^ right.high)
    }

    /// Bitwise complement.
    @inlinable @inline(__always)
    public static prefix func ~ (value: Self) -> Self { Self(low: ~value.low, high: ~value.high) }

    /// Shifts left, dropping what leaves the word; 256 and more give zero.
    @inlinable @inline(__always)
    public static func << (value: Self, count: Int) -> Self {
        if count <= 0 { return value }
        if count >= 256 { return .zero }
        // From here on every shift of a half is by 0 to 127: a masking shift is exact.
        if count >= 128 { return Self(low: 0, high: value.low &<< UInt128(count - 128)) }
        return Self(
            low: value.low &<< UInt128(count),
            high: value.high &<< UInt128(count) | value.low &>> UInt128(128 - count)
        )
    }

    /// Shifts right, dropping what leaves the word; 256 and more give zero.
    @inlinable @inline(__always)
    public static func >> (value: Self, count: Int) -> Self {
        if count <= 0 { return value }
        if count >= 256 { return .zero }
        // As above.
        if count >= 128 { return Self(low: value.high &>> UInt128(count - 128)) }
        return Self(
            low: value.low &>> UInt128(count) | value.high &<< UInt128(128 - count),
            high: value.high &>> UInt128(count)
        )
    }
}
