@testable import Primitives
import TestSupport
import WideMath

/// Makes ABI types, values of them and damaged encodings.
///
/// No type is without size, as `uint8[0]`: Solidity has none, and decoding refuses arrays of it.
struct ABIFuzzer {
    var mutator: Mutator

    mutating func type(depth: Int = 0) -> ABIType {
        let isFlat = depth >= 3
        switch mutator.below(isFlat ? 7 : 10) {
        case 0: return .uint(bits: 8 * (1 + mutator.below(32)))
        case 1: return .int(bits: 8 * (1 + mutator.below(32)))
        case 2: return .address
        case 3: return .bool
        case 4: return .fixedBytes(count: 1 + mutator.below(32))
        case 5: return .bytes
        case 6: return .string
        case 7: return .array(type(depth: depth + 1))
        case 8: return .fixedArray(type(depth: depth + 1), count: 1 + mutator.below(3))
        default: return .tuple([type(depth: depth + 1)] + types(depth: depth + 1))
        }
    }

    mutating func types(depth: Int = 0) -> [ABIType] {
        (0..<mutator.below(4)).map { _ in type(depth: depth) }
    }

    mutating func value(_ type: ABIType) -> ABIValue {
        switch type {
        case .uint(let bits): return .word(mutator.word() >> (256 - bits))
        case .int(let bits):
            let word = mutator.word() >> (257 - bits)
            return .word(mutator.below(2) == 0 ? word : ~word)
        case .address: return .word(mutator.word() >> 96)
        case .bool: return .word(UInt256(UInt64(mutator.below(2))))
        case .fixedBytes(let count): return .word(mutator.word() << (256 - 8 * count))
        case .bytes, .string: return .bytes(mutator.bytes(count: mutator.below(70)))
        case .array(let element):
            return .array((0..<mutator.below(4)).map { _ in value(element) })
        case .fixedArray(let element, let count):
            return .array((0..<count).map { _ in value(element) })
        case .tuple(let members): return .tuple(members.map { value($0) })
        }
    }

    /// Sets a word to a likely offset or length, or edits any byte.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.count < 32 || mutator.below(3) == 0 { return mutator.mutated(bytes) }
        var bytes = bytes
        let start = 32 * mutator.below(bytes.count / 32)
        let word =
            mutator.below(4) == 0
            ? mutator.word() : UInt256(UInt64(mutator.below(bytes.count + 40)))
        let rounded = mutator.below(2) == 0 ? word : (word >> 5) << 5
        bytes.replaceSubrange(start..<start + 32, with: rounded.bigEndianBytes)
        return bytes
    }
}
