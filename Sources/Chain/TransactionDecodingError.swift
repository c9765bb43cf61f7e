import Primitives

/// Why bytes are not a signed transaction.
public enum TransactionDecodingError: Error, Hashable, Sendable {
    /// There are no bytes.
    case empty
    /// A transaction of another type; a legacy one has type 0.
    case unsupportedType(UInt8)
    /// The bytes after the type are not canonical RLP.
    case malformed(RLPError)
    /// A list has another number of fields.
    case fieldCount(of: Field, Int, expected: Int)
    /// A field is of the wrong kind or size.
    case invalidField(Field, RLPError)
    /// A field has another number of bytes.
    case byteCount(of: Field, Int, expected: Int)
    /// The parity of the signature is neither 0 nor 1.
    case invalidParity(UInt64)

    /// The fields of a transaction of type 2, as EIP-1559 names them.
    public enum Field: String, Hashable, Sendable {
        /// The transaction itself.
        case transaction
        /// The chain it is meant for.
        case chainID
        /// How many transactions come before it.
        case nonce
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
        /// The parity of the signature.
        case yParity
        /// The first number of the signature.
        case r
        /// The second number of the signature.
        case s
    }
}
