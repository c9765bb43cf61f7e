import Chain
import Primitives
import WideMath

/// Blocks: their RLP, header, hash, roots, and the senders of their transactions.
///
/// A case has the block as `rlp`, the header's fields and hash as `blockHeader`, and the
/// transactions with their senders as `txs` and their number as `nTx`. The fork is `network`, or
/// what `test` ends in after the last underscore; it tells which fields the header has.
enum BlocksSuite: ConformanceSuite {
    static let name = "blocks"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            let name = value["test"]?.string ?? name
            if let type = unmodelledType(value) {
                report.skip("transactions of type \(type) are out of scope")
                continue
            }
            let shape = fork(of: value).flatMap { shapes[$0] }
            if shape == nil { report.note("without a known fork, any known header is taken") }
            report.check(name) { () throws(CaseFailure) in try check(value, shape: shape) }
        }
    }

    /// The header's shape in the forks of ethereum/tests.
    private static let shapes: [String: HeaderShape] = [
        "Frontier": .frontier, "Homestead": .frontier, "EIP150": .frontier, "EIP158": .frontier,
        "Byzantium": .frontier, "Constantinople": .frontier, "ConstantinopleFix": .frontier,
        "Istanbul": .frontier, "MuirGlacier": .frontier, "Berlin": .frontier, "London": .london,
        "ArrowGlacier": .london, "GrayGlacier": .london, "Merge": .london, "Paris": .london,
        "Shanghai": .shanghai, "Cancun": .cancun, "Prague": .prague, "Osaka": .prague,
    ]

    private static func fork(of value: JSONValue) -> String? {
        value["network"]?.string
            ?? value["test"]?.string?.split(separator: "_").last.map { String($0) }
    }

    /// The type of the block's first transaction that Ethereum has and this chain does not.
    private static func unmodelledType(_ value: JSONValue) -> UInt8? {
        guard let bytes = try? value.bytes("rlp") else { return nil }
        do throws(BlockDecodingError) {
            _ = try Block.decode(bytes)
        } catch .transaction(_, .unsupportedType(let type)) where type == 3 || type == 4 {
            return type
        } catch {
            return nil
        }
        return nil
    }

    private static func check(
        _ value: JSONValue,
        shape: HeaderShape?
    ) throws(CaseFailure) {
        guard value["rlp"] != nil, let header = value["blockHeader"] else {
            throw .unknownShape(fields: value.keys)
        }
        let bytes = try value.bytes("rlp")
        let block: Block
        do throws(BlockDecodingError) {
            block = try Block.decode(bytes)
        } catch {
            throw .refused(what: "the block", reason: "\(error)")
        }
        try CaseFailure.unless("the encoding", block.encoded, are: bytes)
        if let shape {
            let actual = block.header.shape.rawValue
            try CaseFailure.unless("the header's shape", actual, is: shape.rawValue)
        }
        try check(block.header, against: header)
        let roots = [
            ("the transactions' root", block.transactionsRoot, block.header.transactionsRoot),
            ("the ommers' hash", block.ommersHash, block.header.ommersHash),
            ("the withdrawals' root", block.withdrawalsRoot, block.header.withdrawalsRoot),
        ]
        for (what, actual, expected) in roots {
            try CaseFailure.unless(what, actual, is: expected)
        }
        let transactions = try value.entries("txs")
        if value["nTx"] != nil {
            let count = UInt256(UInt64(block.transactions.count))
            try CaseFailure.unless("the number of transactions", count, is: value.number("nTx"))
        }
        if transactions.count != block.transactions.count {
            throw .malformed(field: "txs", expected: "as many transactions as the block has")
        }
        for (signed, reference) in zip(block.transactions, transactions) {
            try check(signed, against: reference)
        }
    }

    private static func check(
        _ list: [AccessListEntry],
        against reference: JSONValue
    ) throws(CaseFailure) {
        var expected: [AccessListEntry] = []
        if reference["accessList"] != nil {
            for entry in try reference.entries("accessList") {
                expected.append(try EthersTransaction.entry(entry))
            }
        }
        if list != expected {
            throw .different(what: "the access list", expected: "\(expected)", actual: "\(list)")
        }
    }

    private static func check(
        _ signed: SignedTransaction,
        against reference: JSONValue
    ) throws(CaseFailure) {
        guard let sender = signed.recoverSender() else {
            throw .refused(what: "a signature", reason: "it has no sender")
        }
        try CaseFailure.unless("the sender", sender, is: reference.address("sender"))
        let transaction = signed.transaction
        var numbers = [
            ("v", signed.recoveryValue),
            ("nonce", UInt256(transaction.nonce)),
            ("gasLimit", UInt256(transaction.gasLimit.units)),
            ("value", transaction.value.raw),
            ("r", signed.signature.r),
            ("s", signed.signature.s),
        ]
        if transaction.kind == .feeMarket {
            numbers.append(("maxFeePerGas", transaction.maxFeePerGas.raw))
            numbers.append(("maxPriorityFeePerGas", transaction.maxPriorityFeePerGas.raw))
        } else {
            numbers.append(("gasPrice", transaction.maxFeePerGas.raw))
        }
        for (key, actual) in numbers {
            try CaseFailure.unless("the transaction's \(key)", actual, is: reference.number(key))
        }
        if transaction.kind != .legacy(isProtected: false), reference["chainId"] != nil {
            let chain = UInt256(transaction.chainID)
            try CaseFailure.unless("the chain id", chain, is: reference.number("chainId"))
        }
        try check(transaction.accessList, against: reference)
        let type = UInt256(UInt64(transaction.kind.typeByte))
        try CaseFailure.unless("the transaction's type", type, is: reference.numberIfAny("type"))
        let recipient = transaction.to?.bytes ?? []
        try CaseFailure.unless("the transaction's to", recipient, are: reference.bytes("to"))
        try CaseFailure.unless(
            "the transaction's data",
            transaction.data,
            are: reference.bytes("data")
        )
    }
}
