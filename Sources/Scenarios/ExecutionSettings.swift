import Primitives

/// How the vault carries out a rebalance.
public struct ExecutionSettings: Sendable, Hashable {
    /// What decides how much a slice trades.
    public enum Pace: String, Sendable, Hashable, CaseIterable {
        /// An equal part of the way for every asset.
        case even
        /// As much as the asset's own maximum trade size admits, until it is where it should be.
        case tradeMax = "trade_max"
    }

    /// How many slices; one trades at once.
    public var slices: UInt64
    /// The time from one slice to the next, in seconds.
    public var every: UInt64
    /// The time after which what is unfinished is given up, in seconds.
    public var giveUp: UInt64
    /// How much a slice trades.
    public var pace = Pace.even
    /// Sells and buys by Dutch auction instead; nothing where keepers trade.
    public var auction: AuctionSettings?

    /// Makes settings; what is left out has the format's default.
    public init(slices: UInt64 = 1, every: UInt64 = 60, giveUp: UInt64 = 3_600) {
        self.slices = slices
        self.every = every
        self.giveUp = giveUp
    }
}
