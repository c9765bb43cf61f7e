import Crypto
import CryptoExtras
import Primitives

/// The hash functions of wallets, by swift-crypto; Ethereum's own is Keccak-256.
public enum Digest: String, CaseIterable, Sendable {
    /// SHA-256.
    case sha256
    /// SHA-384.
    case sha384
    /// SHA-512.
    case sha512

    /// The hash of a message.
    public func hash(_ message: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Array(SHA256.hash(data: message))
        case .sha384: Array(SHA384.hash(data: message))
        case .sha512: Array(SHA512.hash(data: message))
        }
    }

    /// The keyed hash of a message (RFC 2104).
    public func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: key)
        switch self {
        case .sha256: return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        case .sha384: return Array(HMAC<SHA384>.authenticationCode(for: message, using: key))
        case .sha512: return Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
        }
    }

    /// A key from a password: PBKDF2 with the keyed hash (RFC 8018).
    ///
    /// Nothing for no rounds or no bytes. Complexity: a keyed hash for each round and block.
    public func deriveKey(
        password: [UInt8],
        salt: [UInt8],
        rounds: Int,
        byteCount: Int
    ) -> [UInt8]? {
        guard rounds > 0, byteCount > 0 else { return nil }
        let function: KDF.Insecure.PBKDF2.HashFunction =
            switch self {
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            }
        let key = try? KDF.Insecure.PBKDF2.deriveKey(
            from: password,
            salt: salt,
            using: function,
            outputByteCount: byteCount,
            unsafeUncheckedRounds: rounds
        )
        return key?.withUnsafeBytes { Array($0) }
    }
}
