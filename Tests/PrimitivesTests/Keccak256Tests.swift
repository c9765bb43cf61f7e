import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `Keccak-256` {
    /// Source: the first four rows of bcrypto's test/data/hashes/keccak256.json.
    @Test(arguments: [
        ("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        ("466f6f626172", "0x583bb640e7dec07454ce8180d3a3b7cb3da138134b15bf53d6275f5a59d3695e"),
        (
            "54686520717569636b2062726f776e20666f78206a756d7073206f766572207468"
                + "65206c617a7920646f67",
            "0x4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15"
        ),
        (
            "4d65737361676520676f657320686572652e",
            "0xacc8ad7d8678dfad5a9b9f6370d4e3b6bad48a5458d66c7522d8e50c69364219"
        ),
    ])
    func `hashes known messages`(message: String, hash: String) throws {
        #expect(keccak256(try #require(Hex.decode(message))).description == hash)
    }

    @Test func `does not depend on how the message is cut`() {
        var numbers = TestNumbers(seed: 7)
        for count in [0, 1, 7, 8, 9, 135, 136, 137, 271, 272, 273, 1_000] {
            let message = numbers.bytes(count: count)
            let whole = keccak256(message)
            for _ in 0..<20 {
                var hasher = Keccak256()
                var rest = message[...]
                while !rest.isEmpty {
                    let piece = rest.prefix(1 + numbers.below(20))
                    hasher.update(Array(piece))
                    rest = rest.dropFirst(piece.count)
                }
                #expect(hasher.finalize() == whole)
                #expect(hasher.finalize() == keccak256([]))
            }
        }
    }

    @Test func `hashes words as their 32 bytes`() {
        let first = UInt256(1, 2, 3, 4)
        let second = UInt256(5, 6, 7, 8)
        #expect(
            keccak256(first, second) == keccak256(first.bigEndianBytes + second.bigEndianBytes)
        )
        var hasher = Keccak256()
        hasher.update([9])
        hasher.update(first)
        #expect(hasher.finalize() == keccak256([9] + first.bigEndianBytes))
    }
}
