import Primitives
import TestSupport
import Testing

/// Two million inputs in a soak, one per cent of that otherwise.
@Suite struct `Any bytes as values of the ABI` {
    private static let inputsPerPart = 20_000

    @Test(arguments: 0..<Soak.count(of: 100))
    func `are refused, or are what encoding makes of the values in them`(part: Int) {
        var fuzzer = ABIFuzzer(mutator: Mutator(Soak.numbers("abi", part: part)))
        var accepted = 0
        var types: [ABIType] = []
        var valid: [UInt8] = []
        for index in 0..<Self.inputsPerPart {
            if index % 5 == 0 {
                types = fuzzer.types()
                let values = types.map { fuzzer.value($0) }
                valid = (try? ABI.encode(values, as: types)) ?? []
                if (try? ABI.decodeStrictly(valid, as: types)) != values {
                    return fail(part, "refused", types, valid)
                }
            }
            let bytes =
                index % 5 == 1
                ? fuzzer.mutator.noise(countMax: 130) : fuzzer.damaged(valid)
            guard let values = try? ABI.decode(bytes, as: types) else { continue }
            accepted += 1
            // What contracts let pass has a form that everybody accepts, of the same values.
            guard let again = try? ABI.encode(values, as: types),
                (try? ABI.decodeStrictly(again, as: types)) == values
            else { return fail(part, "no canonical form of", types, bytes) }
            if let strict = try? ABI.decodeStrictly(bytes, as: types),
                strict != values || again != bytes
            {
                return fail(part, "strictly accepted", types, bytes)
            }
        }
        #expect(accepted > 0 && accepted < Self.inputsPerPart)
    }

    private func fail(_ part: Int, _ what: String, _ types: [ABIType], _ bytes: [UInt8]) {
        Issue.record(
            "\(Soak.label("abi", part: part)): \(what) \(types) \(Hex.encode(bytes))"
        )
    }

    @Test(arguments: 0..<Soak.count(of: 100))
    func `are refused as the name of a type, or name one type`(part: Int) {
        var fuzzer = ABIFuzzer(mutator: Mutator(Soak.numbers("abi.types", part: part)))
        for _ in 0..<2_000 {
            let type = fuzzer.type()
            let text = String(
                decoding: fuzzer.mutator.mutated(Array(type.description.utf8)),
                as: UTF8.self
            )
            let other = try? ABIType(text)
            if (try? ABIType(type.description)) == type,
                other == nil || (try? ABIType(other?.description ?? "")) == other
            {
                continue
            }
            Issue.record("\(Soak.label("abi.types", part: part)): \(type), \(text)")
            return
        }
    }
}
