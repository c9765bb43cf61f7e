/// The generator xoshiro256**: 256 bits of state, period 2²⁵⁶ − 1.
///
/// Source: Blackman, Vigna, "Scrambled Linear Pseudorandom Number Generators" (2021), and their
/// `xoshiro256starstar.c`. The wrapping operators are the algorithm's own: it is arithmetic
/// modulo 2⁶⁴.
public struct Xoshiro256StarStar: Hashable, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// Makes a generator from its four words of state, which must not all be zero.
    ///
    /// Four zeros, from which the generator would only draw zeros, stand for `init(seed: 0)`.
    public init(_ s0: UInt64, _ s1: UInt64, _ s2: UInt64, _ s3: UInt64) {
        self.init(seed: 0)
        if s0 | s1 | s2 | s3 == 0 { return }
        (self.s0, self.s1, self.s2, self.s3) = (s0, s1, s2, s3)
    }

    /// Fills the state with four draws of SplitMix64, as the authors advise.
    public init(seed: UInt64) {
        var filler = SplitMix64(state: seed)
        s0 = filler.next()
        s1 = filler.next()
        s2 = filler.next()
        s3 = filler.next()
    }

    /// Derives a generator of its own for every pair of a seed and a name.
    ///
    /// The SplitMix64 filler starts from `fnv1a(name) ^ mix(seed)`, where `mix` is the first draw
    /// of SplitMix64: a name changes its own generator only.
    public init(seed: UInt64, name: String) {
        var mixer = SplitMix64(state: seed)
        self.init(seed: fnv1a(name.utf8) ^ mixer.next())
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotate(s1 &* 5, left: 7) &* 9
        let shifted = s1 &<< 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotate(s3, left: 45)
        return result
    }

    private static func rotate(_ word: UInt64, left count: UInt64) -> UInt64 {
        word &<< count | word &>> (64 &- count)
    }
}
