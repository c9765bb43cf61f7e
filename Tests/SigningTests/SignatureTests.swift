import Primitives
import Signing
import TestSupport
import Testing
import WideMath

private let order = UInt256(
    0xbfd2_5e8c_d036_4141,
    0xbaae_dce6_af48_a03b,
    0xffff_ffff_ffff_fffe,
    .max
)

@Suite struct `A signature` {
    private let key: PrivateKey
    private let hash = keccak256(Array("message".utf8))

    init() throws {
        key = try #require(PrivateKey(bytes: UInt256(7).bigEndianBytes))
    }

    /// Source: paulmillr/noble-curves, test/vectors/secp256k1/ecdsa.json, the first row.
    @Test func `is that of RFC 6979`() throws {
        let key = try #require(PrivateKey(bytes: order.wrappingSubtract(.one).bigEndianBytes))
        let hash = try #require(
            Hash32(text: "0x5e9f0a0d593efdcf78ac923bc3313e4e7d408d574354ee2b3288c0da9fbba6ed")
        )
        let signature = key.sign(hash)
        #expect(
            Hex.encode(signature.r.bigEndianBytes)
                == "0x54c4a33c6423d689378f160a7ff8b61330444abb58fb470f96ea16d99d4a2fed"
        )
        #expect(
            Hex.encode(signature.s.bigEndianBytes)
                == "0x07082304410efa6b2943111b6a4e0aaa7b7db55a07e9861d1fb3cb1f421044a5"
        )
        #expect(signature.recover(hash) == key.address)
    }

    @Test func `recovers its signer and nobody else`() throws {
        var numbers = TestNumbers(seed: 3)
        for _ in 0..<200 {
            let key = try #require(PrivateKey(bytes: numbers.word().bigEndianBytes))
            let hash = Hash32(word: numbers.edgeWord())
            let signature = key.sign(hash)
            #expect(signature.recover(hash) == key.address)
            #expect(signature.recoverPublicKey(hash) == key.publicKey)
            #expect(signature.recover(keccak256(hash.bytes)) != key.address)
            let other = Signature(r: signature.r, s: signature.s, yParity: 1 - signature.yParity)
            #expect(other.recover(hash) != key.address)
        }
    }

    @Test func `refuses a high s unless it is allowed`() {
        let signature = key.sign(hash)
        let mirrored = Signature(
            r: signature.r,
            s: order.wrappingSubtract(signature.s),
            yParity: 1 - signature.yParity
        )
        #expect(mirrored.recover(hash) == nil)
        #expect(mirrored.recover(hash, allowsHighS: true) == key.address)
    }

    @Test func `takes s up to half the order`() {
        let half = order >> 1
        let r = key.sign(hash).r
        #expect(Signature(r: r, s: half, yParity: 0).recover(hash) != nil)
        #expect(Signature(r: r, s: half.wrappingAdd(.one), yParity: 0).recover(hash) == nil)
    }

    @Test(arguments: [UInt256.zero, order, order.wrappingAdd(.one), .max])
    func `refuses r and s outside 1 to n - 1`(number: UInt256) {
        let good = key.sign(hash)
        for allowsHighS in [false, true] {
            let badR = Signature(r: number, s: good.s, yParity: 0)
            #expect(badR.recover(hash, allowsHighS: allowsHighS) == nil)
            let badS = Signature(r: good.r, s: number, yParity: 0)
            #expect(badS.recover(hash, allowsHighS: allowsHighS) == nil)
        }
    }

    @Test(arguments: [2, 3, 4, 27, 28, 255] as [UInt8])
    func `refuses a parity that is neither 0 nor 1`(parity: UInt8) {
        let good = key.sign(hash)
        #expect(Signature(r: good.r, s: good.s, yParity: parity).recover(hash) == nil)
    }

    /// x = 5 is on no point of y² = x³ + 7.
    @Test func `refuses an r without a point`() {
        #expect(Signature(r: 5, s: 1, yParity: 0).recover(hash) == nil)
    }

    @Test func `of any numbers never traps`() {
        var numbers = TestNumbers(seed: 5)
        for _ in 0..<2_000 {
            let signature = Signature(
                r: numbers.edgeWord(),
                s: numbers.edgeWord(),
                yParity: UInt8(numbers.below(256))
            )
            _ = signature.recover(Hash32(word: numbers.edgeWord()), allowsHighS: true)
        }
    }

    @Test func `agrees with the reference file`() throws {
        for row in try SharedFiles.objects("vectors/secp256k1/rfc6979_sign.json") {
            let secret = try #require(Hex.decode(row["d"] as? String ?? "-"))
            let message = try #require(Hex.decode(row["m"] as? String ?? "-"))
            let key = try #require(PrivateKey(bytes: secret))
            let hash = try #require(Hash32(bytes: message))
            let signature = key.sign(hash)
            let compact = signature.r.bigEndianBytes + signature.s.bigEndianBytes
            #expect(Hex.encode(compact).dropFirst(2) == row["signature"] as? String ?? "-")
            #expect(signature.recover(hash) == key.address)
        }
    }
}

@Suite struct `A private key` {
    /// Source: the generator of secp256k1 (SEC 2, section 2.4.1), whose secret is 1.
    @Test func `gives its public key and address`() throws {
        let key = try #require(PrivateKey(bytes: UInt256.one.bigEndianBytes))
        #expect(
            Hex.encode(key.publicKey)
                == "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
        )
        #expect(key.address.checksummed == "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")
        #expect(key.description == "private key of 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")
    }

    @Test(arguments: [
        [], [1], UInt256.zero.bigEndianBytes, order.bigEndianBytes, UInt256.max.bigEndianBytes,
        [0] + UInt256.one.bigEndianBytes,
    ])
    func `is 32 bytes from 1 to n - 1`(bytes: [UInt8]) {
        #expect(PrivateKey(bytes: bytes) == nil)
    }
}
