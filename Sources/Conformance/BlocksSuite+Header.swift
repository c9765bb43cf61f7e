import Chain
import Primitives
import WideMath

extension BlocksSuite {
    /// Compares the fields that the header has, and its hash, with those of a reference.
    ///
    /// The filter of the logs is compared where the reference has it.
    static func check(
        _ header: BlockHeader,
        against reference: JSONValue
    ) throws(CaseFailure) {
        for field in numbers where header.shape >= field.since {
            let expected = try reference.number(field.key)
            try CaseFailure.unless("the header's \(field.key)", field.read(header), is: expected)
        }
        for field in bytes where header.shape >= field.since {
            if field.key == "bloom", reference["bloom"] == nil { continue }
            let expected = try reference.bytes(field.key)
            try CaseFailure.unless("the header's \(field.key)", field.read(header), are: expected)
        }
        try CaseFailure.unless("the block's hash", header.hash, is: reference.hash("hash"))
    }

    /// A field by its name in ethereum/tests.
    private struct Field<Value>: Sendable {
        let key: String
        let since: HeaderShape
        let read: @Sendable (BlockHeader) -> Value

        init(
            _ key: String,
            since: HeaderShape = .frontier,
            _ read: @escaping @Sendable (BlockHeader) -> Value
        ) {
            self.key = key
            self.since = since
            self.read = read
        }
    }

    private static let numbers: [Field<UInt256>] = [
        Field("difficulty") { $0.difficulty },
        Field("number") { UInt256($0.number) },
        Field("gasLimit") { UInt256($0.gasLimit.units) },
        Field("gasUsed") { UInt256($0.gasUsed.units) },
        Field("timestamp") { UInt256($0.timestamp) },
        Field("nonce") { UInt256($0.nonce) },
        Field("baseFeePerGas", since: .london) { $0.baseFee.raw },
        Field("blobGasUsed", since: .cancun) { UInt256($0.blobGasUsed) },
        Field("excessBlobGas", since: .cancun) { UInt256($0.excessBlobGas) },
    ]

    private static let bytes: [Field<[UInt8]>] = [
        Field("parentHash") { $0.parentHash.bytes },
        Field("uncleHash") { $0.ommersHash.bytes },
        Field("coinbase") { $0.coinbase.bytes },
        Field("stateRoot") { $0.stateRoot.bytes },
        Field("transactionsTrie") { $0.transactionsRoot.bytes },
        Field("receiptTrie") { $0.receiptsRoot.bytes },
        Field("bloom") { $0.logsBloom.bytes },
        Field("extraData") { $0.extraData },
        Field("mixHash") { $0.mixHash.bytes },
        Field("withdrawalsRoot", since: .shanghai) { $0.withdrawalsRoot.bytes },
        Field("parentBeaconBlockRoot", since: .cancun) { $0.parentBeaconBlockRoot.bytes },
        Field("requestsHash", since: .prague) { $0.requestsHash.bytes },
    ]
}
