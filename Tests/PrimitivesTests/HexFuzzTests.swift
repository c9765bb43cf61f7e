import Primitives
import TestSupport
import Testing
import WideMath

/// Two and a half million texts in a soak, one per cent of that otherwise.
@Suite struct `Any text as hexadecimal digits` {
    private static let inputsPerPart = 25_000

    @Test(arguments: 0..<Soak.count(of: 100))
    func `is refused, or is what encoding makes of the bytes in it`(part: Int) {
        var mutator = Mutator(Soak.numbers("hex", part: part))
        var accepted = 0
        for index in 0..<Self.inputsPerPart {
            let text = Self.text(index, &mutator)
            guard let bytes = Hex.decode(text) else { continue }
            accepted += 1
            // With or without the prefix, in digits of either case: nothing else is the same.
            let digits = text.hasPrefix("0x") ? text : "0x" + text
            if Array(Hex.encode(bytes).utf8) == digits.utf8.map(Self.small), Self.agree(text, bytes)
            {
                continue
            }
            Issue.record("\(Soak.label("hex", part: part)): accepted \(Array(text.utf8))")
            return
        }
        #expect(accepted > 0 && accepted < Self.inputsPerPart)
    }

    /// Hashes and addresses are such texts of one length.
    private static func agree(_ text: String, _ bytes: [UInt8]) -> Bool {
        if let hash = Hash32(text: text), hash.bytes != bytes || bytes.count != 32 { return false }
        if let address = Address(text: text) {
            return address.bytes == bytes && bytes.count == 20
        }
        return true
    }

    private static func small(_ letter: UInt8) -> UInt8 {
        (0x41...0x5a).contains(letter) ? letter + 0x20 : letter
    }

    private static func text(_ index: Int, _ mutator: inout Mutator) -> String {
        if index % 8 == 0 { return String(decoding: mutator.noise(countMax: 12), as: UTF8.self) }
        let count = [20, 32, mutator.below(40)][mutator.below(3)]
        var digits = Array(Hex.encode(mutator.bytes(count: count)).utf8)
        if index % 3 == 0 {
            for place in digits.indices where digits[place] >= 0x61 && mutator.below(2) == 0 {
                digits[place] -= 0x20
            }
        }
        if index % 2 == 0 { digits = mutator.mutated(digits) }
        return String(decoding: digits, as: UTF8.self)
    }
}
