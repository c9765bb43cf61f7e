import Primitives

/// Why a purchase or a sale cannot be booked; nothing is changed then.
public enum TaxLotsError: Error, Hashable, Sendable {
    /// More was to be sold than is held.
    case exceedsHolding(asset: Address, amount: TokenAmount, held: TokenAmount)
    /// A purchase or sale of nothing.
    case zeroAmount(asset: Address)
    /// The quote token has no lots: it is what cost and proceeds are counted in.
    case isQuote(asset: Address)
    /// An entry is older than the one before it.
    case timeWentBack(last: UInt64, given: UInt64)
    /// A sum would need more than 256 bits.
    case overflow(asset: Address)
}
