import Primitives
import WideMath

/// When a strategy acts, in one word of storage.
///
/// A trigger is a list of conditions that all must hold. Each compares what is measured with what
/// it must reach. Adding a kind touches this file and its test.
public struct Trigger: Hashable, Sendable {
    /// Which conditions there are.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// Some weight is at least the threshold away from its target: |w − t| ≥ h.
        case absolute = 0
        /// Some weight is at least that part of its target away from it: |w − t| ≥ h·t; for an
        /// asset with no target, |w − t| ≥ h.
        case relative = 1
        /// The period has passed since the last rebalance.
        case calendar = 2
        /// The period has passed, and some weight is far enough away.
        case calendarAndAbsolute = 3
        /// The period has passed, and some weight is far enough away relative to its target.
        case calendarAndRelative = 4
        /// A signal was given after the last rebalance: in a later second.
        case event = 5

        /// Whether deviations are measured against the target rather than the whole.
        var isRelative: Bool { self == .relative || self == .calendarAndRelative }
        /// Whether it looks at deviations at all.
        var hasThreshold: Bool { self != .calendar && self != .event }
    }

    /// Which conditions there are.
    public let kind: Kind
    /// The deviation h from which a rebalance is due, in basis points.
    public let threshold: UInt32
    /// The deviation q that a rebalance trades back to, in basis points, at most h.
    ///
    /// Zero trades to the targets, as do calendars and events, which have no threshold.
    public let tradeBack: UInt32
    /// The time between two rebalances, in seconds, where the calendar counts.
    public let period: UInt64

    /// Makes a trigger; a trade-back level above the threshold counts as the threshold.
    public init(
        _ kind: Kind,
        threshold: UInt32 = 0,
        tradeBack: UInt32 = 0,
        period: UInt64 = 0
    ) {
        self.kind = kind
        self.threshold = threshold
        self.tradeBack = min(tradeBack, threshold)
        self.period = period
    }

    /// What was measured, and what it must reach.
    private struct Condition {
        let measured: UInt256
        let required: UInt256
        var holds: Bool { measured >= required }
    }

    /// Judges values, in quote units, against targets; times are seconds since 1970-01-01 UTC.
    ///
    /// A vault without value is never due. Reverts with `BadValues` or `BadWeights` if values and
    /// targets do not fit together, and with panic 0x11 for numbers beyond those that
    /// `Deviations` names.
    public func judge(
        values: [UInt256],
        targets: [UInt256],
        now: UInt64,
        lastRebalance: UInt256,
        signalledAt: UInt64
    ) throws(Fault) -> Assessment {
        let deviations = try Deviations(
            values: values,
            targets: targets,
            isRelative: kind.isRelative
        )
        let deviation = Condition(
            measured: try deviations.basisPoints,
            required: UInt256(UInt64(threshold))
        )
        let passed = UInt256(now).subtractingReportingOverflow(lastRebalance)
        let calendar = Condition(
            measured: passed.overflow ? .zero : passed.partialValue,
            required: UInt256(period)
        )
        let next = lastRebalance.addingReportingOverflow(.one)
        let event = Condition(
            measured: UInt256(signalledAt),
            required: next.overflow ? .max : next.partialValue
        )
        let (first, last) =
            switch kind {
            case .absolute, .relative: (deviation, deviation)
            case .calendar: (calendar, calendar)
            case .calendarAndAbsolute, .calendarAndRelative: (calendar, deviation)
            case .event: (event, event)
            }
        let shown = first.holds ? last : first
        return Assessment(
            isDue: shown.holds && !deviations.totalValue.isZero,
            deviation: shown.measured,
            trigger: shown.required,
            goals: kind.hasThreshold
                ? try deviations.goals(tradeBack: UInt256(UInt64(tradeBack))) : targets
        )
    }
}

extension Trigger: Word {
    /// 8 bits of kind, 32 of threshold, 32 of trade-back, 64 of period, from the lowest.
    ///
    /// An unknown kind, which no trigger made here has, reads as the first.
    public init(word: UInt256) {
        self.init(
            Kind(rawValue: UInt8(word.limb0 & 0xff)) ?? .absolute,
            threshold: UInt32((word >> 8).limb0 & 0xffff_ffff),
            tradeBack: UInt32((word >> 40).limb0 & 0xffff_ffff),
            period: (word >> 72).limb0
        )
    }

    /// The packed word.
    public var word: UInt256 {
        UInt256(UInt64(kind.rawValue)) | UInt256(UInt64(threshold)) << 8
            | UInt256(UInt64(tradeBack)) << 40 | UInt256(period) << 72
    }
}
