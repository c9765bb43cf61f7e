import Execution
import Primitives
import WideMath

extension Vault {
    /// One trade of a rebalance or of a withdrawal's sale was done.
    public struct Traded: Event {
        /// The pair.
        public let pair: Address
        /// What was sold.
        public let tokenIn: Address
        /// What was bought.
        public let tokenOut: Address
        /// How much was sold.
        public let amountIn: TokenAmount
        /// How much was bought.
        public let amountOut: TokenAmount
        /// `Traded(address,address,address,uint256,uint256)`.
        public static let topic = eventTopic(
            "Traded(address,address,address,uint256,uint256)"
        )
        /// Three topics and two words.
        public func write(to log: borrowing LogWriter) {
            log.topic(pair)
            log.topic(tokenIn)
            log.topic(tokenOut)
            log.data(amountIn)
            log.data(amountOut)
        }
    }

    /// A slice of a rebalance was done; values in quote units at the oracles of its block.
    public struct Rebalanced: Event {
        /// Who did it.
        public let keeper: Address
        /// NAV before the first trade.
        public let navBefore: TokenAmount
        /// NAV after the last, the keeper's reward paid.
        public let navAfter: TokenAmount
        /// The value that was sold.
        public let turnover: TokenAmount
        /// `Rebalanced(address,uint256,uint256,uint256)`.
        public static let topic = eventTopic(
            "Rebalanced(address,uint256,uint256,uint256)"
        )
        /// One topic and three words.
        public func write(to log: borrowing LogWriter) {
            log.topic(keeper)
            log.data(navBefore)
            log.data(navAfter)
            log.data(turnover)
        }
    }

    /// A bid of an auction was taken.
    public struct Bought: Event {
        /// Who bid.
        public let bidder: Address
        /// The asset.
        public let token: Address
        /// Whether the vault sold it.
        public let isSale: Bool
        /// How much of it.
        public let amount: TokenAmount
        /// The quote tokens that went the other way.
        public let quoteAmount: TokenAmount
        /// What the amount is worth at the oracle of its moment, in quote units.
        public let value: TokenAmount
        /// `Bought(address,address,bool,uint256,uint256,uint256)`.
        public static let topic = eventTopic(
            "Bought(address,address,bool,uint256,uint256,uint256)"
        )
        /// Two topics and four words.
        public func write(to log: borrowing LogWriter) {
            log.topic(bidder)
            log.topic(token)
            log.data(isSale)
            log.data(amount)
            log.data(quoteAmount)
            log.data(value)
        }
    }

    /// The goals of an auction were raised.
    public struct GoalsRaised: Event {
        /// By how much, in basis points.
        public let raise: BasisPoints
        /// `GoalsRaised(uint256)`.
        public static let topic = eventTopic(
            "GoalsRaised(uint256)"
        )
        /// No topics and one word.
        public func write(to log: borrowing LogWriter) {
            log.data(raise)
        }
    }

    /// A keeper was paid his tip and gas.
    public struct KeeperPaid: Event {
        /// Who.
        public let keeper: Address
        /// Quote tokens.
        public let amount: TokenAmount
        /// `KeeperPaid(address,uint256)`.
        public static let topic = eventTopic(
            "KeeperPaid(address,uint256)"
        )
        /// One topic and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(keeper)
            log.data(amount)
        }
    }

    /// The vault went from one phase to another.
    public struct PhaseChanged: Event {
        /// The phase it left.
        public let from: Phase
        /// The phase it is in.
        public let to: Phase
        /// Why it is halted.
        public let reason: HaltReason
        /// `PhaseChanged(uint256,uint256,uint256)`.
        public static let topic = eventTopic(
            "PhaseChanged(uint256,uint256,uint256)"
        )
        /// No topics and three words.
        public func write(to log: borrowing LogWriter) {
            log.data(UInt256(from.rawValue))
            log.data(UInt256(to.rawValue))
            log.data(UInt256(reason.rawValue))
        }
    }

    /// The owner set something.
    public struct Configured: Event {
        /// What.
        public let setting: Setting
        /// What it is about.
        public let subject: Address
        /// The packed value.
        public let value: UInt256
        /// `Configured(uint256,address,uint256)`.
        public static let topic = eventTopic(
            "Configured(uint256,address,uint256)"
        )
        /// Two topics and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(UInt256(setting.rawValue))
            log.topic(subject)
            log.data(value)
        }
    }
}
