import Primitives
import WideMath

extension Vault {
    /// How an asset is priced, in one word.
    ///
    /// From the lowest bit: feed 160, age 32, decimals 8, deviation 16, a bit for a known asset.
    public struct OracleTerms: Word {
        /// The oracle; zero for the quote token, which is worth one of itself.
        public var feed = Address.zero
        /// The oldest answer that is believed, in seconds: the heartbeat and some.
        public var ageMax: UInt64 = 0
        /// The asset's decimals, 0 to 18.
        public var decimals: UInt64 = 0
        /// How far an answer may be from the pool average; zero where none is kept.
        public var averageDeviation = BasisPoints(0)
        /// Whether the token is an asset of the vault.
        public var isKnown = false

        /// The terms of an asset.
        public init(
            feed: Address,
            ageMax: UInt64,
            decimals: UInt64,
            averageDeviation: BasisPoints = BasisPoints(0)
        ) {
            self.feed = feed
            self.ageMax = ageMax
            self.decimals = decimals
            self.averageDeviation = averageDeviation
            isKnown = true
        }

        /// Unpacks a word.
        public init(word: UInt256) {
            feed = Address(word: word)
            ageMax = word.limb2 >> 32
            decimals = word.limb3 & 0xff
            averageDeviation = BasisPoints(word.limb3 >> 8 & 0xffff)
            isKnown = word.limb3 >> 24 & 1 == 1
        }

        /// The packed word; an age from 2³² seconds on counts as the longest.
        public var word: UInt256 {
            let high =
                decimals & 0xff | (averageDeviation.count & 0xffff) << 8 | (isKnown ? 1 : 0) << 24
            return feed.word | UInt256(0, 0, min(ageMax, 0xffff_ffff) << 32, high)
        }

        /// Ten to the decimals.
        var unit: UInt256 { UInt256.powerOfTen(Int(min(decimals, 18))) ?? .one }
    }

    /// Between what an answer must lie, both ends included, 128 bits each.
    public struct AnswerBounds: Word {
        /// The lowest answer.
        public var min: UInt128
        /// The highest; zero for 2¹²⁸ − 1.
        public var max: UInt128

        /// Bounds.
        public init(min: UInt128, max: UInt128) {
            self.min = min
            self.max = max
        }

        /// Unpacks a word.
        public init(word: UInt256) {
            min = word.low
            max = word.high
        }

        /// The packed word.
        public var word: UInt256 { UInt256(low: min, high: max) }

        /// Whether an answer lies within; zero never does.
        func hold(_ answer: UInt256) -> Bool {
            guard answer.high == 0, answer.low > 0 else { return false }
            return answer.low >= min && (max == 0 || answer.low <= max)
        }
    }

    /// Where an asset is traded, and how often: pair 160, cool-off 32, last trade 64.
    public struct TradingTerms: Word {
        /// The pair against the quote token that withdrawals and upkeep sell through.
        public var venue = Address.zero
        /// The time between two slices that move the asset, in seconds below 2³².
        public var coolOff: UInt64 = 0
        /// When a slice last moved it.
        public var lastTrade: UInt64 = 0

        /// The terms of an asset that has not been traded.
        public init(venue: Address, coolOff: UInt64 = 0) {
            self.venue = venue
            self.coolOff = coolOff
        }

        /// Whether a slice may move it at a time.
        public func isRested(at now: UInt64) -> Bool {
            let end = lastTrade.addingReportingOverflow(coolOff)
            return lastTrade == 0 || !end.overflow && now >= end.partialValue
        }

        /// Unpacks a word.
        public init(word: UInt256) {
            venue = Address(word: word)
            coolOff = word.limb2 >> 32
            lastTrade = word.limb3
        }

        /// The packed word.
        public var word: UInt256 {
            venue.word | UInt256(0, 0, Swift.min(coolOff, 0xffff_ffff) << 32, lastTrade)
        }
    }

    /// What fees are due: both rates 16 bits, unlocking 32, last accrual 64.
    public struct FeeTerms: Word {
        /// The part of NAV a year for management.
        public var management = BasisPoints(0)
        /// The part of gains above the high-water mark.
        public var performance = BasisPoints(0)
        /// How long a gain takes to unlock, in seconds below 2³²; zero for at once.
        public var unlocking: UInt64 = 0
        /// Until when management has been charged.
        public var accruedAt: UInt64 = 0

