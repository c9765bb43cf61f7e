import Chain
import Primitives
import WideMath

/// An event as Solidity declares it, for those who read logs.
public struct EventDeclaration: Hashable, Sendable {
    /// One argument.
    public struct Parameter: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Whether it is an address; otherwise it is a number.
        public let isAddress: Bool
        /// Whether it is a topic; otherwise it is in the data.
        public let isIndexed: Bool
    }

    /// The event's name.
    public let name: String
    /// Its arguments, in order.
    public let parameters: [Parameter]
    /// Its first topic.
    public let topic: UInt256

    /// An argument's value.
    public enum Value: Hashable, Sendable {
        /// An address.
        case address(Address)
        /// A number.
        case number(UInt256)
    }

    /// Reads `Name(type [indexed] name, …)`.
    init(_ declaration: String) {
        let parts = declaration.split(separator: "(", maxSplits: 1)
        name = String(parts.first ?? "")
        var types: [Substring] = []
        var parameters: [Parameter] = []
        for field in (parts.last ?? "").dropLast().split(separator: ",") {
            let words = field.split(separator: " ")
            guard let type = words.first, let name = words.last else { continue }
            types.append(type)
            parameters.append(
                Parameter(
                    name: String(name),
                    isAddress: type == "address",
                    isIndexed: words.contains("indexed")
                )
            )
        }
        self.parameters = parameters
        topic = eventTopic("\(name)(\(types.joined(separator: ",")))")
    }

    /// The arguments of a log entry, in order; nothing if its shape is not the event's.
    public func arguments(_ log: Log) -> [(name: String, value: Value)]? {
        let indexed = parameters.count { $0.isIndexed }
        guard log.topics.first == topic, log.topics.count == 1 + indexed,
            log.data.count == 32 * (parameters.count - indexed)
        else { return nil }
        var topics = log.topics.dropFirst()
        var data = log.data[...]
        var arguments: [(name: String, value: Value)] = []
        for parameter in parameters {
            let word: UInt256
            if parameter.isIndexed {
                word = topics.removeFirst()
            } else {
                word = UInt256(bigEndian: data.prefix(32)) ?? .zero
                data = data.dropFirst(32)
            }
            arguments.append(
                (
                    parameter.name,
                    parameter.isAddress ? .address(Address(word: word)) : .number(word)
                )
            )
        }
        return arguments
    }
}

/// The events of the contracts here, by their first topic.
public enum EventCatalog {
    /// The declaration of an event; nothing for an unknown one.
    public static func declaration(_ topic: UInt256) -> EventDeclaration? { byTopic[topic] }

    /// Every event.
    public static let all: [EventDeclaration] = [
        "Transfer(address indexed from, address indexed to, uint256 value)",
        "Approval(address indexed owner, address indexed spender, uint256 value)",
        "Sync(uint112 reserve0, uint112 reserve1)",
        "Mint(address indexed sender, uint256 amount0, uint256 amount1)",
        "Burn(address indexed sender, uint256 amount0, uint256 amount1, address indexed to)",
        "Swap(address indexed sender, uint256 amount0In, uint256 amount1In, "
            + "uint256 amount0Out, uint256 amount1Out, address indexed to)",
        "PairCreated(address indexed token0, address indexed token1, address pair, uint256 number)",
        "Deposit(address indexed holder, uint256 amount)",
        "Withdrawal(address indexed holder, uint256 amount)",
        "AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)",
        "Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)",
        "RedeemedInKind(address indexed owner, address indexed receiver, uint256 shares)",
        "Traded(address indexed pair, address indexed tokenIn, address indexed tokenOut, "
            + "uint256 amountIn, uint256 amountOut)",
        "Rebalanced(address indexed keeper, uint256 navBefore, uint256 navAfter, "
            + "uint256 turnover)",
        "Withdraw(address indexed sender, address indexed receiver, "
            + "address indexed owner, uint256 assets, uint256 shares)",
        "LeftOut(address indexed owner, address indexed token, uint256 amount)",
        "Claimed(address indexed owner, address indexed token, uint256 amount)",
        "FeesPaid(address indexed receiver, uint256 shares)",
        "GainLocked(address indexed token, uint256 amount, uint256 until)",
        "Bought(address indexed bidder, address indexed token, bool isSale, "
            + "uint256 amount, uint256 quoteAmount, uint256 value)",
        "GoalsRaised(uint256 raise)",
        "KeeperPaid(address indexed keeper, uint256 amount)",
        "PhaseChanged(uint256 from, uint256 to, uint256 reason)",
        "Configured(uint256 indexed setting, address indexed subject, uint256 value)",
        "Signalled(address indexed by)",
        "Observed(uint256 observedAt)",
        "Observed(uint256 cumulative, uint256 observedAt)",
        "CallSalt(bytes32 indexed id, bytes32 salt)",
        "Cancelled(bytes32 indexed id)",
        "MinDelayChange(uint256 oldDuration, uint256 newDuration)",
    ].map { EventDeclaration($0) }

    private static let byTopic = Dictionary(
        all.map { ($0.topic, $0) },
        uniquingKeysWith: { first, _ in first }
    )
}
