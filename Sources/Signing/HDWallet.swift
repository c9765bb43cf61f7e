import Primitives

/// A tree of keys that grows from a phrase of words.
///
/// Source: BIP-39 for the seed, BIP-32 for the tree, BIP-44 for the place of Ethereum's accounts.
/// The phrase is used as it is: its words are not checked, which takes a list (`MnemonicWords`),
/// and phrases and passphrases that are not ASCII must come in the normal form NFKD, which the
/// core has no tables for.
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
        Digest.sha512.deriveKey(
            password: Array(mnemonic.utf8),
            salt: Array("mnemonic\(passphrase)".utf8),
            rounds: 2_048,
            byteCount: 64
        ) ?? []
    }

    /// The key at the end of a path of child indices; 44' is `hardened | 44`.
    ///
    /// Nothing if a derivation leaves the range of keys, whose probability is below 2⁻¹²⁷.
    public func privateKey(path: [UInt32]) -> PrivateKey? {
        master?.descendant(path: path)?.privateKey
    }

    /// The key of m/44'/60'/0'/0/index, which other wallets list as account `index`.
    public func ethereumAccount(_ index: UInt32) -> PrivateKey? {
        ethereumAccounts?.child(index)?.privateKey
    }
}
