import Chain
import Primitives
import Signing
import WideMath

/// A case of ethers: one set of fields in every type of transaction, unsigned and signed.
struct EthersTransaction {
    private let value: JSONValue
    private let key: PrivateKey
    private let nonce: UInt64
    private let gasPrice: Wei
    private let maxFee: Wei
    private let priorityFee: Wei
    private let gasLimit: Gas
    private let to: Address?
    private let amount: Wei
    private let data: [UInt8]
    private let accessList: [AccessListEntry]
    private let chainID: UInt64?

    init(_ value: JSONValue) throws(CaseFailure) {
        guard let fields = value["transaction"] else { throw .missing(field: "transaction") }
        guard let key = PrivateKey(bytes: try value.bytes("privateKey")) else {
            throw .malformed(field: "privateKey", expected: "a private key")
        }
        self.value = value
        self.key = key
        nonce = try fields["nonce"] == nil ? 0 : fields.uint64("nonce")
        gasPrice = Wei(try fields.numberIfAny("gasPrice"))
        maxFee = Wei(try fields.numberIfAny("maxFeePerGas"))
        priorityFee = Wei(try fields.numberIfAny("maxPriorityFeePerGas"))
        gasLimit = Gas(try fields["gasLimit"] == nil ? 0 : fields.uint64("gasLimit"))
        to = try fields["to"] == nil ? nil : fields.address("to")
        amount = Wei(try fields.numberIfAny("value"))
        data = try fields["data"] == nil ? [] : fields.bytes("data")
        chainID = try fields["chainId"] == nil ? nil : fields.uint64("chainId")
        var accessList: [AccessListEntry] = []
        if fields["accessList"] != nil {
            for entry in try fields.entries("accessList") {
                accessList.append(try Self.entry(entry))
            }
        }
        self.accessList = accessList
    }

    static func entry(_ value: JSONValue) throws(CaseFailure) -> AccessListEntry {
        var keys: [UInt256] = []
        for key in try value.entries("storageKeys") {
            guard let text = key.string, let hash = Hash32(text: text) else {
                throw .malformed(field: "storageKeys", expected: "words of 32 bytes")
            }
            keys.append(hash.word)
        }
        return AccessListEntry(address: try value.address("address"), storageKeys: keys)
    }

    private static let forms = ["Legacy", "Eip155", "Berlin", "London"]

    /// Whether a field holds a form of the transaction that is not checked.
    static func isUnknownForm(_ field: String) -> Bool {
        ["unsigned", "signed"].contains { prefix in
            field.hasPrefix(prefix) && !forms.contains(String(field.dropFirst(prefix.count)))
        }
    }

    /// Compares the bytes of every form, both ways; an empty text stands for a form that the
    /// fields do not have.
    func check() throws(CaseFailure) {
        var count = 0
        for form in Self.forms where value["signed" + form] != nil {
            if value["signed" + form] == .string(""), value["unsigned" + form] == .string("") {
                continue
            }
            try check(transaction(form), form)
            count += 1
        }
        if count == 0 { throw .missing(field: "signedLegacy") }
    }

    private func check(_ transaction: Transaction, _ form: String) throws(CaseFailure) {
        let unsigned = try value.bytes("unsigned" + form)
        try CaseFailure.unless(
            "the unsigned form \(form)",
            transaction.unsignedEncoding,
            are: unsigned
        )
        let signed = transaction.signed(by: key)
        let bytes = try value.bytes("signed" + form)
        try CaseFailure.unless("the signed form \(form)", signed.encoded, are: bytes)
        try check(signed, "signature" + form)
        let decoded: SignedTransaction
        do {
            decoded = try SignedTransaction.decode(bytes)
        } catch {
            throw .refused(what: "the signed form \(form)", reason: "\(error)")
        }
        if decoded != signed {
            throw .different(
                what: "what the form \(form) decodes to",
                expected: "\(signed)",
                actual: "\(decoded)"
            )
        }
        guard let sender = decoded.recoverSender() else {
            throw .refused(what: "the signature of \(form)", reason: "no sender")
        }
        try CaseFailure.unless("the sender of \(form)", sender, is: key.address)
    }

    /// Compares the numbers of a signature, where the case has them apart.
    private func check(_ signed: SignedTransaction, _ field: String) throws(CaseFailure) {
        guard let numbers = value[field] else { return }
        let own = [
            ("v", signed.recoveryValue), ("r", signed.signature.r), ("s", signed.signature.s),
        ]
        for (name, number) in own {
            try CaseFailure.unless("\(field).\(name)", number, is: numbers.number(name))
        }
    }

    private func transaction(_ form: String) -> Transaction {
        switch form {
        case "Berlin":
            return Transaction(
                chainID: chainID ?? 0,
                nonce: nonce,
                gasPrice: gasPrice,
                gasLimit: gasLimit,
                to: to,
                value: amount,
                data: data,
                accessList: accessList
            )
        case "London":
            return Transaction(
                chainID: chainID ?? 0,
                nonce: nonce,
                maxPriorityFeePerGas: priorityFee,
                maxFeePerGas: maxFee,
                gasLimit: gasLimit,
                to: to,
                value: amount,
                data: data,
                accessList: accessList
            )
        default:
            return Transaction(
                legacyOn: form == "Eip155" ? chainID : nil,
                nonce: nonce,
                gasPrice: gasPrice,
                gasLimit: gasLimit,
                to: to,
                value: amount,
                data: data
            )
        }
    }
}
