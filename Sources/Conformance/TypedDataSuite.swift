import Primitives
import Signing
import WideMath

/// Typed data (EIP-712).
///
/// A case of ethers has the `domain`, `types`, `primaryType` and `data` with what they are
/// `encoded` to and their `digest`, perhaps signed by a `privateKey`. The EIP's example has
/// `typedData` with every intermediate value beside it.
enum TypedDataSuite: ConformanceSuite {
    static let name = "eip712"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let json = try file.json()
        if json["typedData"] != nil {
            report.check("typedData") { () throws(CaseFailure) in try checkExample(json) }
            return
        }
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in
                if value["typedData"] != nil {
                    try checkExample(value)
                } else if value["primaryType"] != nil {
                    try check(value)
                } else {
                    throw .unknownShape(fields: value.keys)
                }
            }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        let data = try typedData(value, message: "data")
        guard value["encoded"] != nil || value["digest"] != nil else {
            throw .missing(field: "digest")
        }
        if value["encoded"] != nil {
            try CaseFailure.unless(
                "the encoded message",
                try hashing { () throws(TypedDataError) in try data.encodedMessage() },
                are: try value.bytes("encoded")
            )
        }
        let digest = try hashing { () throws(TypedDataError) in try data.digest() }
        if value["digest"] != nil {
            try CaseFailure.unless("the digest", digest, is: try value.hash("digest"))
        }
        guard value["signature"] != nil else { return }
        guard let key = PrivateKey(bytes: try value.bytes("privateKey")) else {
            throw .malformed(field: "privateKey", expected: "a private key")
        }
        let signature = key.sign(digest)
        try CaseFailure.unless(
            "the signature",
            signature.r.bigEndianBytes + signature.s.bigEndianBytes + [27 + signature.yParity],
            are: try value.bytes("signature")
        )
    }

    private static func checkExample(_ value: JSONValue) throws(CaseFailure) {
        guard let inner = value["typedData"] else { throw .missing(field: "typedData") }
        let data = try typedData(inner, message: "message")
        if value["encodeType"] != nil {
            let text = try hashing { () throws(TypedDataError) in
                try data.encodeType(data.primaryType)
            }
            try CaseFailure.unless("the type", text, is: try value.text("encodeType"))
        }
        let hashes: [(String, () throws(TypedDataError) -> Hash32)] = [
            ("typeHash", { () throws(TypedDataError) in try data.typeHash(data.primaryType) }),
            ("structHash", { () throws(TypedDataError) in try data.messageHash() }),
            ("domainSeparator", { () throws(TypedDataError) in try data.domainSeparator() }),
        ]
        for (field, hash) in hashes where value[field] != nil {
            try CaseFailure.unless(field, try hashing(hash), is: try value.hash(field))
        }
        let digest = try hashing { () throws(TypedDataError) in try data.digest() }
        try CaseFailure.unless("the digest", digest, is: try value.hash("digest"))
        if value["privateKey"] != nil { try checkSignature(value, digest) }
    }

    private static func checkSignature(
        _ value: JSONValue,
        _ digest: Hash32
    ) throws(CaseFailure) {
        // The EIP makes its key as keccak256('cow').
        let text = try value.text("privateKey")
        let secret: [UInt8]
        if text.hasPrefix("keccak256('"), text.hasSuffix("')") {
            secret = keccak256(Array(text.dropFirst(11).dropLast(2).utf8)).bytes
        } else {
            secret = try value.bytes("privateKey")
        }
        guard let key = PrivateKey(bytes: secret) else {
            throw .malformed(field: "privateKey", expected: "a private key")
        }
        if value["address"] != nil {
            try CaseFailure.unless("the address", key.address, is: try value.address("address"))
        }
        guard value["v"] != nil else { return }
        let signature = key.sign(digest)
        try CaseFailure.unless("r", signature.r, is: try value.number("r"))
        try CaseFailure.unless("s", signature.s, is: try value.number("s"))
        try CaseFailure.unless(
            "v",
            UInt256(27 + UInt64(signature.yParity)),
            is: try value.number("v")
        )
    }

    private static func hashing<Value>(
        _ make: () throws(TypedDataError) -> Value
    ) throws(CaseFailure) -> Value {
        do {
            return try make()
        } catch {
            throw .refused(what: "the typed data", reason: "\(error)")
        }
    }

    private static func typedData(
        _ value: JSONValue,
        message: String
    ) throws(CaseFailure) -> TypedData {
        guard case .object(let list) = value["types"] else {
            throw .malformed(field: "types", expected: "structures with fields")
        }
        var types: [String: [TypedField]] = [:]
        for (name, fields) in list {
            guard let fields = fields.array else {
                throw .malformed(field: "types", expected: "structures with fields")
            }
            var typed: [TypedField] = []
            for field in fields {
                typed.append(TypedField(try field.text("name"), try field.text("type")))
            }
            types[name] = typed
        }
        let primaryType = try value.text("primaryType")
        let domain = try fields(of: value, "domain")
        let content = try fields(of: value, message)
        return try hashing { () throws(TypedDataError) in
            try TypedData(
                types: types,
                primaryType: primaryType,
                domain: domain,
                message: content
            )
        }
    }

    private static func fields(
        of value: JSONValue,
        _ field: String
    ) throws(CaseFailure) -> [String: TypedValue] {
        guard let object = value[field], case .object(let fields) = try typed(object) else {
            throw .malformed(field: field, expected: "an object")
        }
        return fields
    }

    private static func typed(_ value: JSONValue) throws(CaseFailure) -> TypedValue {
        switch value {
        case .null: return .null
        case .bool(let truth): return .bool(truth)
        case .integer(let number):
            return .integer(isNegative: false, magnitude: UInt256(number))
        case .number(let number):
            // Beyond 2⁵³ a number of JSON may have lost digits.
            guard let whole = Int64(exactly: number), whole.magnitude <= 1 << 53 else {
                throw .malformed(field: "data", expected: "numbers of at most 53 bits, or texts")
            }
            return .integer(isNegative: whole < 0, magnitude: UInt256(whole.magnitude))
        case .string(let text): return .text(text)
        case .array(let values):
            var list: [TypedValue] = []
            for value in values { list.append(try typed(value)) }
            return .list(list)
        case .object(let entries):
            var object: [String: TypedValue] = [:]
            for (key, value) in entries { object[key] = try typed(value) }
            return .object(object)
        }
    }
}
