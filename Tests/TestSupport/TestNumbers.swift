import WideMath

/// Numbers that look random and are the same in every run (SplitMix64).
package struct TestNumbers: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state = state &+ 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    package mutating func bytes(count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// 256 bits, each as likely as not.
    package mutating func word() -> UInt256 { UInt256(next(), next(), next(), next()) }

    /// A word of any length, with long runs of equal bits and values next to powers of two.
    package mutating func edgeWord() -> UInt256 {
        switch below(4) {
        case 0: return word() >> below(257)
        case 1: return UInt256(edgeLimb(), edgeLimb(), edgeLimb(), edgeLimb()) >> (64 * below(4))
        case 2: return (UInt256.one << below(256)).wrappingAdd(UInt256(UInt64(below(3))))
        default: return (UInt256.one << below(256)).wrappingSubtract(UInt256(UInt64(below(3))))
        }
    }

    private mutating func edgeLimb() -> UInt64 {
        switch below(6) {
        case 0: 0
        case 1: .max
        case 2: 1 << 63
        case 3: UInt64(below(3))
        case 4: .max - UInt64(below(3))
        default: next()
        }
    }
}
