import WideMath

/// A price as a ratio of raw units: `numerator` of token 0 for `denominator` of token 1.
public struct RawPrice: Hashable, Sendable {
    /// Raw units of token 0.
    public let numerator: UInt256
    /// Raw units of token 1 that they are worth.
    public let denominator: UInt256

    /// Makes a price; nothing if either side is zero.
    ///
    /// Sides above 2¹²⁸ are scaled down together, which changes the price by at most one part in
    /// the smaller side: nothing at all for sides that fit.
    public init?(numerator: UInt256, denominator: UInt256) {
        let excess = max(0, max(numerator.bitWidth, denominator.bitWidth) - 128)
        self.numerator = numerator >> excess
        self.denominator = denominator >> excess
        if self.numerator.isZero || self.denominator.isZero { return nil }
    }

    private init(inverseOf price: RawPrice) {
        numerator = price.denominator
        denominator = price.numerator
    }

    /// The price of token 0 in raw units of token 1.
    public var inverse: RawPrice { RawPrice(inverseOf: self) }
}
