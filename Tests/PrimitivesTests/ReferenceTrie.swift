import Primitives
import WideMath

/// The trie of the yellow paper's appendix D, written down as it stands there: slow, with a map of
/// nibbles, and made of the RLP items of all nodes.
enum ReferenceTrie {
    /// The root of a map from keys to values that are not empty.
    static func root(of map: [[UInt8]: [UInt8]]) -> Hash32 {
        if map.isEmpty { return keccak256([0x80]) }
        var paths: [[UInt8]: [UInt8]] = [:]
        for (key, value) in map { paths[key.flatMap { [$0 / 16, $0 % 16] }] = value }
        return keccak256(RLP.encode(structure(paths, at: 0)))
    }

    /// Equation (196): the node for what shares its first `depth` nibbles.
    private static func structure(_ paths: [[UInt8]: [UInt8]], at depth: Int) -> RLPItem {
        if paths.count == 1, let (path, value) = paths.first {
            return .list([.bytes(hexPrefix(path[depth...], isLeaf: true)), .bytes(value)])
        }
        var end = depth
        while let nibble = paths.keys.first?.dropFirst(end).first,
            paths.keys.allSatisfy({ $0.dropFirst(end).first == nibble })
        {
            end += 1
        }
        if end > depth, let path = paths.keys.first {
            return .list([
                .bytes(hexPrefix(path[depth..<end], isLeaf: false)), node(paths, at: end),
            ])
        }
        var items: [RLPItem] = (0..<16).map { nibble in
            let below = paths.filter { $0.key.count > depth && $0.key[depth] == nibble }
            return below.isEmpty ? .bytes([]) : node(below, at: depth + 1)
        }
        items.append(.bytes(paths.first { $0.key.count == depth }?.value ?? []))
        return .list(items)
    }

    /// Equation (195): the node itself below 32 bytes, otherwise its hash.
    private static func node(_ paths: [[UInt8]: [UInt8]], at depth: Int) -> RLPItem {
        let item = structure(paths, at: depth)
        let encoded = RLP.encode(item)
        return encoded.count < 32 ? item : .bytes(keccak256(encoded).bytes)
    }

    private static func hexPrefix(_ path: ArraySlice<UInt8>, isLeaf: Bool) -> [UInt8] {
        let flag: UInt8 = (isLeaf ? 2 : 0) + (path.count % 2 == 1 ? 1 : 0)
        let nibbles = [flag] + (path.count % 2 == 1 ? [] : [0]) + path
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] * 16 + nibbles[$0 + 1] }
    }
}
