import WideMath

/// A swap that an attacker may surround: what it pays in and the least it accepts.
public struct SandwichVictim: Hashable, Sendable {
    /// What the victim pays.
    public let amountIn: UInt256
    /// The least output the victim accepts.
    public let amountOutMin: UInt256

    /// Makes a victim.
    public init(amountIn: UInt256, amountOutMin: UInt256) {
        self.amountIn = amountIn
        self.amountOutMin = amountOutMin
    }
}
