import Primitives
import WideMath

/// What a block says about itself, and what its hash commits to.
///
/// A header is made empty and then filled. Fields that its shape does not have stay at their
/// empty values and are not encoded.
///
/// Source: Ethereum Yellow Paper, section 4.3, and the EIPs that `HeaderShape` names.
public struct BlockHeader: Hashable, Sendable {
    /// The ommers hash without an ommer: Keccak-256 of the RLP of an empty list.
    public static let emptyOmmersHash = keccak256([0xc0])
    /// The requests hash without a request: SHA-256 of no bytes (FIPS 180-4; EIP-7685).
    public static let emptyRequestsHash = Hash32(
        word: UInt256(
            0xa495_991b_7852_b855,
            0x27ae_41e4_649b_934c,
            0x9afb_f4c8_996f_b924,
            0xe3b0_c442_98fc_1c14
        )
    )

    /// Which fields it has.
    public let shape: HeaderShape
    /// The hash of the block before.
    public var parentHash = Hash32.zero
    /// Keccak-256 of the RLP of the ommers' headers; since Paris there are none.
    public var ommersHash = BlockHeader.emptyOmmersHash
    /// Who receives the priority fees.
    public var coinbase = Address.zero
    /// The root of the accounts after the block.
    public var stateRoot = Trie.emptyRoot
    /// The root of its transactions.
    public var transactionsRoot = Trie.emptyRoot
    /// The root of their receipts.
    public var receiptsRoot = Trie.emptyRoot
    /// What addresses and topics its logs may contain.
    public var logsBloom = LogsBloom.empty
    /// The work that the block took; 0 since Paris.
    public var difficulty = UInt256.zero
    /// How many blocks come before it.
    public var number: UInt64 = 0
    /// The gas that its transactions may use together.
    public var gasLimit = Gas.zero
    /// The gas that they used.
    public var gasUsed = Gas.zero
    /// Seconds since 1970-01-01 UTC.
    public var timestamp: UInt64 = 0
    /// Up to 32 bytes of its builder's choice.
    public var extraData: [UInt8] = []
    /// The mix of the proof of work; since Paris, chance from the beacon chain (EIP-4399).
    public var mixHash = Hash32.zero
    /// The nonce of the proof of work; 0 since Paris.
    public var nonce: UInt64 = 0
    /// The base fee of a unit of gas.
    public var baseFee = Wei.zero
    /// The root of the withdrawals from the beacon chain.
    public var withdrawalsRoot = Trie.emptyRoot
    /// The gas that its blobs used.
    public var blobGasUsed: UInt64 = 0
    /// What blobs used in excess of their target so far.
    public var excessBlobGas: UInt64 = 0
    /// The root of the beacon block before.
    public var parentBeaconBlockRoot = Hash32.zero
    /// The hash of requests to the beacon chain.
    public var requestsHash = BlockHeader.emptyRequestsHash

    /// Makes the header of an empty block on an empty state.
    public init(shape: HeaderShape) { self.shape = shape }

    /// The block's identity, Keccak-256 of the header's RLP.
    ///
    /// Complexity: encodes and hashes anew at each call.
    public var hash: Hash32 { keccak256(encoded) }

    /// The header's RLP.
    public var encoded: [UInt8] { RLP.encode(item) }

    /// The list of the fields that its shape has.
    var item: RLPItem {
        let fields: [RLPItem] = [
            .bytes(parentHash.bytes),
            .bytes(ommersHash.bytes),
            .bytes(coinbase.bytes),
            .bytes(stateRoot.bytes),
            .bytes(transactionsRoot.bytes),
            .bytes(receiptsRoot.bytes),
            .bytes(logsBloom.bytes),
            RLPItem(difficulty),
            RLPItem(number),
            RLPItem(gasLimit.units),
            RLPItem(gasUsed.units),
            RLPItem(timestamp),
            .bytes(extraData),
            .bytes(mixHash.bytes),
            .bytes(Array(UInt256(nonce).bigEndianBytes.suffix(8))),
            RLPItem(baseFee.raw),
            .bytes(withdrawalsRoot.bytes),
            RLPItem(blobGasUsed),
            RLPItem(excessBlobGas),
            .bytes(parentBeaconBlockRoot.bytes),
            .bytes(requestsHash.bytes),
        ]
        return .list(Array(fields.prefix(shape.fieldCount)))
    }
}
