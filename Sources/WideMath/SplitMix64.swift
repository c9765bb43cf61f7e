/// A generator with one word of state, for seeding larger generators.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014),
/// with the constants of Vigna's `splitmix64.c`. The wrapping operators are the algorithm's own:
/// it is arithmetic modulo 2⁶⁴.
public struct SplitMix64: Hashable, Sendable {
    private var state: UInt64

    /// Makes a generator whose first draw mixes `state` plus the golden gamma.
    public init(state: UInt64) { self.state = state }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state = state &+ 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
