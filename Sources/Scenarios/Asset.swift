/// A token and the price that the outside world pays for it.
public struct Asset: Sendable, Hashable {
    /// The token's symbol.
    public var name: String
    /// How many decimal places its smallest unit has: 0 to 18.
    public var decimals: Int
    /// What the outside world pays for it, in US dollars a whole token.
    public var price: PricePath

    /// Makes an asset.
    public init(name: String, decimals: Int, price: PricePath) {
        self.name = name
        self.decimals = decimals
        self.price = price
    }
}

/// The price of an asset through a run, in US dollars a whole token; positive and finite.
public enum PricePath: Sendable, Hashable {
    /// The same price throughout.
    case constant(Double)
    /// Prices on a clock, with a random bridge from each to the next.
    case replay(PriceReplay)
    /// Typed-in bars, with a random path through the four prices of each.
    case bars(BarReplay)
    /// The same with the bars of a file.
    case file(FileReplay)
    /// A geometric Brownian motion, with jumps and regimes if it has them.
    case gbm(GeometricPrice)
    /// A price that holds to a peg.
    case peg(PeggedPrice)

    /// The price when the run begins; nothing while it stands in a file that is not read.
    public var start: Double? {
        switch self {
        case .constant(let price): price
        case .replay(let replay): replay.points.first
        case .bars(let replay): replay.bars.first?.open
        case .file(let file): file.content?.bars.first?.open
        case .gbm(let price): price.start
        case .peg(let price): price.peg
        }
    }
}

/// Prices on a clock; between two of them a log-Brownian bridge from the seed.
public struct PriceReplay: Sendable, Hashable {
    /// The prices in US dollars, the first at the start of the run; at least two, and enough to
    /// reach its end.
    public var points: [Double]
    /// The time from one point to the next, in seconds.
    public var every: UInt64
    /// The volatility of the bridge as a fraction a square-root year, so that 0.8 is 80 %; zero
    /// draws straight lines in the logarithm.
    public var volatility: Double

    /// Makes a replay.
    public init(points: [Double], every: UInt64, volatility: Double = 0) {
        self.points = points
        self.every = every
        self.volatility = volatility
    }
}
