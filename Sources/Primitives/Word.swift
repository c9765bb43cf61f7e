import WideMath

/// A value that Solidity's storage, calldata and topics hold in one 256-bit word.
public protocol Word: Hashable, Sendable {
    /// Reads the value from a word, ignoring the bits it does not use.
    init(word: UInt256)
    /// The word that holds the value.
    var word: UInt256 { get }
}

extension UInt256: Word {
    /// The word itself.
    @inlinable @inline(__always)
    public init(word: UInt256) { self = word }
    /// The word itself.
    @inlinable @inline(__always)
    public var word: UInt256 { self }
}

extension Bool: Word {
    /// True for any word but zero.
    @inlinable @inline(__always)
    public init(word: UInt256) { self = !word.isZero }
    /// One for true, zero for false.
    @inlinable @inline(__always)
    public var word: UInt256 { self ? .one : .zero }
}

extension UInt64: Word {
    /// The lowest 64 bits.
    @inlinable @inline(__always)
    public init(word: UInt256) { self = word.limb0 }
    /// The value in the lowest 64 bits.
    @inlinable @inline(__always)
    public var word: UInt256 { UInt256(self) }
}
