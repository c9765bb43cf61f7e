import WideMath

/// A front-run, the victims' swaps and a back-run, with what each of them moves.
public struct SandwichPlan: Hashable, Sendable {
    /// What the attacker pays in first.
    public let frontIn: UInt256
    /// What the attacker holds in between, and sells back.
    public let frontOut: UInt256
    /// What each victim receives, in order.
    public let victimOuts: [UInt256]
    /// What the attacker gets back, in the token of `frontIn`.
    public let backOut: UInt256

    /// Makes a plan from what its swaps move.
    public init(frontIn: UInt256, frontOut: UInt256, victimOuts: [UInt256], backOut: UInt256) {
        self.frontIn = frontIn
        self.frontOut = frontOut
        self.victimOuts = victimOuts
        self.backOut = backOut
    }

    /// What the victims receive together.
    public var victimOut: UInt256 {
        // Parts of one reserve, which is below 2¹¹²: no sum wraps.
        victimOuts.reduce(.zero) { $0.wrappingAdd($1) }
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

    /// What is left of the profit when each of the two legs costs so much gas, in the token of
    /// `frontIn`; nothing if that is nothing.
    public func net(legCost: UInt256) -> UInt256? {
        let cost = legCost.addingReportingOverflow(legCost)
        guard !cost.overflow, profit > cost.partialValue else { return nil }
        return profit.wrappingSubtract(cost.partialValue)
    }

    /// Whether the plan earns more than another.
    func earnsMore(than other: Self) -> Bool {
        // Amounts that pools hold are below 2¹¹²: no sum wraps.
        backOut.wrappingAdd(other.frontIn) > other.backOut.wrappingAdd(frontIn)
    }
}
