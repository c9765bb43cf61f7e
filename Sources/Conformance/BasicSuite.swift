import Chain
import Primitives
import Signing
import WideMath

/// The basic tests of ethereum/tests, and the units of ethers.
///
/// A case is a `key` with its `addr`; a legacy transaction's fields with a `key` and its `unsigned`
/// and `signed` bytes; an amount in `wei` and other units; or a path of a trie (`HexPrefixCheck`).
/// A file may also be the hashes of a first block (`GenesisCheck`).
enum BasicSuite: ConformanceSuite {
    static let name = "basic"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let json = try file.json()
        if GenesisCheck.isOne(json) {
            return GenesisCheck.check(json, into: &report)
        }
        for (name, value) in try file.cases() {
            if value["decryption_type"] != nil {
                report.skip("encryption between nodes (ECIES, AES) is out of scope")
            } else {
                if value["sig_of_emptystring"] != nil {
                    // Nethermind and hs-ethereum leave it out too: it recovers to another address.
                    report.note(
                        "\"sig_of_emptystring\" is not checked: the key has not signed that hash"
                    )
                }
                report.check(name) { () throws(CaseFailure) in try check(value) }
            }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        if value["addr"] != nil {
            try checkKey(value)
        } else if value["startgas"] != nil {
            try checkTransaction(value)
        } else if value["wei"] != nil {
            try UnitCase(value).check()
        } else if HexPrefixCheck.isOne(value) {
            try HexPrefixCheck.check(value)
        } else {
            throw .unknownShape(fields: value.keys)
        }
    }

    private static func key(_ value: JSONValue) throws(CaseFailure) -> PrivateKey {
        guard let key = PrivateKey(bytes: try value.bytes("key")) else {
            throw .refused(what: "the private key", reason: "not 32 bytes from 1 to n - 1")
        }
        return key
    }

    private static func checkKey(_ value: JSONValue) throws(CaseFailure) {
        let key = try key(value)
        if value["seed"] != nil {
            let seed = keccak256(Array(try value.text("seed").utf8)).bytes
            try CaseFailure.unless("the key of the seed", seed, are: try value.bytes("key"))
        }
        try CaseFailure.unless("the address", key.address, is: try value.address("addr"))
    }

    private static func checkTransaction(_ value: JSONValue) throws(CaseFailure) {
        let key = try key(value)
        let to = try value.bytes("to")
        let transaction = Transaction(
            legacyOn: nil,
            nonce: try value.uint64("nonce"),
            gasPrice: Wei(try value.number("gasprice")),
            gasLimit: Gas(try value.uint64("startgas")),
            to: to.isEmpty ? nil : try value.address("to"),
            value: Wei(try value.number("value")),
            data: try value.bytes("data")
        )
        // The file writes the unsigned form with three empty fields for the signature.
        var unsigned: [RLPItem]
        do {
            unsigned = try RLP.decode(transaction.unsignedEncoding).asList()
        } catch {
            throw .refused(what: "the unsigned form", reason: "\(error)")
        }
        unsigned += [.bytes([]), .bytes([]), .bytes([])]
        try CaseFailure.unless(
            "the unsigned form",
            RLP.encode(.list(unsigned)),
            are: try value.bytes("unsigned")
        )
        try checkSigned(transaction, try value.bytes("signed"), key)
    }

    /// The file is older than Homestead: where its s is high, the bytes must be refused (EIP-2),
    /// but their signer is still the key.
    private static func checkSigned(
        _ transaction: Transaction,
        _ bytes: [UInt8],
        _ key: PrivateKey
    ) throws(CaseFailure) {
        let fields: [RLPItem]
        let numbers: [UInt256]
        do {
            fields = try RLP.decode(bytes).asList()
            numbers = try fields.suffix(3).map { item throws(RLPError) in try item.asUInt256() }
        } catch {
            throw .refused(what: "the signed form", reason: "\(error)")
        }
        guard fields.count == 9, numbers.count == 3, numbers[0] == 27 || numbers[0] == 28 else {
            throw .malformed(field: "signed", expected: "nine fields, with v 27 or 28")
        }
        let signature = Signature(
            r: numbers[1],
            s: numbers[2],
            yParity: UInt8(numbers[0].limb0 - 27)
        )
        let signed = SignedTransaction(transaction, signature: signature)
        try CaseFailure.unless("the signed form", signed.encoded, are: bytes)
        guard let sender = signature.recover(signed.signingHash, allowsHighS: true) else {
            throw .refused(what: "the signature", reason: "no sender")
        }
        try CaseFailure.unless("the sender", sender, is: key.address)
        let decoded = try? SignedTransaction.decode(bytes)
        if signature.isInRange {
            if decoded != signed { throw .refused(what: "the signed form", reason: "undecoded") }
        } else if decoded != nil {
            throw .accepted(what: "a high s")
        }
    }
}
