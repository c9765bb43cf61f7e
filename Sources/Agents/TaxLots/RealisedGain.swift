import Primitives
import WideMath

/// The gain of one sale, lot by lot.
public struct RealisedGain: Hashable, Sendable {
    /// What the sale took from one lot.
    public struct Part: Hashable, Sendable {
        /// How much, in units of the asset.
        public let amount: TokenAmount
        /// Its share of the proceeds, and what it had cost.
        public let gain: Gain
        /// When the lot was bought, in seconds since 1970.
        public let acquiredAt: UInt64
        /// How long it was held, in seconds.
        public let heldFor: UInt64
    }

    /// The asset that was sold.
    public let asset: Address
    /// How much of it.
    public let amount: TokenAmount
    /// The whole gain; its sides are the sums of the parts' to the unit.
    public let gain: Gain
    /// The lots that were used, in the order of the method.
    public let parts: [Part]

    /// The gain on what was held for more than `threshold` seconds: long-term, as far as a law
    /// draws such a line.
    public func gain(heldLongerThan threshold: UInt64) -> Gain {
        sum { $0.heldFor > threshold }
    }

    /// The gain on the rest.
    public func gain(heldAtMost threshold: UInt64) -> Gain { sum { $0.heldFor <= threshold } }

    private func sum(_ isWanted: (Part) -> Bool) -> Gain {
        // The parts sum to the whole gain, which fits.
        parts.reduce(Gain()) { isWanted($1) ? $0.adding($1.gain) ?? $0 : $0 }
    }
}
