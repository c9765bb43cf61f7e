import Chain
import Foundation
import Primitives
import Signing
import TestSupport
import Testing
import WideMath

@Suite struct `A signed transaction` {
    private let key: PrivateKey
    private let signed: SignedTransaction

    init() throws {
        key = try #require(PrivateKey(bytes: UInt256(7).bigEndianBytes))
        signed = Transaction(
            chainID: 1,
            nonce: 2,
            maxPriorityFeePerGas: Wei(3),
            maxFeePerGas: Wei(4),
            gasLimit: Gas(21_000),
            to: Address(word: 5),
            value: Wei(6),
            data: [7, 8],
            accessList: [AccessListEntry(address: Address(word: 9), storageKeys: [10, .max])]
        ).signed(by: key)
    }

    @Test func `survives encoding`() throws {
        let decoded = try SignedTransaction.decode(signed.encoded)
        #expect(decoded == signed)
        #expect(decoded.signingHash == signed.transaction.signingHash)
        #expect(decoded.recoverSender() == key.address)
        #expect(signed.hash == keccak256(signed.encoded))
    }

    /// Source: ethereum/tests, TransactionTests/ttEIP1559, GasLimitPriceProductOverflowtMinusOne.
    @Test func `has the hash and sender of a known one`() throws {
        let bytes = try #require(
            Hex.decode(
                "02f885018084773594009f02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                    + "ff82520894095e7baea6a6c7c4c2dfeb977efac326af552d878080c080a05cbd172231fc0735"
                    + "e0fb994dd5b1a4939170a260b36f0427a8a80866b063b948a07c230f7f578dd61785c93361b9"
                    + "871c0706ebfa6d06e3f4491dc9558c5202ed36"
            )
        )
        let known = try SignedTransaction.decode(bytes)
        #expect(
            known.hash.description
                == "0xdad8bff3ecfcf95169b1d5625b47f3372be795802bc4fe570991cf332f609334"
        )
        #expect(
            known.recoverSender() == Address(text: "0xae2aec498d20869d441eaaf708fb1e375ae1787d")
        )
    }

    @Test func `creates a contract where it has no recipient`() throws {
        var transaction = signed.transaction
        transaction.to = nil
        transaction.accessList = []
        let creation = transaction.signed(by: key)
        #expect(try SignedTransaction.decode(creation.encoded).transaction.to == nil)
    }

    @Test func `refuses other types`() {
        #expect(throws: TransactionDecodingError.empty) { try SignedTransaction.decode([]) }
        for type in [0, 3, 4, 9, 0x7f, 0x80, 0xbf] as [UInt8] {
            #expect(throws: TransactionDecodingError.unsupportedType(type)) {
                try SignedTransaction.decode([type, 0xc0])
            }
        }
    }

    @Test func `refuses what is not canonical RLP`() {
        #expect(throws: TransactionDecodingError.malformed(.trailingBytes(count: 1))) {
            try SignedTransaction.decode(signed.encoded + [0])
        }
        #expect(throws: TransactionDecodingError.malformed(.notList)) {
            try SignedTransaction.decode([2, 0x80])
        }
    }

    @Test(arguments: [
        (0, RLPItem.bytes([0]), TransactionDecodingError.invalidField(.chainID, .leadingZero)),
        (
            1, .bytes([UInt8](repeating: 1, count: 9)),
            .invalidField(.nonce, .numberTooLarge(byteCount: 9, bitsMax: 64))
        ),
        (
            2, .bytes([UInt8](repeating: 1, count: 33)),
            .invalidField(.maxPriorityFeePerGas, .numberTooLarge(byteCount: 33, bitsMax: 256))
        ),
        (3, .list([]), .invalidField(.maxFeePerGas, .notBytes)),
        (4, .bytes([0, 1]), .invalidField(.gasLimit, .leadingZero)),
        (5, .bytes([1]), .byteCount(of: .to, 1, expected: 20)),
        (6, .bytes([0, 1]), .invalidField(.value, .leadingZero)),
        (7, .list([]), .invalidField(.data, .notBytes)),
        (8, .bytes([]), .invalidField(.accessList, .notList)),
        (8, .list([.list([])]), .fieldCount(of: .accessList, 0, expected: 2)),
        (
            8, .list([.list([.bytes([1]), .list([])])]),
            .byteCount(of: .accessList, 1, expected: 20)
        ),
        (
            8,
            .list([
                .list([.bytes([UInt8](repeating: 0, count: 20)), .list([.bytes([1, 2])])])
            ]), .byteCount(of: .accessList, 2, expected: 32)
        ),
        (9, .bytes([2]), .invalidParity(2)),
        (10, .bytes([0]), .invalidField(.r, .leadingZero)),
        (11, .list([]), .invalidField(.s, .notBytes)),
    ])
    func `refuses a wrong field`(
        index: Int,
        item: RLPItem,
        error: TransactionDecodingError
    ) throws {
        var fields = try RLP.decode(Array(signed.encoded.dropFirst())).asList()
        fields[index] = item
        #expect(throws: error) { try SignedTransaction.decode([2] + RLP.encode(.list(fields))) }
    }

    @Test(arguments: [0, 9, 11, 13])
    func `refuses another number of fields`(count: Int) {
        let fields = RLPItem.list(Array(repeating: .bytes([]), count: count))
        #expect(
            throws: TransactionDecodingError.fieldCount(of: .transaction, count, expected: 12)
        ) {
            try SignedTransaction.decode([2] + RLP.encode(fields))
        }
    }

    @Test func `of damaged bytes is refused or encodes to the same bytes`() throws {
        var numbers = TestNumbers(seed: 13)
        let original = signed.encoded
        var decoded = 0
        for _ in 0..<20_000 {
            var bytes = original
            for _ in 0...numbers.below(3) {
                bytes[numbers.below(bytes.count)] = UInt8(numbers.below(256))
            }
            if numbers.below(4) == 0 { bytes.removeLast(numbers.below(bytes.count)) }
            guard let transaction = try? SignedTransaction.decode(bytes) else { continue }
            decoded += 1
            #expect(transaction.encoded == bytes)
            if decoded % 20 == 0 { _ = transaction.recoverSender() }
        }
        #expect(decoded > 1_000)
        for _ in 0..<5_000 {
            _ = try? SignedTransaction.decode([2] + numbers.bytes(count: numbers.below(60)))
        }
    }
}
