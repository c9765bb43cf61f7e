import BigInt

/// How near to the bounds a hostile keeper came, as parts of them, and in which market.
struct KeeperExtremes: Sendable {
    /// The largest part, and the seed of its market.
    struct Extreme: Sendable, CustomStringConvertible {
        private(set) var part = 0.0
        private(set) var seed: UInt64 = 0

        mutating func note(_ part: Double, _ seed: UInt64) {
            if part > self.part { (self.part, self.seed) = (part, seed) }
        }

        mutating func merge(_ other: Extreme) { note(other.part, other.seed) }

        var description: String { "\(part) (market \(seed))" }
    }

    /// The loss of a rebalance at oracle prices ÷ limit.
    private(set) var rebalance = Extreme()
    /// The loss of a day at oracle prices ÷ budget.
    private(set) var day = Extreme()
    /// The loss of a rebalance at outside prices ÷ (limit + error × moved).
    private(set) var rebalanceOutside = Extreme()
    /// The loss of a day at outside prices ÷ (budget + error × moved).
    private(set) var dayOutside = Extreme()

    /// Notes the losses of a rebalance or of a day, and what they may be.
    mutating func note(
        isDay: Bool,
        _ loss: BigUInt,
        of most: BigUInt,
        outside: BigUInt,
        of allowed: BigUInt,
        _ seed: UInt64
    ) {
        func part(_ a: BigUInt, _ b: BigUInt) -> Double {
            // A limit of nothing leaves nothing to come near to.
            b == 0 ? 0 : Double(a) / Double(b)
        }
        if isDay {
            day.note(part(loss, most), seed)
            dayOutside.note(part(outside, allowed), seed)
        } else {
            rebalance.note(part(loss, most), seed)
            rebalanceOutside.note(part(outside, allowed), seed)
        }
    }

    mutating func merge(_ other: KeeperExtremes) {
        rebalance.merge(other.rebalance)
        day.merge(other.day)
        rebalanceOutside.merge(other.rebalanceOutside)
        dayOutside.merge(other.dayOutside)
    }
}
