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
                // A byte of the sums grows by at most one a turn; 15 turns add up to 240 in all.
                let end = offset + min((buffer.count - offset) / 16, 15) * 16
                var sums = SIMD2<UInt64>.zero
                while offset < end {
                    let words = base.loadUnaligned(
                        fromByteOffset: offset,
                        as: SIMD2<UInt64>.self
                    )
                    sums = sums &+ nonZeroFlags(words)
                    offset &+= 16
                }
                // Multiplying by a one in each byte sums the bytes in the topmost.
                others &+= Int(((sums.x &+ sums.y) &* 0x0101_0101_0101_0101) >> 56)
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
    private static func nonZeroFlags(_ words: SIMD2<UInt64>) -> SIMD2<UInt64> {
        let low = SIMD2<UInt64>(repeating: 0x7f7f_7f7f_7f7f_7f7f)
        let ones = SIMD2<UInt64>(repeating: 0x0101_0101_0101_0101)
        return ((((words & low) &+ low) | words) &>> 7) & ones
    }
}
