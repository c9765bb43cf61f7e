import Primitives
import WideMath

/// One that trades pools back to the outside price, each from a wallet of its own.
public struct ArbitrageurSettings: Sendable, Hashable {
    /// The pools' names.
    public var pools: [String]
    /// The least profit after gas that it acts for, in the pools' quote token.
    public var minProfit: TokenAmount

    /// Makes settings.
    public init(pools: [String], minProfit: TokenAmount = .zero) {
        self.pools = pools
        self.minProfit = minProfit
    }
}
