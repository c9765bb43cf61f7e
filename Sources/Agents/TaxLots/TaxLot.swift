import Primitives
import WideMath

/// What one purchase left: an amount of an asset, what it cost and since when it is held.
public struct TaxLot: Hashable, Sendable {
    /// What is left of the purchase, in units of the asset.
    public let amount: TokenAmount
    /// What that cost, in quote units.
    public let cost: TokenAmount
    /// When it was bought, in seconds since 1970.
    public let acquiredAt: UInt64

    /// Makes a lot.
    public init(amount: TokenAmount, cost: TokenAmount, acquiredAt: UInt64) {
        self.amount = amount
        self.cost = cost
        self.acquiredAt = acquiredAt
    }

    /// Whether a unit of this lot cost more than a unit of the other, exactly.
    func costsMore(than other: TaxLot) -> Bool {
        UInt512(product: cost.raw, other.amount.raw) > UInt512(product: other.cost.raw, amount.raw)
    }
}
