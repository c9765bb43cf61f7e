import Primitives
import Signing
import WideMath

/// A transaction and its signature: what a sender broadcasts.
public struct SignedTransaction: Hashable, Sendable {
    /// What is asked.
    public let transaction: Transaction
    /// Who asks.
    public let signature: Signature

    /// Puts a transaction and a signature together, without checking that they fit.
    public init(_ transaction: Transaction, signature: Signature) {
        self.transaction = transaction
        self.signature = signature
    }

    /// The hash that was signed.
    ///
    /// Complexity: encodes and hashes anew at each call: most transactions of a run that assumes
    /// signatures are never asked for it.
    public var signingHash: Hash32 { transaction.signingHash }

    /// The bytes that nodes exchange and blocks hold: the type, the fields and the signature.
    ///
    /// Complexity: encodes anew at each call.
    public var encoded: [UInt8] { transaction.kind.prefix + RLP.encode(fields) }

    /// The list of the fields and the signature.
    var fields: RLPItem {
        let proof = [RLPItem(recoveryValue), RLPItem(signature.r), RLPItem(signature.s)]
        return .list(transaction.fields + proof)
    }

    /// The first number of the encoded signature: its parity, plus 27 in a legacy transaction, or
    /// plus 35 and twice the chain id where that is protected (EIP-155).
    public var recoveryValue: UInt256 {
        let parity = UInt256(UInt64(signature.yParity))
        switch transaction.kind {
        case .legacy(isProtected: false): return parity.wrappingAdd(27)
        // At most 2⁶⁵ + 34 + 255: far below 2²⁵⁶.
        case .legacy(isProtected: true):
            return (UInt256(transaction.chainID) << 1).wrappingAdd(35).wrappingAdd(parity)
        case .accessList, .feeMarket: return parity
        }
    }

    /// The transaction's identity, Keccak-256 of its bytes.
    ///
    /// Complexity: encodes and hashes anew at each call.
    public var hash: Hash32 { keccak256(encoded) }

    /// The account whose key signed it.
    ///
    /// Nothing where the numbers are no signature (EIP-2 included).
    public func recoverSender() -> Address? { signature.recover(signingHash) }
}
