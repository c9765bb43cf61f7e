import WideMath

/// Makes hostile bytes: out of nothing, and from valid ones.
///
/// Its lengths are small, so that many inputs fit into a test and most fields are hit.
package struct Mutator {
    private var random: TestNumbers

    package init(_ random: TestNumbers) { self.random = random }

    package mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    package mutating func next() -> UInt64 { random.next() }

    package mutating func word() -> UInt256 { random.edgeWord() }

    package mutating func bytes(count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            var limb = random.next()
            for _ in 0..<8 {
                bytes.append(UInt8(limb & 0xff))
                limb >>= 8
            }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Bytes without a plan, a third of them where lengths and types change.
    package mutating func noise(countMax: Int) -> [UInt8] {
        var bytes = bytes(count: below(countMax + 1))
        for index in bytes.indices where bytes[index] % 3 == 0 { bytes[index] = edge() }
        return bytes
    }

    /// One to three edits of valid bytes.
    package mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(3) { edit(&bytes) }
        return bytes
    }

    private mutating func edit(_ bytes: inout [UInt8]) {
        if bytes.isEmpty { return bytes.append(edge()) }
        let place = below(bytes.count)
        switch below(9) {
        case 0: bytes[place] ^= 1 << UInt8(below(8))
        case 1: bytes[place] = edge()
        case 2: bytes.insert(edge(), at: place)
        case 3: bytes.remove(at: place)
        case 4: bytes.removeLast(min(bytes.count, 1 + below(8)))
        case 5: bytes.append(contentsOf: self.bytes(count: 1 + below(33)))
        case 6:
            let end = min(bytes.count, place + 1 + below(40))
            bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count + 1))
        case 7:
            // Lengths one off are where decoders go wrong.
            bytes[place] = bytes[place] == 0xff ? 0 : bytes[place] + 1
        default:
            bytes[place] = bytes[place] == 0 ? 0xff : bytes[place] - 1
        }
    }

    /// A byte at which an encoding changes its meaning.
    private mutating func edge() -> UInt8 {
        let edges: [UInt8] = [
            0x00, 0x01, 0x02, 0x1b, 0x1c, 0x20, 0x37, 0x7f, 0x80, 0x81, 0x94, 0xa0, 0xa1, 0xb7,
            0xb8,
            0xb9, 0xbf, 0xc0, 0xc1, 0xd5, 0xf7, 0xf8, 0xf9, 0xff,
        ]
        return edges[below(edges.count)]
    }
}
