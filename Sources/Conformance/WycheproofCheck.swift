import Primitives
import Signing
import WideMath

/// What the tests of a group of Wycheproof ask.
enum WycheproofCheck {
    /// Whether a signature is one of the message by the group's key.
    case signature(group: JSONValue, Digest, isCompact: Bool, allowsHighS: Bool)
    /// Whether the tag is the message's keyed hash, perhaps cut short.
    case keyedHash(group: JSONValue, Digest)
    /// Whether a password gives the key.
    case keyDerivation(Digest)

    /// The most rounds of a key derivation that are worked through.
    private static let roundsMax: UInt64 = 10_000_000
    /// The longest key that is derived, in bytes.
    private static let keyMax: UInt64 = 1 << 16

    /// Nothing for what is out of scope: other curves, hash functions and algorithms.
    init?(_ group: JSONValue, algorithm: String) {
        let digests: [String: Digest] = ["256": .sha256, "384": .sha384, "512": .sha512]
        func digest(after prefix: String, in text: String) -> Digest? {
            text.hasPrefix(prefix) ? digests[String(text.dropFirst(prefix.count))] : nil
        }
        let type = group["type"]?.string ?? ""
        switch type {
        case "EcdsaVerify", "EcdsaBitcoinVerify", "EcdsaP1363Verify":
            // Older files call it `key`.
            guard (group["publicKey"] ?? group["key"])?["curve"] == .string("secp256k1"),
                let digest = digest(after: "SHA-", in: group["sha"]?.string ?? "")
            else { return nil }
            self = .signature(
                group: group,
                digest,
                isCompact: type == "EcdsaP1363Verify",
                allowsHighS: type != "EcdsaBitcoinVerify"
            )
        case "MacTest":
            guard let digest = digest(after: "HMACSHA", in: algorithm) else { return nil }
            self = .keyedHash(group: group, digest)
        case "PbkdfTest":
            guard let digest = digest(after: "PBKDF2-HMACSHA", in: algorithm) else { return nil }
            self = .keyDerivation(digest)
        default: return nil
        }
    }

    /// Whether what the test says is so.
    func holds(_ test: JSONValue) throws(CaseFailure) -> Bool {
        switch self {
        case .signature(let group, let digest, let isCompact, let allowsHighS):
            guard let publicKey = group["publicKey"] ?? group["key"] else {
                throw .missing(field: "publicKey")
            }
            guard let key = PublicKey(encoded: try publicKey.bytes("uncompressed")) else {
                throw .refused(what: "the public key", reason: "no point")
            }
            let message = try test.bytes("msg")
            let bytes = try test.bytes("sig")
            let numbers =
                isCompact ? Signature.numbers(compact: bytes) : Signature.numbers(der: bytes)
            // The hash's leftmost 256 bits (SEC 1, section 4.1.3).
            guard let numbers, let hash = Hash32(bytes: digest.hash(message).prefix(32)) else {
                return false
            }
            return key.verifies(hash, r: numbers.r, s: numbers.s, allowsHighS: allowsHighS)
        case .keyedHash(let group, let digest):
            let bits = try group.uint64("tagSize")
            let tag = digest.authenticate(try test.bytes("msg"), key: try test.bytes("key"))
            guard bits % 8 == 0, bits / 8 <= UInt64(tag.count) else {
                throw .malformed(field: "tagSize", expected: "whole bytes of the hash")
            }
            return Array(tag.prefix(Int(bits / 8))) == (try test.bytes("tag"))
        case .keyDerivation(let digest):
            let key = try Self.derive(test, digest)
            return key == (try test.bytes("dk"))
        }
    }

    private static func derive(
        _ test: JSONValue,
        _ digest: Digest
    ) throws(CaseFailure) -> [UInt8] {
        let rounds = try test.uint64("iterationCount")
        let count = try test.uint64("dkLen")
        guard rounds >= 1, rounds <= roundsMax else {
            throw .malformed(field: "iterationCount", expected: "1 to \(roundsMax)")
        }
        guard count >= 1, count <= keyMax else {
            throw .malformed(field: "dkLen", expected: "1 to \(keyMax)")
        }
        // Each 32 bytes or more of the key take all rounds.
        guard rounds * ((count + 31) / 32) <= roundsMax else {
            throw .malformed(field: "dkLen", expected: "a key of \(roundsMax) rounds in all")
        }
        guard
            let key = digest.deriveKey(
                password: try test.bytes("password"),
                salt: try test.bytes("salt"),
                rounds: Int(rounds),
                byteCount: Int(count)
            )
        else { throw .refused(what: "the key", reason: "not derived") }
        return key
    }
}
