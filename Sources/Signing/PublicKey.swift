import CSecp256k1
import Primitives
import WideMath

/// A point of the curve, other than the one at infinity.
public struct PublicKey: Hashable, Sendable {
    /// The coordinates x and y, 32 bytes each, most significant first.
    public let bytes: [UInt8]

    /// Reads 33 bytes after 02 or 03, or 65 after 04; nothing unless they are a point's.
    public init?(encoded: [UInt8]) {
        // The library reads the hybrid prefixes 06 and 07 too, which nobody writes.
        switch (encoded.count, encoded.first) {
        case (33, 2), (33, 3), (65, 4): break
        default: return nil
        }
        var raw = secp256k1_pubkey()
        guard
            secp256k1_ec_pubkey_parse(Secp256k1.context, &raw, encoded, encoded.count) == 1
        else { return nil }
        self.init(&raw)
    }

    /// The key that belongs to a private key.
    public init(of key: PrivateKey) { bytes = key.publicKey }

    private init?(_ raw: inout secp256k1_pubkey) {
        guard let bytes = Secp256k1.serialize(&raw, compressed: false) else { return nil }
        self.bytes = bytes
    }

    /// 04 and both coordinates.
    public var uncompressed: [UInt8] { [4] + bytes }

    /// The parity of y as 02 or 03, and x.
    public var compressed: [UInt8] { [2 + (bytes[63] & 1)] + bytes.prefix(32) }

    /// The low 160 bits of the Keccak-256 hash of both coordinates.
    public var address: Address { Secp256k1.address(ofPublicKey: bytes) }

    /// The sum of two points; nothing where it is the point at infinity.
    public func adding(_ other: PublicKey) -> PublicKey? {
        var (left, right, sum) = (raw, other.raw, secp256k1_pubkey())
        let added = withUnsafePointer(to: &left) { left in
            withUnsafePointer(to: &right) { right in
                secp256k1_ec_pubkey_combine(Secp256k1.context, &sum, [left, right], 2)
            }
        }
        return added == 1 ? PublicKey(&sum) : nil
    }

    /// The sum with a multiple of the generator; nothing where that is the point at infinity or
    /// the factor is not 32 bytes below n.
    public func adding(generatorTimes factor: [UInt8]) -> PublicKey? {
        guard factor.count == 32 else { return nil }
        var sum = raw
        guard secp256k1_ec_pubkey_tweak_add(Secp256k1.context, &sum, factor) == 1 else {
            return nil
        }
        return PublicKey(&sum)
    }

    /// The point times a factor; nothing unless that is 32 bytes from 1 to n − 1.
    public func multiplied(by factor: [UInt8]) -> PublicKey? {
        guard factor.count == 32 else { return nil }
        var product = raw
        guard secp256k1_ec_pubkey_tweak_mul(Secp256k1.context, &product, factor) == 1 else {
            return nil
        }
        return PublicKey(&product)
    }

    /// Whether the numbers are a signature of the hash by this key.
    ///
    /// False if r or s is zero or not below n, or if s is above half of it, unless `allowsHighS`.
    public func verifies(
        _ hash: Hash32,
        r: UInt256,
        s: UInt256,
        allowsHighS: Bool = false
    ) -> Bool {
        var (key, signature) = (raw, secp256k1_ecdsa_signature())
        let compact = r.bigEndianBytes + s.bigEndianBytes
        guard
            secp256k1_ecdsa_signature_parse_compact(Secp256k1.context, &signature, compact) == 1
        else { return false }
        if allowsHighS {
            var lowered = secp256k1_ecdsa_signature()
            _ = secp256k1_ecdsa_signature_normalize(Secp256k1.context, &lowered, &signature)
            signature = lowered
        }
        return secp256k1_ecdsa_verify(Secp256k1.context, &signature, hash.bytes, &key) == 1
    }

    /// The library's form of the point.
    private var raw: secp256k1_pubkey {
        var raw = secp256k1_pubkey()
        guard secp256k1_ec_pubkey_parse(Secp256k1.context, &raw, uncompressed, 65) == 1 else {
            preconditionFailure("libsecp256k1 refused a point that it had read")
        }
        return raw
    }
}
