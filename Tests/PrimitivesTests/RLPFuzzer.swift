import Primitives
import TestSupport

/// Makes RLP items, and encodings of them that are not the shortest.
struct RLPFuzzer {
    var mutator: Mutator

    /// An item of a few nested lists.
    mutating func item(depth: Int = 0) -> RLPItem {
        if depth < 4, mutator.below(3) == 0 {
            return .list((0..<mutator.below(5)).map { _ in item(depth: depth + 1) })
        }
        switch mutator.below(8) {
        case 0: return .bytes([])
        case 1: return RLPItem(mutator.word())
        // Around the length at which the long form begins.
        case 2: return .bytes(mutator.bytes(count: 53 + mutator.below(6)))
        case 3: return .bytes([UInt8(mutator.below(256))])
        default: return .bytes(mutator.bytes(count: mutator.below(34)))
        }
    }

    /// Encodes an item as the yellow paper does, but the `defects` first places where it can be
    /// written longer; counts down what it used.
    mutating func longer(_ item: RLPItem, _ defects: inout Int) -> [UInt8] {
        switch item {
        case .bytes(let bytes):
            if bytes.count == 1, bytes[0] < 0x80 {
                if defects == 0 || mutator.below(2) == 0 { return bytes }
                defects -= 1
                return mutator.below(2) == 0 ? [0x81] + bytes : [0xb8, 1] + bytes
            }
            return prefix(0x80, bytes.count, &defects) + bytes
        case .list(let items):
            var payload: [UInt8] = []
            for item in items { payload += longer(item, &defects) }
            return prefix(0xc0, payload.count, &defects) + payload
        }
    }

    private mutating func prefix(_ base: UInt8, _ count: Int, _ defects: inout Int) -> [UInt8] {
        var length: [UInt8] = []
        var rest = count
        while rest > 0 {
            length.insert(UInt8(rest & 0xff), at: 0)
            rest >>= 8
        }
        let isShort = count <= 55
        if defects > 0, mutator.below(2) == 0 {
            defects -= 1
            // The long form of a short length, or a long length with zeros in front.
            let zeros = isShort ? mutator.below(3) : 1 + mutator.below(8 - length.count)
            length = Array(repeating: 0, count: zeros) + length
            if length.isEmpty { length = [0] }
        } else if isShort {
            return [base + UInt8(count)]
        }
        return [base + 55 + UInt8(length.count)] + length
    }
}
