import Primitives
import WideMath

/// The low 160 bits of a word, packed into 20 bytes: an address, or a mapping key of that size.
struct Key160: BitwiseCopyable {
    let low: UInt64
    let middle: UInt64
    let high: UInt32

    /// Packs a word whose upper 96 bits are zero.
    @inline(__always)
    init(_ word: UInt256) {
        low = word.limb0
        middle = word.limb1
        high = UInt32(word.limb2 & 0xffff_ffff)
    }

    /// Whether a word has no more than 160 bits.
    @inline(__always)
    static func holds(_ word: UInt256) -> Bool { word.limb3 | (word.limb2 >> 32) == 0 }

    /// The word.
    @inline(__always)
    var word: UInt256 { UInt256(low, middle, UInt64(high), 0) }

    @inline(__always)
    static func == (left: Key160, right: Key160) -> Bool {
        (left.low ^ right.low) | (left.middle ^ right.middle) | UInt64(left.high ^ right.high) == 0
    }
}
