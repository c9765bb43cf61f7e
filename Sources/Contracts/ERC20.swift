import Execution
import Primitives
import WideMath

/// The interface of a fungible token (EIP-20): selectors and events that its callers share.
public enum ERC20 {
    /// `transfer(address,uint256)`.
    public static let transfer = Selector(0xa905_9cbb, "transfer(address,uint256)")
    /// `transferFrom(address,address,uint256)`.
    public static let transferFrom = Selector(
        0x23b8_72dd,
        "transferFrom(address,address,uint256)"
    )
    /// `approve(address,uint256)`.
    public static let approve = Selector(0x095e_a7b3, "approve(address,uint256)")
    /// `balanceOf(address)`.
    public static let balanceOf = Selector(0x70a0_8231, "balanceOf(address)")
    /// `allowance(address,address)`.
    public static let allowance = Selector(0xdd62_ed3e, "allowance(address,address)")
    /// `totalSupply()`.
    public static let totalSupply = Selector(0x1816_0ddd, "totalSupply()")
    /// `decimals()`.
    public static let decimals = Selector(0x313c_e567, "decimals()")
    /// `name()`.
    public static let name = Selector(0x06fd_de03, "name()")
    /// `symbol()`.
    public static let symbol = Selector(0x95d8_9b41, "symbol()")

    /// Tokens moved; `from` zero for a mint, `to` zero for a burn.
    public struct Transfer: Event {
        /// Whose tokens moved.
        public let from: Address
        /// Who has them now.
        public let to: Address
        /// How many.
        public let amount: TokenAmount
        /// Says that tokens moved.
        public init(from: Address, to: Address, amount: TokenAmount) {
            self.from = from
            self.to = to
            self.amount = amount
        }
        /// `Transfer(address,address,uint256)`.
        public static let topic = eventTopic("Transfer(address,address,uint256)")
        /// Two topics and one word.
        @inline(__always)
        public func write(to log: borrowing LogWriter) {
            log.topic(from)
            log.topic(to)
            log.data(amount)
        }
    }

    /// An allowance was set.
    public struct Approval: Event {
        /// Whose tokens.
        public let owner: Address
        /// Who may move them.
        public let spender: Address
        /// How many.
        public let amount: TokenAmount
        /// `Approval(address,address,uint256)`.
        public static let topic = eventTopic("Approval(address,address,uint256)")
        /// Two topics and one word.
        @inline(__always)
        public func write(to log: borrowing LogWriter) {
            log.topic(owner)
            log.topic(spender)
            log.data(amount)
        }
    }
}

extension CallOutcome {
    /// Whether a token says that it moved: it succeeded and returned true, or nothing at all.
    ///
    /// Reverts without data if it returned less than a word, as Solidity's decoder.
    var confirmsTransfer: Bool {
        @inline(__always)
        get throws(Fault) {
            guard succeeded else { return false }
            if returned.count == 0 { return true }
            return try !returned.word().isZero
        }
    }
}

/// The first topic of an event: Keccak-256 of its signature.
public func eventTopic(_ signature: String) -> UInt256 {
    keccak256(Array(signature.utf8)).word
}
