import WideMath

/// An unsigned amount with a unit: amounts of different units do not mix.
public protocol Quantity: Word, Comparable, CustomStringConvertible {
    /// The amount in the unit's smallest part.
    var raw: UInt256 { get }
    /// Makes an amount from the unit's smallest part.
    init(_ raw: UInt256)
}

extension Quantity {
    /// Nothing at all.
    @inlinable @inline(__always)
    public static var zero: Self { Self(.zero) }
    /// The amount that a word holds.
    @inlinable @inline(__always)
    public init(word: UInt256) { self.init(word) }
    /// The amount as a word.
    @inlinable @inline(__always)
    public var word: UInt256 { raw }
    /// Whether there is nothing.
    @inlinable @inline(__always)
    public var isZero: Bool { raw.isZero }
    /// The amount in decimal digits.
    public var description: String { raw.description }

    /// Whether the left amount is the smaller.
    @inlinable @inline(__always)
    public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
    /// The sum; reverts with panic 0x11 on overflow.
    @inlinable @inline(__always)
    public static func + (left: Self, right: Self) throws(Fault) -> Self {
        Self(try left.raw + right.raw)
    }
    /// The difference; reverts with panic 0x11 below zero.
    @inlinable @inline(__always)
    public static func - (left: Self, right: Self) throws(Fault) -> Self {
        Self(try left.raw - right.raw)
    }
    /// `self · numerator ÷ denominator` through a 512-bit product.
    public func scaled(
        by numerator: UInt256,
        over denominator: UInt256,
        rounding: Rounding
    ) throws(Fault) -> Self {
        Self(try mulDiv(raw, numerator, denominator, rounding: rounding))
    }
}

/// An amount of an ERC-20 token, in its smallest unit.
public struct TokenAmount: Quantity, BitwiseCopyable {
    /// The amount in the token's smallest unit.
    public let raw: UInt256
    /// Makes an amount from the token's smallest unit.
    @inlinable @inline(__always)
    public init(_ raw: UInt256) { self.raw = raw }
}

/// An amount of ether, in wei.
public struct Wei: Quantity, BitwiseCopyable {
    /// The amount in wei.
    public let raw: UInt256
    /// Makes an amount from wei.
    @inlinable @inline(__always)
    public init(_ raw: UInt256) { self.raw = raw }
}

/// Hundredths of a per cent; 10,000 are the whole.
public struct BasisPoints: Hashable, Comparable, Sendable {
    /// The number of basis points.
    public let count: UInt64
    /// 10,000 basis points.
    public static let whole = BasisPoints(10_000)
    /// Makes a number of basis points.
    public init(_ count: UInt64) { self.count = count }
    /// Whether the left is the smaller.
    public static func < (left: Self, right: Self) -> Bool { left.count < right.count }
}

extension BasisPoints: Word {
    /// The lowest 64 bits of a word.
    public init(word: UInt256) { count = word.limb0 }
    /// The count as a word.
    public var word: UInt256 { UInt256(count) }
}
