import Primitives
import WideMath

/// A strategy's judgement: whether to act, the two numbers that say so, and where to trade to.
public struct Assessment: Hashable, Sendable {
    /// Whether a rebalance is due.
    public let isDue: Bool
    /// What was measured: basis points of deviation, seconds passed, or the time of a signal.
    ///
    /// It belongs to the first condition that fails, or to the last if all hold. It is at least
    /// `trigger` wherever a rebalance is due, and below it wherever none is, except that a vault
    /// without value is never due.
    public let deviation: UInt256
    /// What it must reach, in the same unit.
    public let trigger: UInt256
    /// The weights to trade to now, parts of their sum.
    public let goals: [UInt256]

    /// Makes an assessment.
    public init(isDue: Bool, deviation: UInt256, trigger: UInt256, goals: [UInt256]) {
        self.isDue = isDue
        self.deviation = deviation
        self.trigger = trigger
        self.goals = goals
    }

    /// The words that encode it as the return data of `assess`.
    var words: [UInt256] {
        var words: [UInt256] = []
        words.reserveCapacity(5 + goals.count)
        words.append(isDue.word)
        words.append(deviation)
        words.append(trigger)
        words.append(128)
        words.append(UInt256(UInt64(goals.count)))
        words.append(contentsOf: goals)
        return words
    }
}
