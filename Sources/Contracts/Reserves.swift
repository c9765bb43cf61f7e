import Primitives
import WideMath

/// A pair's reserves and the time they are from, packed into one slot as Solidity packs them.
public struct Reserves: Word {
    /// The reserve of the token with the smaller address, below 2¹¹².
    public let reserve0: UInt128
    /// The reserve of the other token, below 2¹¹².
    public let reserve1: UInt128
    /// The block's time modulo 2³², in seconds.
    public let blockTimestampLast: UInt32

    /// Packs reserves; both are below 2¹¹².
    @inline(__always)
    public init(reserve0: UInt128, reserve1: UInt128, blockTimestampLast: UInt32) {
        self.reserve0 = reserve0
        self.reserve1 = reserve1
        self.blockTimestampLast = blockTimestampLast
    }

    /// 112 bits, 112 bits, 32 bits, from the lowest.
    @inline(__always)
    public init(word: UInt256) {
        reserve0 = word.low & Self.mask
        reserve1 = (word.low >> 112) | ((word.high << 16) & Self.mask)
        blockTimestampLast = UInt32(word.limb3 >> 32)
    }

    /// The packed word.
    @inline(__always)
    public var word: UInt256 {
        UInt256(
            low: reserve0 | (reserve1 << 112),
            high: (reserve1 >> 16) | (UInt128(blockTimestampLast) << 96)
        )
    }

    /// The largest reserve, 2¹¹² − 1.
    public static let mask: UInt128 = (1 << 112) - 1
}
