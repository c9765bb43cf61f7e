import WideMath

/// A front-run, the victim's swap and a back-run, with what each of them moves.
public struct SandwichPlan: Hashable, Sendable {
    /// What the attacker pays in first.
    public let frontIn: UInt256
    /// What the attacker holds in between, and sells back.
    public let frontOut: UInt256
    /// What the victim receives.
    public let victimOut: UInt256
    /// What the attacker gets back, in the token of `frontIn`.
    public let backOut: UInt256

    /// Makes a plan from what its three swaps move.
    public init(frontIn: UInt256, frontOut: UInt256, victimOut: UInt256, backOut: UInt256) {
        self.frontIn = frontIn
        self.frontOut = frontOut
        self.victimOut = victimOut
        self.backOut = backOut
    }

    /// What the attacker gains, before gas, in the token of `frontIn`; zero for a loss.
    public var profit: UInt256 {
        let gain = backOut.subtractingReportingOverflow(frontIn)
        return gain.overflow ? .zero : gain.partialValue
    }

    /// What the attacker loses, before gas, in the token of `frontIn`; zero for a profit.
    public var loss: UInt256 {
        let loss = frontIn.subtractingReportingOverflow(backOut)
        return loss.overflow ? .zero : loss.partialValue
    }

    /// Whether the plan earns more than another.
    func earnsMore(than other: Self) -> Bool {
        // Amounts that pools hold are below 2¹¹²: no sum wraps.
        backOut.wrappingAdd(other.frontIn) > other.backOut.wrappingAdd(frontIn)
    }
}
