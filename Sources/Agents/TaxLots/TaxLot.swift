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

    /// The lot in two: an amount taken from it, at most all of it, with its share of the cost, and
    /// the rest.
    func divided(taking amount: UInt256) -> (taken: TaxLot, rest: TaxLot) {
        let part = Self.share(of: cost.raw, amount, of: self.amount.raw)
        let taken = TaxLot(
            amount: TokenAmount(amount),
            cost: TokenAmount(part),
            acquiredAt: acquiredAt
        )
        // Neither part is more than the whole.
        let rest = TaxLot(
            amount: TokenAmount(self.amount.raw.wrappingSubtract(amount)),
            cost: TokenAmount(cost.raw.wrappingSubtract(part)),
            acquiredAt: acquiredAt
        )
        return (taken, rest)
    }

    /// The share of a sum that belongs to `part` of `whole`, rounded down; all of it for the whole.
    static func share(of sum: UInt256, _ part: UInt256, of whole: UInt256) -> UInt256 {
        // At most the sum, since the part is at most the whole and the whole is not zero.
        sum.multiplied(by: part, dividedBy: whole, rounding: .down) ?? sum
    }
}
