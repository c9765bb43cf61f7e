import Primitives

/// When a rebalance is due, and how far it trades.
public struct TriggerSettings: Sendable, Hashable {
    /// What a distance from a target is measured by.
    public enum Measure: String, Sendable, Hashable, CaseIterable {
        /// The whole: 5 % means that a target of 60 % is left at 55 % or 65 %.
        case absolute
        /// The target: 5 % means that a target of 60 % is left at 57 % or 63 %.
        case relative
    }

    /// What may have happened.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// The owner has changed the weights or units.
        case change
    }

    /// What must happen before a rebalance is due; nothing where distance or time decide.
    public var event: Event?
    /// The distance of a weight from its target at which a rebalance is due; nothing where the
    /// calendar alone decides.
    public var threshold: BasisPoints?
    /// What the threshold is measured by.
    public var measure: Measure
    /// The least time between two rebalances that the strategy calls for, in seconds.
    ///
    /// Nothing where the threshold alone decides; with both, both must hold.
    public var period: UInt64?
    /// The distance from its target to which the furthest weight is traded back; zero trades to
    /// the targets.
    public var tradeBack: BasisPoints

    /// A trigger that waits for an event and trades to the targets.
    public init(event: Event) {
        self.init(threshold: nil)
        self.event = event
    }

    /// Makes a trigger.
    public init(
        threshold: BasisPoints?,
        measure: Measure = .absolute,
        period: UInt64? = nil,
        tradeBack: BasisPoints = BasisPoints(0)
    ) {
        self.threshold = threshold
        self.measure = measure
        self.period = period
        self.tradeBack = tradeBack
    }
}
