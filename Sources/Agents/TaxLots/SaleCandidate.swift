import Primitives
import WideMath

/// A sale that a strategy considers.
public struct SaleCandidate: Hashable, Sendable {
    /// What would be sold.
    public let asset: Address
    /// How much of it.
    public let amount: TokenAmount
    /// Quote units for raw units of the asset: `numerator` for `denominator`.
    public let price: RawPrice

    /// Makes a candidate.
    public init(asset: Address, amount: TokenAmount, price: RawPrice) {
        self.asset = asset
        self.amount = amount
        self.price = price
    }

    /// What the sale would bring in quote units, rounded down; nothing above 256 bits.
    public var proceeds: TokenAmount? {
        amount.raw
            .multiplied(by: price.numerator, dividedBy: price.denominator, rounding: .down)
            .map { TokenAmount($0) }
    }
}
