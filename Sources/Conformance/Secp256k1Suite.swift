import Primitives
import Signing
import WideMath

/// Keys, signatures and points of the curve, and the hash functions that wallets take.
///
/// Wycheproof's files have `testGroups`: ECDSA over this curve, in DER, in 64 bytes, or with
/// Bitcoin's low s; keyed hashes; PBKDF2. The files of noble-curves have signatures by RFC 6979,
/// its nonces, what must not sign or verify, and operations on points.
enum Secp256k1Suite: ConformanceSuite {
    static let name = "secp256k1"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let json = try file.json()
        if json["testGroups"] != nil {
            return WycheproofFile(json).check(into: &report)
        }
        if json["invalid"] != nil || json["valid"] != nil || json["extraEntropy"] != nil {
            return checkNested(json, into: &report)
        }
        for (name, value) in try file.cases() {
            report.check(name) { () throws(CaseFailure) in try check(value) }
        }
    }

    private static func check(_ value: JSONValue) throws(CaseFailure) {
        if value["k0"] != nil {
            try checkNonces(value)
        } else if value["signature"] != nil, value["d"] != nil {
            try checkSigning(value)
        } else {
            throw .unknownShape(fields: value.keys)
        }
    }

    private static func privateKey(_ value: JSONValue) throws(CaseFailure) -> PrivateKey {
        guard let key = PrivateKey(bytes: try value.bytes("d")) else {
            throw .refused(what: "the private key", reason: "not 32 bytes from 1 to n - 1")
        }
        return key
    }

    /// RFC 6979's nonces for the SHA-256 hash of a message.
    private static func checkNonces(_ value: JSONValue) throws(CaseFailure) {
        let key = try privateKey(value)
        let message = Array(try value.text("message").utf8)
        guard let hash = Hash32(bytes: Digest.sha256.hash(message)) else {
            throw .malformed(field: "message", expected: "text")
        }
        for field in value.keys where field.hasPrefix("k") {
            guard let rejected = UInt32(field.dropFirst()), rejected <= 10_000 else {
                throw .malformed(field: field, expected: "k and a number up to 10000")
            }
            guard let nonce = key.nonce(for: hash, rejected: rejected) else {
                throw .refused(what: field, reason: "no nonce")
            }
            try CaseFailure.unless(field, nonce, are: try value.bytes(field))
        }
    }

    private static func checkSigning(_ value: JSONValue) throws(CaseFailure) {
        let key = try privateKey(value)
        let hash = try value.hash("m")
        try checkSignature(key, hash, nil, value, "signature")
        // What noble-curves' tests mix into the nonce.
        let extras: [(String, UInt256)] = [
            ("extraEntropy0", 0), ("extraEntropy1", 1), ("extraEntropyRand", randomExtra),
            ("extraEntropyN", order), ("extraEntropyMax", .max),
        ]
        for (field, extra) in extras where value[field] != nil {
            try checkSignature(key, hash, Hash32(word: extra), value, field)
        }
    }

    /// n, the order of the group (SEC 2, section 2.4.1).
    private static let order = UInt256(
        0xbfd2_5e8c_d036_4141,
        0xbaae_dce6_af48_a03b,
        0xffff_ffff_ffff_fffe,
        .max
    )
    /// noble-curves, test/secp256k1.test.ts: 6e723d3fd94ed5d2….
    private static let randomExtra = UInt256(
        0xf8af_e91d_29db_1c33,
        0x3ca5_2af8_2998_8a63,
        0xb6bd_d4f1_2336_4b0f,
        0x6e72_3d3f_d94e_d5d2
    )

    private static func checkSignature(
        _ key: PrivateKey,
        _ hash: Hash32,
        _ extra: Hash32?,
        _ value: JSONValue,
        _ field: String
    ) throws(CaseFailure) {
        let signature = key.sign(hash, extra: extra)
        try CaseFailure.unless(
            "the \(field)",
            signature.r.bigEndianBytes + signature.s.bigEndianBytes,
            are: try value.bytes(field)
        )
        let verifies = PublicKey(of: key).verifies(hash, r: signature.r, s: signature.s)
        guard verifies, signature.recover(hash) == key.address else {
            throw .refused(what: "the \(field)", reason: "it does not verify")
        }
    }

    /// Groups of cases by validity and operation.
    private static func checkNested(_ json: JSONValue, into report: inout SuiteReport) {
        for top in json.keys {
            guard let value = json[top] else { continue }
            if let cases = value.array {
                for (index, item) in cases.enumerated() {
                    report.check("\(top) \(index)") { () throws(CaseFailure) in
                        try check(item)
                    }
                }
                continue
            }
            guard ["valid", "invalid"].contains(top) else {
                report.fail(top, "no known group has this name")
                continue
            }
            for group in value.keys {
                if value[group]?.array == nil { report.fail("\(top) \(group)", "not a list") }
                for (index, item) in (value[group]?.array ?? []).enumerated() {
                    let label = item["description"]?.string ?? "case \(index)"
                    report.check("\(top) \(group), \(label)") { () throws(CaseFailure) in
                        let point = try PointCase(group, item)
                        if top == "valid" {
                            try point.checkValid()
                        } else {
                            try point.checkInvalid()
                        }
                    }
                }
            }
        }
    }
}
