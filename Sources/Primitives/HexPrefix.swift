/// The hex-prefix encoding of a path of nibbles in a trie.
///
/// The first nibble tells whether the path ends at a value (2) and whether its length is odd (1);
/// a zero nibble follows it where the length is even.
///
/// Source: Ethereum Yellow Paper, appendix C.
public enum HexPrefix {
    /// The encoding of nibbles, each below 16; nothing where one is not.
    public static func encode(_ nibbles: [UInt8], isLeaf: Bool) -> [UInt8]? {
        guard nibbles.allSatisfy({ $0 < 16 }) else { return nil }
        var output: [UInt8] = []
        append(nibbles.indices, of: { nibbles[$0] }, isLeaf: isLeaf, to: &output)
        return output
    }

    /// Appends the encoding of the path that lies in a range of a key's nibbles.
    static func append(
        _ range: Range<Int>,
        ofKey key: [UInt8],
        isLeaf: Bool,
        to output: inout [UInt8]
    ) {
        append(range, of: { nibble($0, ofKey: key) }, isLeaf: isLeaf, to: &output)
    }

    /// A nibble of a key; the high one of each byte comes first.
    @inline(__always)
    static func nibble(_ index: Int, ofKey key: [UInt8]) -> UInt8 {
        index % 2 == 0 ? key[index / 2] >> 4 : key[index / 2] & 15
    }

    @inline(__always)
    private static func append(
        _ range: Range<Int>,
        of nibble: (Int) -> UInt8,
        isLeaf: Bool,
        to output: inout [UInt8]
    ) {
        let flag: UInt8 = isLeaf ? 0x20 : 0
        var index = range.lowerBound
        if range.count % 2 == 0 {
            output.append(flag)
        } else {
            output.append(flag | 0x10 | nibble(index))
            index += 1
        }
        while index < range.upperBound {
            output.append(nibble(index) << 4 | nibble(index + 1))
            index += 2
        }
    }
}
