/// Counts the zero bytes of calldata, which cost less than the others.
public enum ZeroBytes {
    /// How many of the bytes are zero; sixteen are looked at together.
    public static func count(in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            var others = 0
            var offset = 0
            // Every load below reads bytes before `buffer.count` only.
            while offset + 16 <= buffer.count {
                // A lane of eight bits grows by at most two a turn; 15 turns add up to 240 in all.
                let end = offset + min((buffer.count - offset) / 16, 15) * 16
                var lanes: UInt64 = 0
                while offset < end {
                    let first = base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    let second = base.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
                    lanes = lanes &+ nonZeroFlags(first) &+ nonZeroFlags(second)
                    offset &+= 16
                }
                // Multiplying by a one in each lane sums the lanes in the topmost.
                others &+= Int((lanes &* 0x0101_0101_0101_0101) >> 56)
            }
            while offset < buffer.count {
                others &+= base.load(fromByteOffset: offset, as: UInt8.self) == 0 ? 0 : 1
                offset &+= 1
            }
            return buffer.count - others
        }
    }

    /// One in the place of each byte that is not zero.
    ///
    /// Adding 0x7f to the low seven bits of a byte sets its top bit unless they are all zero, and
    /// carries nothing into the next byte.
    @inline(__always)
    private static func nonZeroFlags(_ word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
        return ((((word & low) &+ low) | word) >> 7) & 0x0101_0101_0101_0101
    }
}
