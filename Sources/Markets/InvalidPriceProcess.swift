/// Why no price process can be made.
public enum InvalidPriceProcess: Error, Equatable, Sendable {
    /// The list of points is empty.
    case noPoints
    /// A price that is not a positive finite number.
    case badPrice(index: Int, price: Double)
    /// A bar whose prices are not positive and finite, or not between its low and its high.
    case badBar(index: Int)
    /// The points are zero seconds apart.
    case zeroInterval
    /// The points are further apart, or there are more of them, than a clock can count.
    case tooLong
    /// A drift that is not finite.
    case badDrift(Double)
    /// A volatility that is negative or not finite.
    case badVolatility(Double)
    /// There is no regime, or one that does not last for a positive finite time.
    case badRegime(index: Int)
    /// Jumps with a figure outside its bounds.
    case badJumps(JumpLaw)
    /// A peg with a figure outside its bounds.
    case badPeg(PegLaw)
}
