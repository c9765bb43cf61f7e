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
        public static let topic = eventTopic("Deposit(address,address,uint256,uint256)")
        /// Two topics and two words.
        public func write(to log: borrowing LogWriter) {
            log.topic(sender)
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
        public static let topic = eventTopic("RedeemedInKind(address,address,uint256)")
        /// Two topics and one word.
        public func write(to log: borrowing LogWriter) {
            log.topic(owner)
            log.topic(receiver)
            log.data(shares)
        }
    }

    /// One trade of a rebalance was done.
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
        public static let topic = eventTopic("Traded(address,address,address,uint256,uint256)")
        /// Three topics and two words.
        public func write(to log: borrowing LogWriter) {
            log.topic(pair)
            log.topic(tokenIn)
            log.topic(tokenOut)
            log.data(amountIn)
            log.data(amountOut)
        }
    }

    /// A rebalance was done; values in quote units at the oracle prices of its block.
    public struct Rebalanced: Event {
        /// Who did it.
        public let keeper: Address
        /// NAV before the first trade.
        public let navBefore: TokenAmount
        /// NAV after the last.
        public let navAfter: TokenAmount
        /// The value that was sold.
        public let turnover: TokenAmount
        /// `Rebalanced(address,uint256,uint256,uint256)`.
        public static let topic = eventTopic("Rebalanced(address,uint256,uint256,uint256)")
        /// One topic and three words.
        public func write(to log: borrowing LogWriter) {
            log.topic(keeper)
            log.data(navBefore)
            log.data(navAfter)
            log.data(turnover)
        }
    }
}
