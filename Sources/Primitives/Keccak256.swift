import WideMath

/// Keccak-256 as Ethereum uses it: the sponge of rate 1,088 with the padding before FIPS 202.
///
/// ```swift
/// var hasher = Keccak256()
/// hasher.update([0x61, 0x62])
/// hasher.update([0x63])
/// let hash = hasher.finalize()  // the same as keccak256([0x61, 0x62, 0x63])
/// ```
public struct Keccak256: Sendable {
    private static let rateInBytes = 136

    private var state = KeccakState()
    /// How many bytes of the current block are absorbed; always below the rate.
    private var position = 0

    /// Makes a hasher that has read nothing.
    public init() {}

    /// Absorbs more of the message.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset < bytes.count {
            if position % 8 == 0 && bytes.count - offset >= 8 {
                let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                absorb(lane: UInt64(littleEndian: word))
                offset += 8
            } else {
                absorb(byte: bytes[offset])
                offset += 1
            }
        }
    }

    /// Absorbs more of the message.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Absorbs the 32 bytes of a word, most significant first.
    public mutating func update(_ word: UInt256) {
        if position % 8 == 0 {
            absorb(lane: word.limb3.byteSwapped)
            absorb(lane: word.limb2.byteSwapped)
            absorb(lane: word.limb1.byteSwapped)
            absorb(lane: word.limb0.byteSwapped)
        } else {
            update(word.bigEndianBytes)
        }
    }

    /// Ends the message and gives its hash; the hasher is then as new.
    public mutating func finalize() -> Hash32 {
        xor(byte: 0x01, at: position)
        xor(byte: 0x80, at: Self.rateInBytes - 1)
        state.permute()
        let hash = Hash32(
            word: UInt256(
                state.lanes[3].byteSwapped,
                state.lanes[2].byteSwapped,
                state.lanes[1].byteSwapped,
                state.lanes[0].byteSwapped
            )
        )
        self = Keccak256()
        return hash
    }

    @inline(__always)
    private mutating func absorb(lane: UInt64) {
        state.lanes[position / 8] ^= lane
        position += 8
        permuteIfFull()
    }

    @inline(__always)
    private mutating func absorb(byte: UInt8) {
        xor(byte: byte, at: position)
        position += 1
        permuteIfFull()
    }

    @inline(__always)
    private mutating func permuteIfFull() {
        guard position == Self.rateInBytes else { return }
        state.permute()
        position = 0
    }

    @inline(__always)
    private mutating func xor(byte: UInt8, at index: Int) {
        state.lanes[index / 8] ^= UInt64(byte) << UInt64(index % 8 * 8)
    }
}

/// The Keccak-256 hash of some bytes.
public func keccak256(_ bytes: [UInt8]) -> Hash32 {
    var hasher = Keccak256()
    hasher.update(bytes)
    return hasher.finalize()
}

/// The Keccak-256 hash of two words: where Solidity puts the value of a mapping's key.
public func keccak256(_ first: UInt256, _ second: UInt256) -> Hash32 {
    var hasher = Keccak256()
    hasher.update(first)
    hasher.update(second)
    return hasher.finalize()
}
