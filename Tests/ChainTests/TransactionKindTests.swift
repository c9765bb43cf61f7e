import Chain
import Primitives
import Signing
import TestSupport
import Testing
import WideMath

@Suite struct `A transaction of each type` {
    private let key: PrivateKey

    init() throws {
        key = try #require(PrivateKey(bytes: [UInt8](repeating: 0x46, count: 32)))
    }

    private func legacy(_ chainID: UInt64?) -> Transaction {
        Transaction(
            legacyOn: chainID,
            nonce: 9,
            gasPrice: Wei(20_000_000_000),
            gasLimit: Gas(21_000),
            to: Address(text: "0x3535353535353535353535353535353535353535"),
            value: Wei(1_000_000_000_000_000_000),
            data: []
        )
    }

    private func accessList() -> Transaction {
        Transaction(
            chainID: 7,
            nonce: 1,
            gasPrice: Wei(3),
            gasLimit: Gas(50_000),
            to: nil,
            value: .zero,
            data: [0],
            accessList: [AccessListEntry(address: Address(word: 9), storageKeys: [10, .max])]
        )
    }

    /// Source: EIP-155, the example: its signing data, its hash and the signed transaction.
    @Test func `is the example of EIP-155`() throws {
        let transaction = legacy(1)
        #expect(
            Hex.encode(transaction.unsignedEncoding)
                == "0xec098504a817c8008252089435353535353535353535353535353535353535"
                + "35880de0b6b3a764000080018080"
        )
        #expect(
            transaction.signingHash.description
                == "0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"
        )
        #expect(
            Hex.encode(transaction.signed(by: key).encoded)
                == "0xf86c098504a817c8008252089435353535353535353535353535353535353535"
                + "35880de0b6b3a7640000"
                + "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa6362"
                + "76a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"
        )
    }

    @Test func `survives encoding`() throws {
        let transactions = [
            legacy(nil), legacy(0), legacy(1), legacy(.max), legacy(.max / 2), accessList(),
        ]
        for transaction in transactions {
            let signed = transaction.signed(by: key)
            let decoded = try SignedTransaction.decode(signed.encoded)
            #expect(decoded == signed)
            #expect(decoded.recoverSender() == key.address)
            #expect(decoded.transaction.kind == transaction.kind)
        }
        #expect(accessList().signed(by: key).encoded.first == 1)
    }

    @Test func `fits its chain, and every one where it names none`() {
        #expect(legacy(nil).fits(chain: 1) && legacy(nil).fits(chain: .max))
        #expect(legacy(5).fits(chain: 5) && !legacy(5).fits(chain: 1))
        #expect(!legacy(0).fits(chain: 1))
        #expect(accessList().fits(chain: 7) && !accessList().fits(chain: 8))
    }

    /// The order of the group (SEC 2, section 2.4.1).
    private static let order = UInt256(
        0xbfd2_5e8c_d036_4141,
        0xbaae_dce6_af48_a03b,
        0xffff_ffff_ffff_fffe,
        .max
    )

    @Test(arguments: [
        (6, RLPItem(0 as UInt64), TransactionDecodingError.invalidRecoveryValue(0)),
        (6, RLPItem(1 as UInt64), .invalidRecoveryValue(1)),
        (6, RLPItem(26 as UInt64), .invalidRecoveryValue(26)),
        (6, RLPItem(29 as UInt64), .invalidRecoveryValue(29)),
        (6, RLPItem(34 as UInt64), .invalidRecoveryValue(34)),
        // 37 + 2 · (2⁶⁴ − 1): one above the largest chain id's.
        (6, RLPItem(UInt256(35, 2, 0, 0)), .invalidRecoveryValue(UInt256(35, 2, 0, 0))),
        (6, RLPItem.bytes([0, 27]), .invalidField(.v, .leadingZero)),
        (
            6, .bytes([UInt8](repeating: 1, count: 33)),
            .invalidField(.v, .numberTooLarge(byteCount: 33, bitsMax: 256))
        ),
        (7, RLPItem(UInt256.zero), .signatureOutOfRange(r: 0, s: 1)),
        (7, RLPItem(order), .signatureOutOfRange(r: order, s: 1)),
        (8, RLPItem(UInt256.zero), .signatureOutOfRange(r: 1, s: 0)),
        (
            8, RLPItem((order >> 1).wrappingAdd(1)),
            .signatureOutOfRange(r: 1, s: (order >> 1).wrappingAdd(1))
        ),
        (8, RLPItem.bytes([0, 1]), .invalidField(.s, .leadingZero)),
        (0, RLPItem.bytes([0]), .invalidField(.nonce, .leadingZero)),
        (1, .list([]), .invalidField(.gasPrice, .notBytes)),
        (
            2, .bytes([UInt8](repeating: 1, count: 9)),
            .invalidField(.gasLimit, .numberTooLarge(byteCount: 9, bitsMax: 64))
        ),
        (3, .bytes([1]), .byteCount(of: .to, 1, expected: 20)),
        (5, .list([]), .invalidField(.data, .notBytes)),
    ])
    func `refuses a wrong field of a legacy one`(
        index: Int,
        item: RLPItem,
        error: TransactionDecodingError
    ) throws {
        let signed = SignedTransaction(legacy(nil), signature: Signature(r: 1, s: 1, yParity: 0))
        var fields = try RLP.decode(signed.encoded).asList()
        #expect(throws: Never.self) {
            try SignedTransaction.decode(RLP.encode(.list(fields)))
        }
        fields[index] = item
        #expect(throws: error) { try SignedTransaction.decode(RLP.encode(.list(fields))) }
    }

    /// A list of another type's count; 0xc9 and nine empty items are nine fields.
    @Test func `refuses another number of fields`() {
        for (prefix, count) in [([], 9), ([1], 11), ([2], 12)] as [([UInt8], Int)] {
            for wrong in [0, 6, 8, 9, 10, 11, 12, 13] where wrong != count {
                let fields = RLPItem.list(Array(repeating: .bytes([]), count: wrong))
                #expect(
                    throws: TransactionDecodingError.fieldCount(
                        of: .transaction,
                        wrong,
                        expected: count
                    )
                ) { try SignedTransaction.decode(prefix + RLP.encode(fields)) }
            }
        }
    }

    @Test func `of damaged bytes is refused or encodes to the same bytes`() throws {
        var numbers = TestNumbers(seed: 29)
        for transaction in [legacy(nil), legacy(1), accessList()] {
            let original = transaction.signed(by: key).encoded
            var decoded = 0
            for _ in 0..<10_000 {
                var bytes = original
                for _ in 0...numbers.below(3) {
                    bytes[numbers.below(bytes.count)] = UInt8(numbers.below(256))
                }
                if numbers.below(4) == 0 { bytes.removeLast(numbers.below(bytes.count)) }
                guard let read = try? SignedTransaction.decode(bytes) else { continue }
                decoded += 1
                #expect(read.encoded == bytes)
            }
            #expect(decoded > 500)
        }
    }
}

@Suite struct `The address of a new contract` {
    /// Source: EIP-1014, the examples: address, salt, init code, result.
    @Test(arguments: [
        (
            "0x0000000000000000000000000000000000000000", UInt256.zero, "0x00",
            "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38"
        ),
        (
            "0xdeadbeef00000000000000000000000000000000", .zero, "0x00",
            "0xB928f69Bb1D91Cd65274e3c79d8986362984fDA3"
        ),
        (
            "0x00000000000000000000000000000000deadbeef", UInt256(0xcafe_babe), "0xdeadbeef",
            "0x60f3f640a8508fC6a86d45DF051962668E1e8AC7"
        ),
        (
            "0x0000000000000000000000000000000000000000", .zero, "0x",
            "0xE33C0C7F7df4809055C3ebA6c09CFe4BaF1BD9e0"
        ),
    ])
    func `by CREATE2 is that of EIP-1014`(
        sender: String,
        salt: UInt256,
        initCode: String,
        expected: String
    ) throws {
        let address = ContractAddress.create2(
            sender: try #require(Address(text: sender)),
            salt: salt,
            initCodeHash: keccak256(try #require(Hex.decode(initCode)))
        )
        #expect(address.checksummed == expected)
    }
}
