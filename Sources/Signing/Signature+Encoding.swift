import CSecp256k1
import Primitives
import WideMath

extension Signature {
    /// The two numbers of a signature in the distinguished encoding rules, as Bitcoin and
    /// certificates write it; nothing for any other bytes.
    ///
    /// A number that is negative or not below n reads as zero, which no key verifies.
    public static func numbers(der: [UInt8]) -> (r: UInt256, s: UInt256)? {
        var raw = secp256k1_ecdsa_signature()
        var compact = [UInt8](repeating: 0, count: 64)
        guard
            secp256k1_ecdsa_signature_parse_der(Secp256k1.context, &raw, der, der.count) == 1,
            secp256k1_ecdsa_signature_serialize_compact(Secp256k1.context, &compact, &raw) == 1
        else { return nil }
        return numbers(compact: compact)
    }

    /// The two numbers in 32 bytes each; nothing for any other count.
    public static func numbers(compact: [UInt8]) -> (r: UInt256, s: UInt256)? {
        guard compact.count == 64, let r = UInt256(bigEndian: compact.prefix(32)),
            let s = UInt256(bigEndian: compact.suffix(32))
        else { return nil }
        return (r, s)
    }
}

extension PrivateKey {
    /// The nonce of RFC 6979 with SHA-256, after so many have been rejected.
    public func nonce(for hash: Hash32, rejected: UInt32 = 0) -> [UInt8]? {
        var nonce = [UInt8](repeating: 0, count: 32)
        guard
            secp256k1_nonce_function_rfc6979(&nonce, hash.bytes, bytes, nil, nil, rejected) == 1
        else { return nil }
        return nonce
    }
}
