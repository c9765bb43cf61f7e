import Primitives
import WideMath

/// One that bids in the vault's auctions and trades what it gets in the pools.
public struct BidderSettings: Sendable, Hashable {
    /// The least profit after gas that it acts for, in the vault's quote token.
    public var minProfit: TokenAmount

    /// Makes settings.
    public init(minProfit: TokenAmount = .zero) { self.minProfit = minProfit }
}
