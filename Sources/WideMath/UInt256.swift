/// An unsigned 256-bit integer, the machine word of Ethereum.
///
/// Four 64-bit limbs, least significant first. Nothing here throws or traps on overflow: each
/// operation that can overflow reports it by value, and `Primitives` turns that into a revert.
/// This module is the only place where wrapping operators are written.
public struct UInt256: Hashable, Sendable, BitwiseCopyable {
    /// Bits 0 to 63.
    public var limb0: UInt64
    /// Bits 64 to 127.
    public var limb1: UInt64
    /// Bits 128 to 191.
    public var limb2: UInt64
    /// Bits 192 to 255.
    public var limb3: UInt64

    /// Makes a value from its limbs, least significant first.
    @inlinable @inline(__always)
    public init(_ limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
        self.limb0 = limb0
        self.limb1 = limb1
        self.limb2 = limb2
        self.limb3 = limb3
    }

    /// Makes a value from 64 bits.
    @inlinable @inline(__always)
    public init(_ value: UInt64) { self.init(value, 0, 0, 0) }

    /// Makes a value from two 128-bit halves.
    @inlinable @inline(__always)
    public init(low: UInt128, high: UInt128 = 0) {
        self.init(
            UInt64(truncatingIfNeeded: low),
            UInt64(truncatingIfNeeded: low >> 64),
            UInt64(truncatingIfNeeded: high),
            UInt64(truncatingIfNeeded: high >> 64)
        )
    }

    /// Zero.
    public static let zero = UInt256(0)
    /// One.
    public static let one = UInt256(1)
    /// 2²⁵⁶ − 1.
    public static let max = UInt256(.max, .max, .max, .max)

    /// Bits 0 to 127.
    @inlinable @inline(__always)
    public var low: UInt128 { UInt128(limb1) << 64 | UInt128(limb0) }
    /// Bits 128 to 255.
    @inlinable @inline(__always)
    public var high: UInt128 { UInt128(limb3) << 64 | UInt128(limb2) }
    /// Whether every bit is zero.
    @inlinable @inline(__always)
    public var isZero: Bool { limb0 | limb1 | limb2 | limb3 == 0 }
    /// The value as 64 bits, or nothing if it needs more.
    @inlinable
    public var asUInt64: UInt64? { limb1 | limb2 | limb3 == 0 ? limb0 : nil }
    /// The value as a non-negative `Int`, or nothing if it needs more.
    @inlinable
    public var asInt: Int? { asUInt64.flatMap { Int(exactly: $0) } }

    /// How many bits the value needs: 0 for zero, 256 at most.
    public var bitWidth: Int {
        if limb3 != 0 { return 256 - limb3.leadingZeroBitCount }
        if limb2 != 0 { return 192 - limb2.leadingZeroBitCount }
        if limb1 != 0 { return 128 - limb1.leadingZeroBitCount }
        return 64 - limb0.leadingZeroBitCount
    }
}

extension UInt256: Comparable {
    /// Whether the left value is the smaller.
    @inlinable @inline(__always)
    public static func < (left: Self, right: Self) -> Bool {
        left.subtractingReportingOverflow(right).overflow
    }

    // The standard library's defaults for the rest are calls of generic functions.

    /// Whether the left value is the larger.
    @inlinable @inline(__always)
    public static func > (left: Self, right: Self) -> Bool { right < left }

    /// Whether the left value is the smaller or the same.
    @inlinable @inline(__always)
    public static func <= (left: Self, right: Self) -> Bool { !(right < left) }

    /// Whether the left value is the larger or the same.
    @inlinable @inline(__always)
    public static func >= (left: Self, right: Self) -> Bool { !(left < right) }
}

extension UInt256: ExpressibleByIntegerLiteral {
    /// Makes a value from a literal of at most 64 bits; a larger one does not compile to a value.
    @inlinable @inline(__always)
    public init(integerLiteral value: UInt64) { self.init(value) }
}

/// Which way a division rounds; every division in the project names one.
public enum Rounding: Sendable {
    /// Toward zero.
    case down
    /// Away from zero, whenever there is a remainder.
    case up
}
