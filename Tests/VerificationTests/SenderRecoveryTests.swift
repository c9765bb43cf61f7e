import Chain
import Primitives
import Signing
import Testing
import Verification
import WideMath

@Suite struct `Recovering senders in parallel` {
    /// Transactions of two keys, every seventh with a signature that gives no sender.
    static func transactions(_ count: Int) throws -> [(SignedTransaction, Address?)] {
        let keys = try [11, 12].map { number in
            try #require(PrivateKey(bytes: UInt256(UInt64(number)).bigEndianBytes))
        }
        return (0..<count).map { index in
            let transaction = Transaction(
                chainID: 1,
                nonce: UInt64(index),
                maxPriorityFeePerGas: .zero,
                maxFeePerGas: .zero,
                gasLimit: Gas(21_000),
                to: Address(word: 1),
                value: .zero,
                data: []
            )
            let key = keys[index % 2]
            if index % 7 != 3 { return (transaction.signed(by: key), key.address) }
            let signature = Signature(r: .zero, s: .one, yParity: 0)
            return (SignedTransaction(transaction, signature: signature), nil)
        }
    }

    @Test(arguments: [0, 1, 31, 32, 33, 200], [1, 2, 5])
    func `gives every transaction once, in order, with its sender`(
        _ count: Int,
        _ workers: Int
    ) throws {
        let expected = try Self.transactions(count)
        var met = 0
        SenderRecovery.forEach(of: expected.map(\.0), workers: workers) { transaction, sender in
            #expect(transaction.transaction.nonce == UInt64(met))
            #expect(sender == expected[met].1)
            met += 1
        }
        #expect(met == count)
    }

    @Test func `ends where the caller throws`() throws {
        struct Enough: Error {}
        let list = try Self.transactions(300).map(\.0)
        var met = 0
        #expect(throws: Enough.self) {
            try SenderRecovery.forEach(of: list) { _, _ in
                met += 1
                if met == 40 { throw Enough() }
            }
        }
        #expect(met == 40)
    }
}
