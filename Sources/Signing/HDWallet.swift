import Crypto
import CryptoExtras
import Primitives

/// A tree of keys that grows from a phrase of words.
///
/// Source: BIP-39 for the seed, BIP-32 for the tree, BIP-44 for the place of Ethereum's accounts.
/// The phrase is used as it is: its words are not checked against a list, and text that is not
/// ASCII must come in the normal form NFKD.
public struct HDWallet: Sendable {
    /// The phrase that development chains start with; its keys are known to everyone.
    public static let testMnemonic =
        "test test test test test test test test test test test junk"
    /// Added to an index, it makes a child that only the private key can derive.
    public static let hardened: UInt32 = 0x8000_0000

    private let master: ExtendedKey?
    private let ethereumAccounts: ExtendedKey?

    /// Grows the tree of a phrase and its optional passphrase.
    ///
    /// Complexity: 2,048 rounds of HMAC-SHA-512, about a millisecond.
    public init(mnemonic: String, passphrase: String = "") {
        self.init(seed: Self.seed(mnemonic: mnemonic, passphrase: passphrase))
    }

    /// Grows the tree of a BIP-32 seed.
    public init(seed: [UInt8]) {
        master = ExtendedKey(seed: seed)
        ethereumAccounts = master?.descendant(
            path: [Self.hardened | 44, Self.hardened | 60, Self.hardened, 0])
    }

    /// The 64 bytes of BIP-39: PBKDF2 of the phrase, salted with `mnemonic` and the passphrase.
    public static func seed(mnemonic: String, passphrase: String = "") -> [UInt8] {
        let key = try? KDF.Insecure.PBKDF2.deriveKey(
            from: Array(mnemonic.utf8),
            salt: Array("mnemonic\(passphrase)".utf8),
            using: .sha512,
            outputByteCount: 64,
            unsafeUncheckedRounds: 2_048
        )
        return key?.withUnsafeBytes { Array($0) } ?? []
    }

    /// The key at the end of a path of child indices; 44' is `hardened | 44`.
    ///
    /// Nothing if a derivation leaves the range of keys, whose probability is below 2⁻¹²⁷.
    public func privateKey(path: [UInt32]) -> PrivateKey? {
        (master?.descendant(path: path)).flatMap { PrivateKey(bytes: $0.secret) }
    }

    /// The key of m/44'/60'/0'/0/index, which other wallets list as account `index`.
    public func ethereumAccount(_ index: UInt32) -> PrivateKey? {
        (ethereumAccounts?.child(index)).flatMap { PrivateKey(bytes: $0.secret) }
    }
}

/// A node of the tree: a secret and the chain code that its children mix in.
private struct ExtendedKey {
    let secret: [UInt8]
    let chainCode: [UInt8]

    init?(seed: [UInt8]) {
        let mac = Self.hmac(key: Array("Bitcoin seed".utf8), seed)
        guard
            Secp256k1.publicKey(ofSecret: Array(mac.prefix(32)), compressed: true) != nil
        else { return nil }
        self.init(secret: Array(mac.prefix(32)), chainCode: Array(mac.suffix(32)))
    }

    init(secret: [UInt8], chainCode: [UInt8]) {
        self.secret = secret
        self.chainCode = chainCode
    }

    func descendant(path: [UInt32]) -> ExtendedKey? {
        path.reduce(self as ExtendedKey?) { key, index in key?.child(index) }
    }

    /// BIP-32's CKDpriv.
    func child(_ index: UInt32) -> ExtendedKey? {
        let isHardened = index >= HDWallet.hardened
        let parent =
            isHardened
            ? [0] + secret : Secp256k1.publicKey(ofSecret: secret, compressed: true)
        guard let parent else { return nil }
        let mac = Self.hmac(
            key: chainCode,
            parent + [
                UInt8(index >> 24), UInt8(index >> 16 & 0xff), UInt8(index >> 8 & 0xff),
                UInt8(index & 0xff),
            ]
        )
        guard let secret = Secp256k1.sum(secret: secret, tweak: Array(mac.prefix(32))) else {
            return nil
        }
        return ExtendedKey(secret: secret, chainCode: Array(mac.suffix(32)))
    }

    private static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA512>.authenticationCode(for: message, using: SymmetricKey(data: key)))
    }
}
