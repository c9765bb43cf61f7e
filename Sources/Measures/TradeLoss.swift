import Agents
import Primitives
import Simulation
import WideMath

/// What one trade of a rebalance fell short of, and why: the loss waterfall.
///
/// With a the amount sold and V the value of a in the token bought, each rounded down to its unit:
///
///     V0  at the outside price when the rebalance was decided (arrival)
///     V1  at the outside price of the trade's block
///     V2  at the price of the pools just before the trade, without the attackers
///     V3  at that price after the pools' fees
///     V4  what the trade gives without the attackers
///     V5  what it gave
///
/// timing = V0 − V1, basis = V1 − V2, fee = V2 − V3, impact = V3 − V4, MEV = V4 − V5: they sum to
/// the shortfall V0 − V5, to the unit. A bid has no pool: V2 to V4 are what it gives without the
/// attackers, and its basis is what the auction's price is off the market's.
public struct TradeLoss: Hashable, Sendable {
    /// The five terms, in units of one token.
    public struct Terms: Hashable, Sendable {
        /// What waiting cost.
        public var timing = SignedAmount()
        /// What the pools were off the market.
        public var basis = SignedAmount()
        /// The pools' fees.
        public var fee = SignedAmount()
        /// What the trade's own size cost.
        public var impact = SignedAmount()
        /// What attackers cost.
        public var mev = SignedAmount()

        /// The sum of all five.
        public var total: SignedAmount {
            var sum = timing
            for term in [basis, fee, impact, mev] { sum.add(term) }
            return sum
        }

        /// No loss at all.
        public init() {}

        /// The differences of six values.
        init(_ values: [UInt256]) {
            timing = SignedAmount(values[0], less: values[1])
            basis = SignedAmount(values[1], less: values[2])
            fee = SignedAmount(values[2], less: values[3])
            impact = SignedAmount(values[3], less: values[4])
            mev = SignedAmount(values[4], less: values[5])
        }

        mutating func add(_ other: Terms) {
            timing.add(other.timing)
            basis.add(other.basis)
            fee.add(other.fee)
            impact.add(other.impact)
            mev.add(other.mev)
        }
    }

    /// One attacker's share.
    public struct Share: Hashable, Sendable {
        /// The attacker's name.
        public let attacker: String
        /// What it cost alone, in units of the token bought.
        ///
        /// What the trade would have given without this one, less what it gave; nothing where there
        /// is no such trade.
        public let loss: SignedAmount?
    }

    /// The block.
    public let block: UInt64
    /// The place of its transaction in the block.
    public let place: Int
    /// The trade.
    public let trade: VaultTrade
    /// Timing, in units of the token bought.
    public let timing: SignedAmount
    /// The whole shortfall, in units of the token bought.
    public let shortfall: SignedAmount
    /// The five terms in units of the token bought; nothing where the trade cannot be compared.
    public let terms: Terms?
    /// The same terms in quote units at the arrival's prices.
    public let termsInQuote: Terms?
    /// The timing in quote units.
    public let timingInQuote: SignedAmount
    /// The shortfall in quote units.
    public let shortfallInQuote: SignedAmount
    /// Why there are no terms.
    public let missing: String?
    /// What each of several attackers cost alone.
    public let shares: [Share]

    /// The part of the MEV term that no attacker alone accounts for: MEV less all shares; nothing
    /// where a share is missing.
    public var residual: SignedAmount? {
        guard var rest = terms?.mev else { return nil }
        for share in shares {
            guard let loss = share.loss else { return nil }
            rest.subtract(loss)
        }
        return rest
    }
}
