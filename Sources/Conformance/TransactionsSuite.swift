import Chain
import Execution
import Primitives
import Signing
import WideMath

/// Transactions of types 0, 1 and 2, and the addresses of new contracts.
///
/// A case of ethereum/tests has the bytes as `txbytes` and under `result`, for each fork, the
/// `hash`, `sender` and `intrinsicGas`, or an `exception`. A case of ethers has the fields as
/// `transaction`, the `privateKey`, and the unsigned and signed bytes of each type; or a `sender`
/// and under `creates` the addresses of its CREATE (`nonce`) or CREATE2 (`salt`, `initCode`).
enum TransactionsSuite: ConformanceSuite {
    static let name = "transactions"
    /// The chain of ethereum/tests.
    private static let chainID: UInt64 = 1

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        for (name, value) in try file.cases() {
            if value["txbytes"] != nil {
                checkForks(name, value, into: &report)
            } else if value["creates"] != nil {
                checkCreations(name, value, into: &report)
            } else {
                report.check(name) { () throws(CaseFailure) in
                    guard value["transaction"] != nil else {
                        throw .unknownShape(fields: value.keys)
                    }
                    try EthersTransaction(value).check()
                }
                for key in value.keys where EthersTransaction.isUnknownForm(key) {
                    report.note("the form \"\(key)\" of a transaction is out of scope")
                }
            }
        }
    }

    /// The rules by which each fork's transactions are checked; forks between two of ours have the
    /// rules of the one before, for these types, but for Shanghai, which brought EIP-3860.
    private static let forks: [String: Fork] = [
        "Istanbul": .istanbul, "MuirGlacier": .istanbul, "Berlin": .berlin, "London": .london,
        "ArrowGlacier": .london, "GrayGlacier": .london, "Merge": .london, "Paris": .london,
        "Shanghai": .cancun, "Cancun": .cancun, "Prague": .prague, "Osaka": .osaka,
    ]

    private static func checkForks(
        _ name: String,
        _ value: JSONValue,
        into report: inout SuiteReport
    ) {
        guard case .object(let results) = value["result"] else {
            return report.fail(name, "the field \"result\" is missing")
        }
        let known = results.keys.sorted().compactMap { key in forks[key].map { (key, $0) } }
        let unknown = results.keys.filter { forks[$0] == nil }.sorted()
        if !unknown.isEmpty {
            report.note("forks that are not modelled: \(unknown.joined(separator: ", "))")
        }
        if known.isEmpty { return report.skip("a case without a fork that is modelled") }
        let type = (try? value.bytes("txbytes"))?.first
        if type == 3, known.contains(where: { $0.1 >= .cancun }) {
            return report.skip("blob transactions (type 3) are out of scope")
        }
        if type == 4, known.contains(where: { $0.1 >= .prague }) {
            return report.skip("set-code transactions (type 4) are out of scope")
        }
        report.check(name) { () throws(CaseFailure) in
            let bytes = try value.bytes("txbytes")
            for (label, fork) in known {
                guard let result = results[label] else { continue }
                try check(bytes, fork, label, result)
            }
        }
    }

    private static func check(
        _ bytes: [UInt8],
        _ fork: Fork,
        _ label: String,
        _ result: JSONValue
    ) throws(CaseFailure) {
        if let exception = result["exception"] {
            if (try? accept(bytes, fork)) != nil {
                throw .accepted(what: "the transaction, \(label)'s \(exception.string ?? "")")
            }
            return
        }
        let accepted: (signed: SignedTransaction, sender: Address, gas: IntrinsicGas)
        do {
            accepted = try accept(bytes, fork)
        } catch {
            throw .refused(what: "\(label)'s transaction", reason: "\(error)")
        }
        try CaseFailure.unless("\(label)'s hash", accepted.signed.hash, is: try result.hash("hash"))
        try CaseFailure.unless(
            "\(label)'s sender",
            accepted.sender,
            is: try result.address("sender")
        )
        try CaseFailure.unless(
            "\(label)'s intrinsic gas",
            UInt256(UInt64(accepted.gas.charge)),
            is: try result.number("intrinsicGas")
        )
    }

    /// Everything that a node checks of a transaction before it looks at the state.
    private static func accept(
        _ bytes: [UInt8],
        _ fork: Fork
    ) throws -> (signed: SignedTransaction, sender: Address, gas: IntrinsicGas) {
        let signed = try SignedTransaction.decode(bytes)
        let gas = try signed.transaction.checkAlone(fork: fork, chainID: chainID)
        guard let sender = signed.recoverSender() else { throw InvalidTransaction.invalidSignature }
        return (signed, sender, gas)
    }

    private static func checkCreations(
        _ name: String,
        _ value: JSONValue,
        into report: inout SuiteReport
    ) {
        guard let creations = value["creates"]?.array, !creations.isEmpty else {
            return report.fail(name, "\"creates\" is not a list of creations")
        }
        for (index, creation) in creations.enumerated() {
            report.check(creation["name"]?.string ?? "\(name), creation \(index)") {
                () throws(CaseFailure) in
                try checkCreation(creation, sender: try value.address("sender"))
            }
        }
    }

    private static func checkCreation(
        _ creation: JSONValue,
        sender: Address
    ) throws(CaseFailure) {
        let address: Address
        if creation["nonce"] != nil {
            address = ContractAddress.create(sender: sender, nonce: try creation.uint64("nonce"))
        } else if creation["salt"] != nil {
            let hash = try creation.hash("initCodeHash")
            if creation["initCode"] != nil {
                let actual = keccak256(try creation.bytes("initCode"))
                try CaseFailure.unless("the hash of the init code", actual, is: hash)
            }
            let salt = try creation.hash("salt")
            address = ContractAddress.create2(sender: sender, salt: salt.word, initCodeHash: hash)
        } else {
            throw .unknownShape(fields: creation.keys)
        }
        try CaseFailure.unless("the address", address, is: try creation.address("address"))
    }
}
