import Primitives
import WideMath

/// An account and some of its storage that a transaction pays for in advance (EIP-2930).
public struct AccessListEntry: Hashable, Sendable {
    /// The account.
    public let address: Address
    /// The numbers of the storage slots.
    public let storageKeys: [UInt256]

    /// Makes an entry.
    public init(address: Address, storageKeys: [UInt256]) {
        self.address = address
        self.storageKeys = storageKeys
    }

    /// The address and its keys, as a transaction holds them.
    var item: RLPItem {
        .list([.bytes(address.bytes), .list(storageKeys.map { .bytes($0.bigEndianBytes) })])
    }
}
