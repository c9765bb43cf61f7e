/// An amount of gas.
public struct Gas: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of units of gas.
    public let units: UInt64
    /// No gas.
    public static let zero = Gas(0)
    /// Makes an amount of gas.
    @inlinable @inline(__always)
    public init(_ units: UInt64) { self.units = units }
    /// The number of units in decimal digits.
    public var description: String { String(units) }
    /// Whether the left is the smaller.
    @inlinable @inline(__always)
    public static func < (left: Self, right: Self) -> Bool { left.units < right.units }
}
