import Primitives

extension ExtendedKey {
    private static let privateVersion: [UInt8] = [0x04, 0x88, 0xad, 0xe4]
    private static let publicVersion: [UInt8] = [0x04, 0x88, 0xb2, 0x1e]

    /// The node as `xprv…`, or as `xpub…` where it has no private key.
    public var text: String {
        let key = privateKey.map { [0] + $0.bytes } ?? publicKey.compressed
        return Base58Check.encode(
            (privateKey == nil ? Self.publicVersion : Self.privateVersion)
                + [depth] + parentFingerprint + Self.bytes(index) + chainCode + key
        )
    }

    /// Reads what `text` gives, and nothing else.
    public init(text: String) throws(ExtendedKeyError) {
        guard let bytes = Base58Check.decode(text) else { throw .wrongChecksum }
        guard bytes.count == 78 else { throw .byteCount(bytes.count, expected: 78) }
        let version = Array(bytes[0..<4])
        guard version == Self.privateVersion || version == Self.publicVersion else {
            throw .unknownVersion(version)
        }
        let depth = bytes[4]
        let parent = Array(bytes[5..<9])
        let index = bytes[9..<13].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        if depth == 0, parent != [0, 0, 0, 0] { throw .rootWithParent(parent) }
        if depth == 0, index != 0 { throw .rootWithIndex(index) }
        let key = Array(bytes[45..<78])
        let privateKey: PrivateKey?
        let publicKey: PublicKey
        if version == Self.privateVersion {
            guard key[0] == 0 else { throw .wrongKeyPrefix(key[0]) }
            guard let secret = PrivateKey(bytes: Array(key.dropFirst())) else {
                throw .keyOutOfRange
            }
            privateKey = secret
            publicKey = PublicKey(of: secret)
        } else {
            guard key[0] == 2 || key[0] == 3 else { throw .wrongKeyPrefix(key[0]) }
            guard let point = PublicKey(encoded: key) else { throw .notOnCurve }
            privateKey = nil
            publicKey = point
        }
        self.init(
            privateKey: privateKey,
            publicKey: publicKey,
            chainCode: Array(bytes[13..<45]),
            depth: depth,
            parentFingerprint: parent,
            index: index
        )
    }
}

/// Why a text is no extended key.
public enum ExtendedKeyError: Error, Hashable, Sendable {
    /// It is not of base 58, too long, or its last four bytes are not the hash of the others.
    case wrongChecksum
    /// It has another number of bytes.
    case byteCount(Int, expected: Int)
    /// Its first four bytes are neither those of `xprv` nor of `xpub`.
    case unknownVersion([UInt8])
    /// A root names a parent.
    case rootWithParent([UInt8])
    /// A root is a numbered child.
    case rootWithIndex(UInt32)
    /// The byte before the key is not 0, or not the 2 or 3 of a public key.
    case wrongKeyPrefix(UInt8)
    /// The private key is not from 1 to n − 1.
    case keyOutOfRange
    /// The public key is no point of the curve.
    case notOnCurve
}
