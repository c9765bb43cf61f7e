import Primitives
import Signing
import WideMath

/// What a sender asks of the chain, before it is signed.
///
/// A transaction with one gas price, of type 0 or 1, has it as maximum fee and as priority fee:
/// that is what EIP-1559 makes of it.
public struct Transaction: Hashable, Sendable {
    /// Its form.
    public var kind: TransactionKind = .feeMarket
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
    /// What is paid for in advance; empty in a legacy transaction.
    public var accessList: [AccessListEntry]

    /// Makes a transaction of type 2 (EIP-1559).
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

    /// Makes a legacy transaction; without a chain id it is valid on every chain.
    public init(
        legacyOn chainID: UInt64?,
        nonce: UInt64,
        gasPrice: Wei,
        gasLimit: Gas,
        to: Address?,
        value: Wei,
        data: [UInt8]
    ) {
        self.init(
            chainID: chainID ?? 0,
            nonce: nonce,
            maxPriorityFeePerGas: gasPrice,
            maxFeePerGas: gasPrice,
            gasLimit: gasLimit,
            to: to,
            value: value,
            data: data
        )
        kind = .legacy(isProtected: chainID != nil)
    }

    /// Makes a transaction of type 1 (EIP-2930).
    public init(
        chainID: UInt64,
        nonce: UInt64,
        gasPrice: Wei,
        gasLimit: Gas,
        to: Address?,
        value: Wei,
        data: [UInt8],
        accessList: [AccessListEntry]
    ) {
        self.init(
            chainID: chainID,
            nonce: nonce,
            maxPriorityFeePerGas: gasPrice,
            maxFeePerGas: gasPrice,
            gasLimit: gasLimit,
            to: to,
            value: value,
            data: data,
            accessList: accessList
        )
        kind = .accessList
    }

    /// Whether a chain with this id takes it: its own, or any where it names none.
    public func fits(chain: UInt64) -> Bool {
        chainID == chain || kind == .legacy(isProtected: false)
    }

    /// The hash that the sender signs: Keccak-256 of the type and the encoded fields.
    ///
    /// It contains no signature, so it is the same in runs that assume signatures.
    public var signingHash: Hash32 { keccak256(unsignedEncoding) }

    /// The transaction with the key's signature.
    public func signed(by key: PrivateKey) -> SignedTransaction {
        SignedTransaction(self, signature: key.sign(signingHash))
    }
}

extension Transaction {
    /// The bytes that the sender signs: the type and the fields; after a protected legacy
    /// transaction's fields come the chain id and two empty ones (EIP-155).
    public var unsignedEncoding: [UInt8] {
        var fields = fields
        if kind == .legacy(isProtected: true) {
            fields += [RLPItem(chainID), .bytes([]), .bytes([])]
        }
        return kind.prefix + RLP.encode(.list(fields))
    }

    /// The fields without the signature, in the order of EIP-1559, EIP-2930 or the yellow paper.
    var fields: [RLPItem] {
        let call: [RLPItem] = [
            RLPItem(gasLimit.units), .bytes(to?.bytes ?? []), RLPItem(value.raw), .bytes(data),
        ]
        switch kind {
        case .legacy: return [RLPItem(nonce), RLPItem(maxFeePerGas.raw)] + call
        case .accessList:
            return [RLPItem(chainID), RLPItem(nonce), RLPItem(maxFeePerGas.raw)] + call
                + [.list(accessList.map { $0.item })]
        case .feeMarket:
            return [
                RLPItem(chainID), RLPItem(nonce), RLPItem(maxPriorityFeePerGas.raw),
                RLPItem(maxFeePerGas.raw),
            ] + call + [.list(accessList.map { $0.item })]
        }
    }
}
