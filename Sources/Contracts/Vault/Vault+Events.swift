import Execution
import Primitives
import WideMath

extension Vault {
    /// Quote tokens came in for shares (ERC-4626).
    public struct Deposit: Event {
        /// Who paid.
        public let sender: Address
        /// Who has the shares.
        public let owner: Address
        /// Quote tokens paid.
        public let assets: TokenAmount
        /// Shares issued.
        public let shares: TokenAmount
        /// `Deposit(address,address,uint256,uint256)`.
        public static let topic = eventTopic(
            "Deposit(address,address,uint256,uint256)"
        )
        /// Two topics and two words.
        public func write(to log: borrowing LogWriter) {
            log.topic(sender)
            log.topic(owner)
            log.data(assets)
            log.data(shares)
        }
    }

    /// Shares went for quote tokens (ERC-4626).
    public struct Withdraw: Event {
        /// Who called.
        public let sender: Address
        /// Who has the quote tokens.
        public let receiver: Address
        /// Whose shares.
        public let owner: Address
        /// Quote tokens paid.
        public let assets: TokenAmount
        /// Shares burnt.
        public let shares: TokenAmount
        /// `Withdraw(address,address,address,uint256,uint256)`.
        public static let topic = eventTopic(
            "Withdraw(address,address,address,uint256,uint256)"
        )
        /// Three topics and two words.
        public func write(to log: borrowing LogWriter) {
            log.topic(sender)
            log.topic(receiver)
            log.topic(owner)
            log.data(assets)
            log.data(shares)
        }
    }

    /// Shares went for a slice of every asset.
    public struct RedeemedInKind: Event {
        /// Whose shares.
        public let owner: Address
        /// Who has the assets.
        public let receiver: Address
        /// Shares burnt.
        public let shares: TokenAmount
        /// `RedeemedInKind(address,address,uint256)`.
        public static let topic = eventTopic(
            "RedeemedInKind(address,address,uint256)"
        )
        /// Two topics and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(owner)
            log.topic(receiver)
            log.data(shares)
        }
    }

    /// A slice was left out of a redemption and may be claimed.
    public struct LeftOut: Event {
        /// Who may claim it.
        public let owner: Address
        /// The asset.
        public let token: Address
        /// How much.
        public let amount: TokenAmount
        /// `LeftOut(address,address,uint256)`.
        public static let topic = eventTopic(
            "LeftOut(address,address,uint256)"
        )
        /// Two topics and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(owner)
            log.topic(token)
            log.data(amount)
        }
    }

    /// What was left out was paid.
    public struct Claimed: Event {
        /// Whose claim.
        public let owner: Address
        /// The asset.
        public let token: Address
        /// How much.
        public let amount: TokenAmount
        /// `Claimed(address,address,uint256)`.
        public static let topic = eventTopic(
            "Claimed(address,address,uint256)"
        )
        /// Two topics and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(owner)
            log.topic(token)
            log.data(amount)
        }
    }

    /// Shares were issued for fees.
    public struct FeesPaid: Event {
        /// Who has them.
        public let receiver: Address
        /// How many.
        public let shares: TokenAmount
        /// `FeesPaid(address,uint256)`.
        public static let topic = eventTopic(
            "FeesPaid(address,uint256)"
        )
        /// One topic and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(receiver)
            log.data(shares)
        }
    }

    /// A gain came in and begins to unlock.
    public struct GainLocked: Event {
        /// The asset.
        public let token: Address
        /// How much came in.
        public let amount: TokenAmount
        /// When all is unlocked, in seconds since 1970.
        public let until: UInt64
        /// `GainLocked(address,uint256,uint256)`.
        public static let topic = eventTopic(
            "GainLocked(address,uint256,uint256)"
        )
        /// One topic and two words.
        public func write(to log: borrowing LogWriter) {
            log.topic(token)
            log.data(amount)
            log.data(until)
        }
    }
}
