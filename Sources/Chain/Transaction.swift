import Primitives
import Signing
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
}

/// What a sender asks of the chain: a transaction of type 2 (EIP-1559), before it is signed.
public struct Transaction: Hashable, Sendable {
    /// The chain it is meant for.
    public var chainID: UInt64
    /// How many transactions of the sender come before it.
    public var nonce: UInt64
    /// The most that the block's builder gets for a unit of gas.
    public var maxPriorityFeePerGas: Wei
    /// The most that a unit of gas costs altogether.
    public var maxFeePerGas: Wei
    /// The most gas it may use.
    public var gasLimit: Gas
    /// The account that is called; nothing to create a contract.
    public var to: Address?
    /// The ether that goes along.
    public var value: Wei
    /// The calldata, or the code that creates a contract.
    public var data: [UInt8]
    /// What is paid for in advance.
    public var accessList: [AccessListEntry]

    /// Makes a transaction.
    public init(
        chainID: UInt64,
        nonce: UInt64,
        maxPriorityFeePerGas: Wei,
        maxFeePerGas: Wei,
        gasLimit: Gas,
        to: Address?,
        value: Wei,
        data: [UInt8],
        accessList: [AccessListEntry] = []
    ) {
        self.chainID = chainID
        self.nonce = nonce
        self.maxPriorityFeePerGas = maxPriorityFeePerGas
        self.maxFeePerGas = maxFeePerGas
        self.gasLimit = gasLimit
        self.to = to
        self.value = value
        self.data = data
        self.accessList = accessList
    }

    /// The hash that the sender signs: Keccak-256 of the type and the encoded fields.
    ///
    /// It contains no signature, so it is the same in runs that assume signatures.
    public var signingHash: Hash32 {
        keccak256([Self.typeByte] + RLP.encode(.list(fields)))
    }

    /// The transaction with the key's signature.
    public func signed(by key: PrivateKey) -> SignedTransaction {
        SignedTransaction(self) { hash in key.sign(hash) }
    }
}

extension Transaction {
    /// The type that stands before the fields (EIP-2718).
    static let typeByte: UInt8 = 2

    /// The nine fields in the order of EIP-1559.
    var fields: [RLPItem] {
        [
            RLPItem(chainID), RLPItem(nonce), RLPItem(maxPriorityFeePerGas.raw),
            RLPItem(maxFeePerGas.raw), RLPItem(gasLimit.units), .bytes(to?.bytes ?? []),
            RLPItem(value.raw), .bytes(data), .list(accessList.map(\.item)),
        ]
    }
}

extension AccessListEntry {
    fileprivate var item: RLPItem {
        .list([.bytes(address.bytes), .list(storageKeys.map { .bytes($0.bigEndianBytes) })])
    }
}
