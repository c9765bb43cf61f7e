import Contracts
import Execution
import Primitives
import WideMath

/// A vault as keepers know it.
public struct VaultInfo: Hashable, Sendable {
    /// An asset beside the quote token, with the pool and the oracle it is rebalanced by.
    public struct Holding: Hashable, Sendable {
        /// The token.
        public let token: TokenInfo
        /// Where it is traded against the quote token.
        public let pool: PoolInfo
        /// Its oracle.
        public let feed: Address

        /// Makes a holding.
        public init(token: TokenInfo, pool: PoolInfo, feed: Address) {
            self.token = token
            self.pool = pool
            self.feed = feed
        }
    }

    /// The vault's contract.
    public let address: Address
    /// Its quote token.
    public let quote: TokenInfo
    /// Its other assets.
    public let holdings: [Holding]
    /// Ten to the offset of its shares.
    public let virtualShares: UInt256
    /// Every pool that it may trade with.
    public let venues: [PoolInfo]

    /// Makes a description.
    public init(
        address: Address,
        quote: TokenInfo,
        holdings: [Holding],
        virtualShares: UInt256,
        venues: [PoolInfo]
    ) {
        self.address = address
        self.quote = quote
        self.holdings = holdings
        self.virtualShares = virtualShares
        self.venues = venues
    }
}
