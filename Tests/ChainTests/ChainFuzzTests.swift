import Chain
import Primitives
import TestSupport
import Testing

/// Two and a half million inputs in a soak, one per cent of that otherwise.
@Suite struct `Any bytes as a part of the chain` {
    private static let parts = 0..<Soak.count(of: 100)

    @Test(arguments: parts)
    func `are no transaction, or are what encoding makes of it`(part: Int) {
        check(part, "transactions", 15_000) { fuzzer, index in
            var transaction = fuzzer.transaction()
            if index % 3 == 1 {
                let damaged = fuzzer.damaged(.list(transaction.fields))
                if case .list(let fields) = damaged { transaction.fields = fields }
            }
            return ChainFuzzer.bytes(of: transaction)
        } decode: { bytes in
            try? SignedTransaction.decode(bytes).encoded
        }
    }

    @Test(arguments: parts)
    func `are no header, or are what encoding makes of it`(part: Int) {
        check(part, "headers", 5_000) { fuzzer, index in
            let header = fuzzer.header()
            return RLP.encode(index % 3 == 1 ? fuzzer.damaged(header) : header)
        } decode: { bytes in
            try? BlockHeader.decode(bytes).encoded
        }
    }

    @Test(arguments: parts)
    func `are no block, or are what encoding makes of it`(part: Int) {
        check(part, "blocks", 5_000) { fuzzer, index in
            let block = fuzzer.block()
            return RLP.encode(index % 3 == 1 ? fuzzer.damaged(block) : block)
        } decode: { bytes in
            try? Block.decode(bytes).encoded
        }
    }

    /// Decodes what was made: as it is every sixth time, or with its fields changed, or its bytes.
    private func check(
        _ part: Int,
        _ suite: String,
        _ count: Int,
        make: (inout ChainFuzzer, Int) -> [UInt8],
        decode: ([UInt8]) -> [UInt8]?
    ) {
        var fuzzer = ChainFuzzer(Soak.numbers(suite, part: part))
        var accepted = 0
        for index in 0..<count {
            var bytes = index % 30 == 5 ? fuzzer.mutator.noise(countMax: 150) : make(&fuzzer, index)
            if index % 3 == 2 { bytes = fuzzer.mutator.mutated(bytes) }
            let again = decode(bytes)
            if again != nil { accepted += 1 }
            // Where both kinds of damage stay away, it is valid.
            if again == bytes || again == nil && index % 3 != 0 { continue }
            Issue.record("\(Soak.label(suite, part: part)): \(Hex.encode(bytes)) as \(again ?? [])")
            return
        }
        #expect(accepted > count / 3 && accepted < count)
    }
}
