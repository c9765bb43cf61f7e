import Ledger
import Primitives
import WideMath

/// One line of a transaction's gas: what it went for, and how much.
///
/// The lines of a transaction sum to the gas that its receipt says; what was charged in frames that
/// were undone stays charged.
public struct GasLine: Hashable, Sendable {
    /// What the gas went for.
    public enum Item: Hashable, Sendable {
        /// What every transaction pays.
        case transaction
        /// The calldata, by bytes.
        case calldata(zeros: Int, nonZeros: Int)
        /// The access list.
        case accessList(addresses: Int, keys: Int)
        /// What a creation transaction pays before it runs: a price, and one for each word.
        case creationTransaction(words: Int)
        /// What contracts compute between the other lines.
        case computation
        /// The hashes that locate an entry of a mapping.
        case mappingHash(count: Int)
        /// Reading a slot.
        case load(StorageKey, isCold: Bool)
        /// Storing into a slot.
        case store(StorageKey, isCold: Bool, from: UInt256, to: UInt256)
        /// Writing a log entry.
        case log(topic: UInt256, topics: Int, bytes: Int)
        /// Touching the account of a contract that is about to be called.
        case account(Address, isCold: Bool)
        /// A call to a contract; the lines of the callee follow, one level deeper.
        case call(Address, selector: UInt32?)
        /// A call that never began, at the limit of depth or for want of ether.
        case refusedCall(Address)
        /// Sending ether, to an account that is empty or not.
        case value(isNew: Bool)
        /// What a callee gets on top when ether comes along: negative.
        case stipend
        /// A creation by a contract, with so many words of init code.
        case creation(words: Int, isHashed: Bool)
        /// What a halt takes of the gas that is left, or gives back of a debt.
        case halt
        /// The end of a frame that failed.
        case failure(Fault)
        /// What is given back for cleared storage: negative.
        case refund
        /// What is missing to the least that calldata costs (EIP-7623).
        case floor
    }

    /// How many calls deep it was; 0 in the contract that the transaction calls.
    public let depth: Int
    /// The contract that was running; nothing outside any.
    public let contract: Address?
    /// What the gas went for.
    public let item: Item
    /// How much; negative for what is given back.
    public let gas: Int

    /// Makes a line.
    public init(depth: Int, contract: Address?, item: Item, gas: Int) {
        self.depth = depth
        self.contract = contract
        self.item = item
        self.gas = gas
    }
}
