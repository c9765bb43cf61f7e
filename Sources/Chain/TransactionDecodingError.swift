import Primitives
import WideMath

/// Why bytes are not a signed transaction.
public enum TransactionDecodingError: Error, Hashable, Sendable {
    /// There are no bytes.
    case empty
    /// The first byte is neither a type that is modelled, 1 or 2, nor the start of a legacy
    /// transaction's list.
    case unsupportedType(UInt8)
    /// The bytes, after the type if there is one, are not canonical RLP.
    case malformed(RLPError)
    /// A list has another number of fields.
    case fieldCount(of: Field, Int, expected: Int)
    /// A field is of the wrong kind or size.
    case invalidField(Field, RLPError)
    /// A field has another number of bytes.
    case byteCount(of: Field, Int, expected: Int)
    /// The parity of the signature is neither 0 nor 1.
    case invalidParity(UInt64)

    /// The v of a legacy transaction is neither 27 nor 28, nor 35 or 36 and twice a chain id.
    case invalidRecoveryValue(UInt256)
    /// The numbers of the signature are not from 1 to n − 1, or s is above half of n (EIP-2).
    case signatureOutOfRange(r: UInt256, s: UInt256)

    /// The fields of a transaction, as EIP-1559, EIP-2930 and the yellow paper name them.
    public enum Field: String, Hashable, Sendable {
        /// The transaction itself.
        case transaction
        /// The chain it is meant for.
        case chainID
        /// How many transactions come before it.
        case nonce
        /// What gas costs, in types 0 and 1.
        case gasPrice
        /// The most that the builder gets.
        case maxPriorityFeePerGas
        /// The most that gas costs.
        case maxFeePerGas
        /// The most gas.
        case gasLimit
        /// The account that is called.
        case to
        /// The ether that goes along.
        case value
        /// The calldata.
        case data
        /// What is paid for in advance.
        case accessList
        /// The parity and the chain of a legacy signature.
        case v
        /// The parity of the signature.
        case yParity
        /// The first number of the signature.
        case r
        /// The second number of the signature.
        case s
    }
}
