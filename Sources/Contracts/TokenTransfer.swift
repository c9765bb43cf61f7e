import Chain
import Primitives
import WideMath

/// A token transfer, read from a log entry.
public struct TokenTransfer: Hashable, Sendable {
    /// Whose tokens moved.
    public let from: Address
    /// Who has them now.
    public let to: Address
    /// How many, in smallest units.
    public let amount: TokenAmount

    /// Reads a log entry; nothing if it is no transfer.
    public init?(_ log: Log) {
        guard log.topics.count == 3, log.topics[0] == ERC20.Transfer.topic,
            log.data.count == 32, let amount = UInt256(bigEndian: log.data)
        else { return nil }
        from = Address(word: log.topics[1])
        to = Address(word: log.topics[2])
        self.amount = TokenAmount(amount)
    }
}
