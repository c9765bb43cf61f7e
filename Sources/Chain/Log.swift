import Primitives
import WideMath

/// What a contract wrote down in a transaction, for those outside the chain.
public struct Log: Hashable, Sendable {
    /// The contract that wrote it.
    public let address: Address
    /// At most four words to search by; the first is the event's signature hash, as a rule.
    public let topics: [UInt256]
    /// The rest, ABI-encoded as a rule.
    public let data: [UInt8]

    /// Makes a log.
    public init(address: Address, topics: [UInt256], data: [UInt8]) {
        self.address = address
        self.topics = topics
        self.data = data
    }
}

extension [Log] {
    /// Whether a contract wrote any of them.
    ///
    /// By numbers: a copy of an entry costs more than a look at its address.
    public func hasEntry(of address: Address) -> Bool {
        indices.contains { self[$0].address == address }
    }
}
