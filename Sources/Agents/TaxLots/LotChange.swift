import Primitives

/// What changes a portfolio's lots.
public enum LotChange: Hashable, Sendable {
    /// One token went for another.
    case trade(LotTrade)
    /// An amount came for nothing: a lot of zero cost.
    case gift(asset: Address, amount: TokenAmount)
    /// A part of everything left without a sale: a slice of every lot.
    case slice(asset: Address, amount: TokenAmount)
}
