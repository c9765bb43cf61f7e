import WideMath

/// A whole number of either sign, exactly.
public struct SignedWhole: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Its size.
    public let magnitude: UInt256
    /// Whether it is below zero.
    public let isNegative: Bool

    /// Makes a number; zero has no sign.
    public init(_ magnitude: UInt256, isNegative: Bool = false) {
        self.magnitude = magnitude
        self.isNegative = isNegative && !magnitude.isZero
    }

    /// Reads decimal digits with an optional sign.
    public init?(_ text: String) {
        let isNegative = text.first == "-"
        let digits = isNegative ? String(text.dropFirst()) : text
        guard let magnitude = UInt256(decimal: digits) else { return nil }
        self.init(magnitude, isNegative: isNegative)
    }

    /// Compares by sign, then by size.
    public static func < (left: SignedWhole, right: SignedWhole) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative
            ? right.magnitude < left.magnitude : left.magnitude < right.magnitude
    }

    /// Decimal digits, with a sign below zero.
    public var description: String { (isNegative ? "-" : "") + magnitude.description }

    /// The nearest number in floating point, for reports.
    public var asDouble: Double { isNegative ? -magnitude.asDouble : magnitude.asDouble }
}
