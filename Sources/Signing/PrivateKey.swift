import CSecp256k1
import Primitives
import WideMath

/// A secret that signs, with the public key and address that follow from it.
public struct PrivateKey: Hashable, Sendable {
    /// The 32 bytes of the secret, most significant first.
    public let bytes: [UInt8]
    /// The public key: x and y, 32 bytes each, most significant first.
    public let publicKey: [UInt8]
    /// The low 160 bits of the public key's Keccak-256 hash.
    public let address: Address

    /// Makes a key from 32 bytes; nothing unless they are a number from 1 to n − 1.
    public init?(bytes: [UInt8]) {
        guard let publicKey = Secp256k1.publicKey(ofSecret: bytes, compressed: false) else {
            return nil
        }
        self.bytes = bytes
        self.publicKey = publicKey
        address = Secp256k1.address(ofPublicKey: publicKey)
    }

    /// Signs a hash; the nonce is that of RFC 6979 with SHA-256, and s is at most n / 2.
    ///
    /// The extra bytes, if there are any, enter the nonce (RFC 6979, section 3.6).
    public func sign(_ hash: Hash32, extra: Hash32? = nil) -> Signature {
        guard let extra else { return sign(hash, nonceData: nil) }
        return extra.bytes.withUnsafeBytes { sign(hash, nonceData: $0.baseAddress) }
    }

    private func sign(_ hash: Hash32, nonceData: UnsafeRawPointer?) -> Signature {
        var raw = secp256k1_ecdsa_recoverable_signature()
        var compact = [UInt8](repeating: 0, count: 64)
        var recoveryID: Int32 = 0
        // Neither call fails: the key was checked by `init` and the library's own nonce function
        // does not give up.
        guard
            secp256k1_ecdsa_sign_recoverable(
                Secp256k1.context,
                &raw,
                hash.bytes,
                bytes,
                nil,
                nonceData
            ) == 1,
            secp256k1_ecdsa_recoverable_signature_serialize_compact(
                Secp256k1.context,
                &compact,
                &recoveryID,
                &raw
            ) == 1,
            let r = UInt256(bigEndian: compact.prefix(32)),
            let s = UInt256(bigEndian: compact.suffix(32))
        else { preconditionFailure("libsecp256k1 refused a checked key") }
        // Bit 1 says that r lost a multiple of n: its probability is 2⁻¹²⁸, and Ethereum cannot
        // express it.
        return Signature(r: r, s: s, yParity: UInt8(recoveryID & 1))
    }
}

extension PrivateKey: CustomStringConvertible {
    /// The address, never the secret.
    public var description: String { "private key of \(address)" }
}
