/// Counts the zero bytes of calldata, which cost less than the others.
public enum ZeroBytes {
    private static let lowBits: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// How many of the bytes are zero. Complexity: an eighth of a step a byte.
    public static func count(in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            var zeros = 0
            var offset = 0
            // Both loops read below `buffer.count` only.
            while offset + 8 <= buffer.count {
                zeros &+= count(in: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset &+= 8
            }
            while offset < buffer.count {
                let byte = base.load(fromByteOffset: offset, as: UInt8.self)
                zeros &+= byte == 0 ? 1 : 0
                offset &+= 1
            }
            return zeros
        }
    }

    /// The zero bytes of eight.
    ///
    /// Adding 0x7f to the low seven bits of a byte sets its top bit unless they are all zero, and
    /// carries nothing into the next byte. Multiplying by `ones` sums the eight flags, at most 8,
    /// in the top byte.
    @inline(__always)
    private static func count(in word: UInt64) -> Int {
        let nonZero = ((word & lowBits) &+ lowBits) | word
        let flags = (~nonZero >> 7) & ones
        return Int((flags &* ones) >> 56)
    }
}
