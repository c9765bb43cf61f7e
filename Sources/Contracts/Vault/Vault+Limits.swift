import Primitives
import WideMath

extension Vault {
    /// What the guards allow, in one word; what is zero and may be left out is not checked.
    public struct Limits: Word {
        /// The most a trade, a sale or a bid may lose against the oracles.
        public var slippage = BasisPoints(100)
        /// How far a pool's price may be from the oracles; zero for any distance.
        public var poolDeviation = BasisPoints(0)
        /// The most of a pool's price that a trade may move, before fees; zero for any.
        public var impact = BasisPoints(0)
        /// The part of NAV that one rebalance may sell; zero for any.
        public var turnover = BasisPoints(0)
        /// The part of NAV that may be sold within 24 hours; zero for any.
        public var dailyTurnover = BasisPoints(0)
        /// The part of NAV that one rebalance may lose at oracle prices.
        public var loss = BasisPoints(100)
        /// The part of NAV that trading may lose within `lossDays`; zero for any.
        public var lossBudget = BasisPoints(0)
        /// The fall of the share price within a day that trips the breaker; zero for none.
        public var breakerDrop = BasisPoints(0)
        /// How much an auction's goals rise to use up leftover quote tokens; zero for not at all.
        public var raise = BasisPoints(0)
        /// The days of the loss budget.
        public var lossDays: UInt64 = 1
        /// Whether anybody may act as a keeper.
        public var keepersOpen = false
        /// Whether a deposit worth no share is taken all the same.
        public var zeroSharesAllowed = false
        /// The time between two rebalances, in seconds, below 2³².
        public var cooldown: UInt64 = 0
        /// The base fee above which nothing is traded, in wei; zero for any.
        public var baseFeeMax: UInt64 = 0

        /// Limits that allow a hundredth of slippage and of loss.
        public init() {}

        /// Unpacks a word.
        public init(word: UInt256) {
            slippage = Self.part(word.limb0, 0)
            poolDeviation = Self.part(word.limb0, 1)
            impact = Self.part(word.limb0, 2)
            turnover = Self.part(word.limb0, 3)
            dailyTurnover = Self.part(word.limb1, 0)
            loss = Self.part(word.limb1, 1)
            lossBudget = Self.part(word.limb1, 2)
            breakerDrop = Self.part(word.limb1, 3)
            raise = Self.part(word.limb2, 0)
            lossDays = word.limb2 >> 16 & 0xff
            keepersOpen = word.limb2 >> 24 & 1 == 1
            zeroSharesAllowed = word.limb2 >> 25 & 1 == 1
            cooldown = word.limb2 >> 32
            baseFeeMax = word.limb3
        }

        /// The packed word; a cool-down from 2³² seconds on counts as the longest.
        public var word: UInt256 {
            let flags: UInt64 = (keepersOpen ? 1 : 0) | (zeroSharesAllowed ? 2 : 0)
            return UInt256(
                Self.pack(slippage, poolDeviation, impact, turnover),
                Self.pack(dailyTurnover, loss, lossBudget, breakerDrop),
                raise.count & 0xffff | (lossDays & 0xff) << 16 | flags << 24
                    | min(cooldown, 0xffff_ffff) << 32,
                baseFeeMax
            )
        }

        /// Whether every part of a whole is one, and the budget spans some days.
        var isSound: Bool {
            // But for turnovers, which may exceed NAV: what is sold and bought again counts twice.
            let parts = [
                slippage, poolDeviation, impact, loss, lossBudget, breakerDrop, raise,
            ]
            return parts.allSatisfy { $0 <= .whole } && lossDays > 0
        }

        private static func part(_ limb: UInt64, _ index: UInt64) -> BasisPoints {
            BasisPoints(limb >> (16 * index) & 0xffff)
        }

        private static func pack(
            _ a: BasisPoints,
            _ b: BasisPoints,
            _ c: BasisPoints,
            _ d: BasisPoints
        ) -> UInt64 {
            let parts = [a, b, c, d].map { min($0.count, 0xffff) }
            return parts[0] | parts[1] << 16 | parts[2] << 32 | parts[3] << 48
        }
    }
}
