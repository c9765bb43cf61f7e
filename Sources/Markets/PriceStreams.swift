import Primitives

/// The random streams of one price, each for what it alone decides.
///
/// Adding jumps or regimes to a price moves none of the draws of what it had before.
public struct PriceStreams: Hashable, Sendable {
    /// The Brownian noise: the price's own name, `price/WETH`.
    public var noise: RandomStream
    /// When jumps come: `price/WETH/jumps`.
    public var jumps: RandomStream
    /// How far they go: `price/WETH/sizes`.
    public var sizes: RandomStream
    /// When regimes change, and a peg breaks: `price/WETH/regimes`.
    public var regimes: RandomStream
    /// When a bar has its high and its low: `price/WETH/anchors`.
    public var anchors: RandomStream

    /// The streams of the price of that name.
    public init(seed: UInt64, name: String) {
        noise = RandomStream(seed: seed, name: name)
        jumps = RandomStream(seed: seed, name: "\(name)/jumps")
        sizes = RandomStream(seed: seed, name: "\(name)/sizes")
        regimes = RandomStream(seed: seed, name: "\(name)/regimes")
        anchors = RandomStream(seed: seed, name: "\(name)/anchors")
    }
}
