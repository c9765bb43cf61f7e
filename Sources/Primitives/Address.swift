import WideMath

/// A 160-bit account address.
public struct Address: Hashable, Sendable, BitwiseCopyable {
    /// The address in the low 160 bits of a word; the bits above are zero.
    public let word: UInt256

    /// The zero address.
    public static let zero = Address(word: .zero)

    /// Makes an address from its 20 bytes; nothing for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20, let word = UInt256(bigEndian: bytes) else { return nil }
        self.word = word
    }

    /// The 20 bytes, most significant first.
    public var bytes: [UInt8] { Array(word.bigEndianBytes.dropFirst(12)) }

    /// Hashes eight bytes of the address: they are the output of Keccak already.
    @inlinable
    public func hash(into hasher: inout Hasher) { hasher.combine(word.limb0) }
}

extension Address: Word {
    /// The low 160 bits of a word, as Solidity's masking cast.
    @inlinable @inline(__always)
    public init(word: UInt256) {
        self.word = UInt256(word.limb0, word.limb1, word.limb2 & 0xffff_ffff, 0)
    }
}

extension Address: Comparable {
    /// Numeric order, which sorts the tokens of a pair.
    @inlinable
    public static func < (left: Address, right: Address) -> Bool { left.word < right.word }
}
