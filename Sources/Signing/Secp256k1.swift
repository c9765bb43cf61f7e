import CSecp256k1
import Primitives
import WideMath

/// The curve of Ethereum's signatures, by libsecp256k1.
enum Secp256k1 {
    /// The order of the group, n.
    static let order = UInt256(
        0xbfd2_5e8c_d036_4141,
        0xbaae_dce6_af48_a03b,
        0xffff_ffff_ffff_fffe,
        .max
    )
    /// ⌊n / 2⌋, the largest s that EIP-2 accepts.
    static let halfOrder = order >> 1

    /// The library's context, one for the process.
    ///
    /// Every thread may use it at once: `secp256k1.h` promises that for functions that take it
    /// as a pointer to const, nothing here calls another kind, and Swift makes a static
    /// property once. It is not randomised, so that a run depends on no entropy; the keys of a
    /// simulation are not secret.
    nonisolated(unsafe) static let context: OpaquePointer = {
        guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
            preconditionFailure("libsecp256k1 found no memory for its context")
        }
        return context
    }()

    /// The 64 bytes of the public key of a secret; nothing unless it is 1 to n − 1.
    static func publicKey(ofSecret secret: [UInt8], compressed: Bool) -> [UInt8]? {
        guard secret.count == 32 else { return nil }
        var key = secp256k1_pubkey()
        guard secp256k1_ec_pubkey_create(context, &key, secret) == 1 else { return nil }
        return serialize(&key, compressed: compressed)
    }

    /// A public key as 33 bytes, or as 64 without the prefix 04.
    static func serialize(_ key: inout secp256k1_pubkey, compressed: Bool) -> [UInt8]? {
        var count = compressed ? 33 : 65
        var bytes = [UInt8](repeating: 0, count: count)
        let flags = UInt32(
            compressed ? SECP256K1_EC_COMPRESSED : SECP256K1_EC_UNCOMPRESSED
        )
        guard secp256k1_ec_pubkey_serialize(context, &bytes, &count, &key, flags) == 1 else {
            return nil
        }
        return compressed ? bytes : Array(bytes.dropFirst())
    }

    /// The sum of a secret and a tweak modulo n; nothing if either or the sum is out of range.
    static func sum(secret: [UInt8], tweak: [UInt8]) -> [UInt8]? {
        guard secret.count == 32, tweak.count == 32 else { return nil }
        var sum = secret
        return secp256k1_ec_seckey_tweak_add(context, &sum, tweak) == 1 ? sum : nil
    }

    /// The address of a public key of 64 bytes.
    static func address(ofPublicKey key: [UInt8]) -> Address {
        Address(word: keccak256(key).word)
    }
}
