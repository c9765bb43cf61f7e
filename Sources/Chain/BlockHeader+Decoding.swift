import Primitives
import WideMath

extension BlockHeader {
    /// Reads the bytes that `encoded` makes of some header, and no others.
    ///
    /// The number of fields tells the shape.
    public static func decode(_ bytes: [UInt8]) throws(BlockDecodingError) -> BlockHeader {
        let item: RLPItem
        do {
            item = try RLP.decode(bytes)
        } catch {
            throw .malformed(error)
        }
        return try BlockHeader(item)
    }

    /// Reads the list of a header's fields.
    init(_ item: RLPItem) throws(BlockDecodingError) {
        let items = try BlockFieldReader.list(item, .header)
        guard let shape = HeaderShape.allCases.first(where: { $0.fieldCount == items.count }) else {
            throw .fieldCount(of: .header, items.count)
        }
        self.init(shape: shape)
        var fields = BlockFieldReader(items)
        parentHash = try fields.hash(.parentHash)
        ommersHash = try fields.hash(.ommersHash)
        coinbase = try fields.address(.coinbase)
        stateRoot = try fields.hash(.stateRoot)
        transactionsRoot = try fields.hash(.transactionsRoot)
        receiptsRoot = try fields.hash(.receiptsRoot)
        let bloom = try fields.bytes(.logsBloom)
        guard let filter = LogsBloom(bytes: bloom) else {
            throw .byteCount(of: .logsBloom, bloom.count, expected: LogsBloom.byteCount)
        }
        logsBloom = filter
        difficulty = try fields.uint256(.difficulty)
        number = try fields.uint64(.number)
        gasLimit = Gas(try fields.uint64(.gasLimit))
        gasUsed = Gas(try fields.uint64(.gasUsed))
        timestamp = try fields.uint64(.timestamp)
        extraData = try fields.bytes(.extraData)
        mixHash = try fields.hash(.mixHash)
        nonce = try fields.word(.nonce, byteCount: 8).limb0
        if shape >= .london { baseFee = Wei(try fields.uint256(.baseFee)) }
        if shape >= .shanghai { withdrawalsRoot = try fields.hash(.withdrawalsRoot) }
        if shape >= .cancun {
            blobGasUsed = try fields.uint64(.blobGasUsed)
            excessBlobGas = try fields.uint64(.excessBlobGas)
            parentBeaconBlockRoot = try fields.hash(.parentBeaconBlockRoot)
        }
        if shape >= .prague { requestsHash = try fields.hash(.requestsHash) }
    }
}
