import Primitives

/// Why bytes are not a block.
public enum BlockDecodingError: Error, Hashable, Sendable {
    /// The bytes are not canonical RLP.
    case malformed(RLPError)
    /// A list has a number of fields that none of its shapes has.
    case fieldCount(of: Field, Int)
    /// A field is of the wrong kind or size.
    case invalidField(Field, RLPError)
    /// A field has another number of bytes.
    case byteCount(of: Field, Int, expected: Int)
    /// A transaction of the block, counted from 0, is none.
    case transaction(index: Int, TransactionDecodingError)
    /// A transaction of the block, counted from 0, stands as bytes but has no type.
    case untypedBytes(index: Int)

    /// The parts of a block, and the fields of its header in their order.
    public enum Field: String, Hashable, Sendable {
        /// The block itself.
        case block
        /// The header.
        case header
        /// The list of transactions.
        case transactions
        /// The list of ommers.
        case ommers
        /// The list of withdrawals, or one of them.
        case withdrawals
        /// The hash of the block before.
        case parentHash
        /// The hash of the ommers.
        case ommersHash
        /// Who receives the fees.
        case coinbase
        /// The root of the accounts.
        case stateRoot
        /// The root of the transactions.
        case transactionsRoot
        /// The root of the receipts.
        case receiptsRoot
        /// The filter of the logs.
        case logsBloom
        /// The work.
        case difficulty
        /// The number.
        case number
        /// The most gas.
        case gasLimit
        /// The gas used.
        case gasUsed
        /// The time.
        case timestamp
        /// The builder's bytes.
        case extraData
        /// The mix of the proof of work.
        case mixHash
        /// The nonce of the proof of work.
        case nonce
        /// The base fee.
        case baseFee
        /// The root of the withdrawals.
        case withdrawalsRoot
        /// The gas of blobs.
        case blobGasUsed
        /// The excess of blobs.
        case excessBlobGas
        /// The root of the beacon block.
        case parentBeaconBlockRoot
        /// The hash of requests.
        case requestsHash
    }
}
