import Primitives
import TestSupport
import Testing

/// Three million inputs in a soak, one per cent of that otherwise.
@Suite struct `Any bytes as RLP` {
    private static let inputsPerPart = 25_000

    @Test(arguments: 0..<Soak.count(of: 100))
    func `are refused, or are what encoding makes of the item in them`(part: Int) {
        var fuzzer = RLPFuzzer(mutator: Mutator(Soak.numbers("rlp", part: part)))
        var accepted = 0
        for index in 0..<Self.inputsPerPart {
            let bytes =
                index % 4 == 0
                ? fuzzer.mutator.noise(countMax: 70)
                : fuzzer.mutator.mutated(RLP.encode(fuzzer.item()))
            guard let item = try? RLP.decode(bytes) else { continue }
            accepted += 1
            if RLP.encode(item) == bytes { continue }
            Issue.record("\(Soak.label("rlp", part: part)): accepted \(Hex.encode(bytes))")
            return
        }
        #expect(accepted > 0 && accepted < Self.inputsPerPart)
    }

    @Test(arguments: 0..<Soak.count(of: 100))
    func `are refused where they could be shorter`(part: Int) {
        var fuzzer = RLPFuzzer(mutator: Mutator(Soak.numbers("rlp.longer", part: part)))
        for _ in 0..<5_000 {
            let item = fuzzer.item()
            var none = 0
            let right = fuzzer.longer(item, &none)
            var defects = 1
            let wrong = fuzzer.longer(item, &defects)
            if right == RLP.encode(item), (try? RLP.decode(right)) == item,
                defects == 1 || (try? RLP.decode(wrong)) == nil
            {
                continue
            }
            let text = "\(Hex.encode(right)), \(Hex.encode(wrong))"
            Issue.record("\(Soak.label("rlp.longer", part: part)): \(text)")
            return
        }
    }
}