        /// No fees.
        public init() {}

        /// Unpacks a word.
        public init(word: UInt256) {
            management = BasisPoints(word.limb0 & 0xffff)
            performance = BasisPoints(word.limb0 >> 16 & 0xffff)
            unlocking = word.limb0 >> 32
            accruedAt = word.limb1
        }

        /// The packed word.
        public var word: UInt256 {
            let rates = management.count & 0xffff | (performance.count & 0xffff) << 16
            return UInt256(rates | min(unlocking, 0xffff_ffff) << 32, accruedAt, 0, 0)
        }
    }

    /// What a keeper gets for a slice: tip and cap in quote units, priority fee in wei.
    public struct RewardTerms: Word {
        /// A fixed amount, below 2⁹⁶ quote units.
        public var tip: UInt128 = 0
        /// The most that tip and refund are together, below 2⁹⁶ quote units.
        public var cap: UInt128 = 0
        /// What is refunded for a unit of gas on top of the base fee, in wei.
        public var priorityFee: UInt64 = 0

        /// No reward.
        public init() {}

        /// Unpacks a word.
        public init(word: UInt256) {
            tip = word.low & Self.mask
            cap = word.low >> 96 | (word.high << 32 & Self.mask)
            priorityFee = word.limb3
        }

        /// The packed word; amounts from 2⁹⁶ on count as the largest.
        public var word: UInt256 {
            let tip = Swift.min(tip, Self.mask)
            let cap = Swift.min(cap, Self.mask)
            return UInt256(
                low: tip | cap << 96,
                high: cap >> 32 | UInt128(priorityFee) << 64
            )
        }

        private static let mask = UInt128(1) << 96 - 1
    }

    /// The share price that the breaker compares with: price 192 bits, time 64.
    public struct ReferencePrice: Word {
        /// Quote units per share · 10²⁷.
        public var price: UInt256
        /// When it was taken.
        public var takenAt: UInt64

        /// A price and its time.
        public init(price: UInt256, takenAt: UInt64) {
            self.price = price
            self.takenAt = takenAt
        }

        /// Unpacks a word.
        public init(word: UInt256) {
            price = UInt256(word.limb0, word.limb1, word.limb2, 0)
            takenAt = word.limb3
        }

        /// The packed word.
        public var word: UInt256 { UInt256(price.limb0, price.limb1, price.limb2, takenAt) }
    }

    /// What a rebalance has sold and lost so far, 128 bits each, in parts of NAV, of 10¹⁸.
    public struct Spending: Word {
        /// The value that was sold, each time as a part of NAV before.
        public var turnover: UInt256
        /// NAV lost at oracle prices, each time as a part of NAV before.
        public var loss: UInt256

        /// An amount of each.
        public init(turnover: UInt256, loss: UInt256) {
            self.turnover = turnover
            self.loss = loss
        }

        /// Unpacks a word.
        public init(word: UInt256) {
            turnover = UInt256(low: word.low)
            loss = UInt256(low: word.high)
        }

        /// The packed word.
        public var word: UInt256 { UInt256(low: turnover.low, high: loss.low) }
    }

    /// A gain that unlocks evenly: amount 128 bits, beginning and end 64 each.
    public struct LockedGain: Word {
        /// How much was locked at the beginning.
        public var amount: UInt256
        /// When it began to unlock.
        public var since: UInt64
        /// When all is unlocked.
        public var until: UInt64

        /// A gain and its times.
        public init(amount: UInt256, since: UInt64, until: UInt64) {
            self.amount = amount
            self.since = since
            self.until = until
        }

        /// Unpacks a word.
        public init(word: UInt256) {
            amount = UInt256(low: word.low)
            since = word.limb2
            until = word.limb3
        }

        /// The packed word; an amount from 2¹²⁸ on counts as the largest.
        public var word: UInt256 {
            UInt256(
                low: amount.high == 0 ? amount.low : .max,
                high: UInt128(until) << 64 | UInt128(since)
            )
        }

        /// What is still locked, rounded up: less counts for those who come or go.
        public func locked(at now: UInt64) throws(Fault) -> UInt256 {
            guard now < until, until > since else { return .zero }
            let left = UInt256(until - max(now, since))
            return try mulDiv(amount, left, UInt256(until - since), rounding: .up)
        }
    }
}
