import CSecp256k1
import Primitives
import WideMath

/// An ECDSA signature from which the signer's public key can be recovered.
///
/// Its numbers may be any: `recover` refuses what is no signature.
public struct Signature: Hashable, Sendable {
    /// The x coordinate of the nonce's point, modulo the group's order.
    public let r: UInt256
    /// The proof of the secret.
    public let s: UInt256
    /// Whether the y coordinate of the nonce's point is odd: 0 or 1.
    public let yParity: UInt8

    /// Makes a signature from its numbers, without checking them.
    public init(r: UInt256, s: UInt256, yParity: UInt8) {
        self.r = r
        self.s = s
        self.yParity = yParity
    }

    /// Whether the numbers are in the ranges of a signature: r from 1 to n − 1, s from 1 to half of
    /// n (EIP-2) and the parity 0 or 1.
    ///
    /// `recover` may still find no point with this r.
    public var isInRange: Bool { isInRange(sMax: Secp256k1.halfOrder) }

    private func isInRange(sMax: UInt256) -> Bool {
        !r.isZero && r < Secp256k1.order && !s.isZero && s <= sMax && yParity <= 1
    }

    /// The address whose key signed the hash.
    ///
    /// Nothing if r or s is zero or not below the group's order, if s is above half the order
    /// (EIP-2) unless `allowsHighS`, as the `ecrecover` precompile does, if the parity is neither
    /// 0 nor 1, or if no point has this r.
    public func recover(_ hash: Hash32, allowsHighS: Bool = false) -> Address? {
        recoverPublicKey(hash, allowsHighS: allowsHighS).map(Secp256k1.address(ofPublicKey:))
    }

    /// The public key, 64 bytes, that signed the hash; nothing where `recover` gives nothing.
    public func recoverPublicKey(_ hash: Hash32, allowsHighS: Bool = false) -> [UInt8]? {
        let sMax = allowsHighS ? Secp256k1.order.wrappingSubtract(.one) : Secp256k1.halfOrder
        guard isInRange(sMax: sMax) else { return nil }
        var raw = secp256k1_ecdsa_recoverable_signature()
        var key = secp256k1_pubkey()
        guard
            secp256k1_ecdsa_recoverable_signature_parse_compact(
                Secp256k1.context,
                &raw,
                r.bigEndianBytes + s.bigEndianBytes,
                Int32(yParity)
            ) == 1,
            secp256k1_ecdsa_recover(Secp256k1.context, &key, &raw, hash.bytes) == 1
        else { return nil }
        return Secp256k1.serialize(&key, compressed: false)
    }
}
