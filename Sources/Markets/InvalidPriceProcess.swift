/// Why no price process can be made.
public enum InvalidPriceProcess: Error, Equatable, Sendable {
    /// The list of points is empty.
    case noPoints
    /// A price that is not a positive finite number.
    case badPrice(index: Int, price: Double)
    /// The points are zero seconds apart.
    case zeroInterval
    /// A drift that is not finite.
    case badDrift(Double)
    /// A volatility that is negative or not finite.
    case badVolatility(Double)
}
