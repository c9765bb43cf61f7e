import Primitives
import Signing
import Testing
import WideMath

@Suite struct `A public key` {
    /// Source: SEC 2, section 2.4.1: the generator.
    private static let generator =
        "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
    private let key: PrivateKey

    init() throws { key = try #require(PrivateKey(bytes: UInt256.one.bigEndianBytes)) }

    @Test func `reads both forms and writes them`() throws {
        let bytes = try #require(Hex.decode(Self.generator))
        let point = try #require(PublicKey(encoded: [4] + bytes))
        #expect(point == PublicKey(of: key) && point.bytes == bytes)
        #expect(point.compressed == [2] + bytes.prefix(32))
        #expect(PublicKey(encoded: point.compressed) == point)
        #expect(point.address == key.address)
    }

    @Test(arguments: [0, 1, 3, 4, 5, 6, 7, 255] as [UInt8])
    func `refuses other prefixes and sizes`(prefix: UInt8) throws {
        let bytes = try #require(Hex.decode(Self.generator))
        if prefix != 4 { #expect(PublicKey(encoded: [prefix] + bytes) == nil) }
        if prefix != 3 { #expect(PublicKey(encoded: [prefix] + bytes.prefix(32)) == nil) }
        #expect(PublicKey(encoded: []) == nil)
        #expect(PublicKey(encoded: [2] + bytes.prefix(31)) == nil)
        #expect(PublicKey(encoded: [4] + bytes + [0]) == nil)
    }

    @Test func `adds and multiplies, but not to the point at infinity`() throws {
        let one = PublicKey(of: key)
        let two = try #require(one.adding(one))
        #expect(one.multiplied(by: UInt256(2).bigEndianBytes) == two)
        #expect(one.adding(generatorTimes: UInt256.one.bigEndianBytes) == two)
        let order = UInt256(
            0xbfd2_5e8c_d036_4141,
            0xbaae_dce6_af48_a03b,
            0xffff_ffff_ffff_fffe,
            .max
        )
        let last = order.wrappingSubtract(.one).bigEndianBytes
        let minus = try #require(one.multiplied(by: last))
        #expect(one.adding(minus) == nil)
        #expect(one.adding(generatorTimes: last) == nil)
        #expect(one.multiplied(by: order.bigEndianBytes) == nil)
        #expect(one.multiplied(by: UInt256.zero.bigEndianBytes) == nil)
        #expect(one.multiplied(by: [1]) == nil && one.adding(generatorTimes: [1]) == nil)
    }

    @Test func `verifies its signatures with a low s, and a high one if that is allowed`() {
        let hash = keccak256([1])
        let signature = key.sign(hash)
        let point = PublicKey(of: key)
        let order = UInt256(
            0xbfd2_5e8c_d036_4141,
            0xbaae_dce6_af48_a03b,
            0xffff_ffff_ffff_fffe,
            .max
        )
        let high = order.wrappingSubtract(signature.s)
        #expect(point.verifies(hash, r: signature.r, s: signature.s))
        #expect(point.verifies(hash, r: signature.r, s: signature.s, allowsHighS: true))
        #expect(!point.verifies(hash, r: signature.r, s: high))
        #expect(point.verifies(hash, r: signature.r, s: high, allowsHighS: true))
        #expect(!point.verifies(keccak256([2]), r: signature.r, s: signature.s))
        #expect(!point.verifies(hash, r: .zero, s: signature.s))
        #expect(!point.verifies(hash, r: order, s: signature.s))
        #expect(!point.verifies(hash, r: signature.r, s: .max))
    }

    @Test func `reads no signature from damaged DER`() {
        #expect(Signature.numbers(der: []) == nil)
        #expect(Signature.numbers(der: [0x30]) == nil)
        // 30 06 02 01 01 02 01 01 is r = s = 1.
        #expect(Signature.numbers(der: [0x30, 6, 2, 1, 1, 2, 1, 1])?.s == 1)
        #expect(Signature.numbers(der: [0x30, 6, 2, 1, 1, 2, 1, 1, 0]) == nil)
        #expect(Signature.numbers(der: [0x30, 0x81, 6, 2, 1, 1, 2, 1, 1]) == nil)
        #expect(Signature.numbers(compact: [1]) == nil)
    }
}
