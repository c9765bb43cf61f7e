import WideMath

/// A 32-byte hash.
public struct Hash32: Hashable, Sendable, BitwiseCopyable {
    /// The hash as a big-endian number.
    public let word: UInt256

    /// The hash whose bytes are all zero.
    public static let zero = Hash32(word: .zero)

    /// Makes a hash from its 32 bytes; nothing for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32, let word = UInt256(bigEndian: bytes) else { return nil }
        self.word = word
    }

    /// The 32 bytes, most significant first.
    public var bytes: [UInt8] { word.bigEndianBytes }
}

extension Hash32: Word {
    /// Every word is a hash.
    @inlinable @inline(__always)
    public init(word: UInt256) { self.word = word }
}

extension Hash32: Comparable {
    /// Numeric order, which breaks ties in the mempool.
    @inlinable
    public static func < (left: Hash32, right: Hash32) -> Bool { left.word < right.word }
}
