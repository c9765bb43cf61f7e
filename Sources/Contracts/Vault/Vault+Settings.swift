import Execution
import Primitives
import WideMath

extension Vault {
    /// What the owner may set, by the number that `configure` takes.
    public enum Setting: UInt64, CaseIterable, Sendable {
        /// `Limits`.
        case limits
        /// The least depth of a pool, in quote units.
        case depthMin
        /// The highest NAV that deposits may lead to, in quote units.
        case cap
        /// `FeeTerms`; the time of the last accrual is kept.
        case fees
        /// The receiver of fees.
        case feeReceiver
        /// `RewardTerms`.
        case reward
        /// The oracle of ether.
        case etherFeed
        /// The strategy.
        case strategy
        /// The execution module.
        case execution
        /// The owner.
        case owner
        /// The guardian.
        case guardian
        /// Whether the subject is a keeper.
        case keeper
        /// The subject pair's fee in basis points plus one; zero closes it.
        case venue
        /// `OracleTerms` of the subject asset; decimals are kept.
        case oracle
        /// `AnswerBounds` of the subject asset.
        case bounds
        /// The pool average of the subject asset.
        case average
        /// `TradingTerms` of the subject asset.
        case trading
        /// The most of the subject asset that one slice moves.
        case tradeMax
    }

    /// Sets one thing; the owner is a timelock, so everybody has seen it coming.
    static func configure(
        _ number: UInt256,
        _ subject: Address,
        _ value: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        _ = try enter(.configure, frame)
        guard let setting = number.asUInt64.flatMap(Setting.init(rawValue:)) else {
            throw Refusal.badSetting(number, value)
        }
        switch setting {
        case .limits:
            guard Limits(word: value).isSound else { throw Refusal.badSetting(number, value) }
            frame[Storage.limits] = Limits(word: value)
        case .depthMin: frame[Storage.depthMin] = TokenAmount(value)
        case .cap: frame[Storage.cap] = TokenAmount(value)
        case .fees: try setFees(FeeTerms(word: value), frame)
        case .feeReceiver:
            try chargeFees(isPriced: frame[Storage.fees].performance.count > 0, frame)
            frame[Storage.feeReceiver] = Address(word: value)
        case .reward: frame[Storage.reward] = RewardTerms(word: value)
        case .etherFeed: frame[Storage.etherFeed] = Address(word: value)
        case .strategy: frame[Storage.strategy] = Address(word: value)
        case .execution: frame[Storage.execution] = Address(word: value)
        case .owner: frame[Storage.owner] = Address(word: value)
        case .guardian: frame[Storage.guardian] = Address(word: value)
        case .keeper: frame[Storage.keepers[subject]] = !value.isZero
        case .venue:
            guard value <= 10_000 else { throw Refusal.badSetting(number, value) }
            frame[Storage.venues[subject]] = value
        default: try configureAsset(setting, subject, value, frame)
        }
        frame.emit(Configured(setting: setting, subject: subject, value: value))
        leave(frame)
    }

    private static func configureAsset(
        _ setting: Setting,
        _ asset: Address,
        _ value: UInt256,
        _ frame: borrowing Frame
    ) throws(Fault) {
        let terms = frame[Storage.oracles[asset]]
        guard terms.isKnown else { throw Refusal.unknownAsset(asset) }
        switch setting {
        case .oracle:
            var next = OracleTerms(word: value)
            // Decimals are the token's own; the quote token never has an oracle, others always.
            next.decimals = terms.decimals
            next.isKnown = true
            guard (next.feed == .zero) == (terms.feed == .zero) else {
                throw Refusal.badSetting(UInt256(setting.rawValue), value)
            }
            frame[Storage.oracles[asset]] = next
        case .bounds: frame[Storage.bounds[asset]] = AnswerBounds(word: value)
        case .average: frame[Storage.averages[asset]] = Address(word: value)
        case .trading: frame[Storage.trading[asset]] = TradingTerms(word: value)
        default: frame[Storage.tradeMax[asset]] = TokenAmount(value)
        }
    }

    /// Charges fees up to now at the old rates, to the old receiver.
    ///
    /// A performance fee that begins, ends or goes to another needs good answers: what has been
    /// gained until now is charged now or never. Management alone needs none.
    private static func chargeFees(isPriced: Bool, _ frame: borrowing Frame) throws(Fault) {
        guard isPriced else { return try chargeManagement(frame) }
        let standing = try settle(frame)
        try remember(standing.book.nav, standing.supply, frame)
        let price = try VaultMath.sharePrice(
            supply: standing.supply,
            nav: standing.book.nav,
            virtual: standing.virtual
        )
        if price > standing.highWater { frame[Storage.highWater] = price }
    }

    private static func setFees(_ terms: FeeTerms, _ frame: borrowing Frame) throws(Fault) {
        // A year's fee beyond a half would be no fee but a taking.
        guard terms.management.count <= 5_000, terms.performance.count <= 5_000 else {
            throw Refusal.badSetting(UInt256(Setting.fees.rawValue), terms.word)
        }
        try chargeFees(
            isPriced: terms.performance != frame[Storage.fees].performance,
            frame
        )
        var terms = terms
        terms.accruedAt = frame.timestamp
        // What is there when unlocking is turned on is known, not a gain.
        if frame[Storage.fees].unlocking == 0, terms.unlocking > 0 {
            for number in 0..<frame[Storage.assetCount] {
                let token = frame[Storage.assets[number]]
                frame[Storage.booked[token]] = try free(token, frame)
                frame[Storage.gains[token]] = LockedGain(word: .zero)
            }
        }
        frame[Storage.fees] = terms
    }
}
