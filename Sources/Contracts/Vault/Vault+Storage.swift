import Execution
import Primitives
import WideMath

extension Vault {
    /// The contract's layout after the share ledger's slots 0 to 2.
    public enum Storage {
        // MARK: Assets

        /// How many assets; number 0 is the quote token.
        public static let assetCount = Slot<UInt64>(3)
        /// The assets by number.
        public static let assets = Mapping<UInt64, Address>(4)
        /// How an asset is priced; unknown for a token that is none of the vault's.
        public static let oracles = Mapping<Address, OracleTerms>(5)
        /// Between what an answer must lie.
        public static let bounds = Mapping<Address, AnswerBounds>(6)
        /// The pool average that an asset's answer is compared with.
        public static let averages = Mapping<Address, Address>(7)
        /// Where and how often an asset is traded.
        public static let trading = Mapping<Address, TradingTerms>(8)
        /// The most of an asset that one slice moves; zero for no limit.
        public static let tradeMax = Mapping<Address, TokenAmount>(9)
        /// The fee of a pair that may be traded with, in basis points, plus one.
        public static let venues = Mapping<Address, UInt256>(10)

        // MARK: Roles

        /// Who sets the vault up and resumes it: a timelock.
        public static let owner = Slot<Address>(11)
        /// Who may halt it.
        public static let guardian = Slot<Address>(12)
        /// Who may rebalance.
        public static let keepers = Mapping<Address, Bool>(13)
        /// The contract that says weights and when to act.
        public static let strategy = Slot<Address>(14)
        /// The contract that says how to act.
        public static let execution = Slot<Address>(15)

        // MARK: Policy

        /// What the guards allow.
        public static let limits = Slot<Limits>(16)
        /// The least depth of a pool that is traded with, in quote units; zero for none.
        public static let depthMin = Slot<TokenAmount>(17)
        /// The highest NAV that deposits may lead to; zero for no limit.
        public static let cap = Slot<TokenAmount>(18)
        /// What fees are due, and since when.
        public static let fees = Slot<FeeTerms>(19)
        /// Who receives fees; zero for no fees.
        public static let feeReceiver = Slot<Address>(20)
        /// What keepers get.
        public static let reward = Slot<RewardTerms>(21)
        /// The oracle of ether in the quote token, for refunds of gas.
        public static let etherFeed = Slot<Address>(22)

        // MARK: State

        /// Two while a call runs, otherwise one.
        public static let lock = Slot<UInt64>(23)
        /// Phase, slice and times.
        public static let status = Slot<Status>(24)
        /// The NAV of the last call that had good answers.
        public static let lastNAV = Slot<TokenAmount>(25)
        /// The share price above which performance fees are due, in quote units per share · 10²⁷.
        public static let highWater = Slot<UInt256>(26)
        /// The share price that the circuit breaker compares with, and since when.
        public static let reference = Slot<ReferencePrice>(27)
        /// What this rebalance has sold and lost so far, in parts of NAV.
        public static let spent = Slot<Spending>(28)
        /// Units of each asset that an open auction leads to.
        public static let goals = Mapping<Address, TokenAmount>(29)

        // MARK: Claims and gains

        /// What an owner left out when redeeming, and may still claim.
        public static let claims = DoubleMapping<Address, Address, TokenAmount>(30)
        /// The sum of the claims on an asset, which is none of the vault's any more.
        public static let owed = Mapping<Address, TokenAmount>(31)
        /// The balance that the vault knows of; used only while gains unlock over time.
        public static let booked = Mapping<Address, TokenAmount>(32)
        /// The gain that is not counted yet.
        public static let gains = Mapping<Address, LockedGain>(33)

        // MARK: Rolling sums

        /// What trading lost within the last days, in parts of NAV, of 10¹⁸.
        public static let losses = RollingSum(34)
        /// What was sold within the last day, in parts of NAV, of 10¹⁸.
        public static let turnovers = RollingSum(36)

        // MARK: Circuit breaker

        /// Since when the vault has been known to have no believable value; zero if it has one.
        public static let suspectSince = Slot<UInt64>(38)
    }
}
