import Primitives

/// A node of a wallet's tree: a key and the chain code that its children mix in (BIP-32).
///
/// ```swift
/// let account = ExtendedKey(seed: seed)?.descendant(path: [0x8000_0000 | 44, 0])
/// print(account?.neutered.text ?? "")  // xpub…
/// ```
public struct ExtendedKey: Hashable, Sendable {
    /// The private key; nothing in a node that only makes public keys.
    public let privateKey: PrivateKey?
    /// The public key.
    public let publicKey: PublicKey
    /// The 32 bytes that the children mix in.
    public let chainCode: [UInt8]
    /// How many nodes are above it.
    public let depth: UInt8
    /// The first four bytes of the parent's identifier; zeros at the root.
    public let parentFingerprint: [UInt8]
    /// Its number among its siblings; from 2³¹ on it is hardened.
    public let index: UInt32

    /// The root of a seed's tree; nothing if the seed gives no key, whose probability is below
    /// 2⁻¹²⁷.
    public init?(seed: [UInt8]) {
        let mac = Digest.sha512.authenticate(seed, key: Array("Bitcoin seed".utf8))
        guard let key = PrivateKey(bytes: Array(mac.prefix(32))) else { return nil }
        self.init(
            privateKey: key,
            publicKey: PublicKey(of: key),
            chainCode: Array(mac.suffix(32)),
            depth: 0,
            parentFingerprint: [0, 0, 0, 0],
            index: 0
        )
    }

    init(
        privateKey: PrivateKey?,
        publicKey: PublicKey,
        chainCode: [UInt8],
        depth: UInt8,
        parentFingerprint: [UInt8],
        index: UInt32
    ) {
        self.privateKey = privateKey
        self.publicKey = publicKey
        self.chainCode = chainCode
        self.depth = depth
        self.parentFingerprint = parentFingerprint
        self.index = index
    }

    /// The same node without its private key.
    public var neutered: ExtendedKey {
        ExtendedKey(
            privateKey: nil,
            publicKey: publicKey,
            chainCode: chainCode,
            depth: depth,
            parentFingerprint: parentFingerprint,
            index: index
        )
    }

    /// The first four bytes of the public key's hash, by which children name their parent.
    public var fingerprint: [UInt8] {
        Array(RIPEMD160.hash(Digest.sha256.hash(publicKey.compressed)).prefix(4))
    }

    /// The node at the end of a path of child numbers.
    public func descendant(path: [UInt32]) -> ExtendedKey? {
        path.reduce(self as ExtendedKey?) { node, index in node?.child(index) }
    }

    /// BIP-32's CKDpriv, and CKDpub where there is no private key.
    ///
    /// Nothing for a hardened child without a private key, below 255 ancestors, or if the
    /// derivation leaves the range of keys, whose probability is below 2⁻¹²⁷.
    public func child(_ index: UInt32) -> ExtendedKey? {
        guard depth < .max else { return nil }
        let start: [UInt8]
        if index < HDWallet.hardened {
            start = publicKey.compressed
        } else {
            guard let privateKey else { return nil }
            start = [0] + privateKey.bytes
        }
        let mac = Digest.sha512.authenticate(start + Self.bytes(index), key: chainCode)
        let tweak = Array(mac.prefix(32))
        let childKey: PrivateKey?
        let childPoint: PublicKey
        if let privateKey {
            guard let secret = Secp256k1.sum(secret: privateKey.bytes, tweak: tweak),
                let key = PrivateKey(bytes: secret)
            else { return nil }
            childKey = key
            childPoint = PublicKey(of: key)
        } else {
            guard let point = publicKey.adding(generatorTimes: tweak) else { return nil }
            childKey = nil
            childPoint = point
        }
        return ExtendedKey(
            privateKey: childKey,
            publicKey: childPoint,
            chainCode: Array(mac.suffix(32)),
            depth: depth + 1,
            parentFingerprint: fingerprint,
            index: index
        )
    }

    /// Four bytes, most significant first.
    static func bytes(_ index: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(index >> UInt32($0) & 0xff) }
    }
}
