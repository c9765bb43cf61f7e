import Primitives

/// Which of several regimes rules: a Markov chain in continuous time.
///
/// Each lasts for an exponential time with its own mean, and is followed by any of the others,
/// equally likely; the first begins. In the long run each rules for a part of the time in
/// proportion to its mean duration (Norris, "Markov Chains", section 3.5; the chain of the jumps
/// is symmetric).
///
/// Complexity: in proportion to the changes.
struct RegimeChain: Sendable {
    private let durations: [Double]
    private var stream: RandomStream
    /// The number of the regime that rules.
    private(set) var current = 0
    /// Seconds until the next change; infinite with one regime.
    private var left = 0.0

    /// A chain at its start; there is a duration, and each is positive.
    init(durations: [Double], stream: RandomStream) {
        self.durations = durations
        self.stream = stream
        left = drawTime()
    }

    /// Goes on by so many seconds; tells of each stretch in turn, in seconds, with the number of
    /// its regime.
    mutating func advance(by seconds: Double, _ body: (_ regime: Int, _ seconds: Double) -> Void) {
        var rest = seconds
        while left <= rest {
            body(current, left)
            rest -= left
            let other = Int(stream.below(UInt64(durations.count - 1)))
            current = other < current ? other : other + 1
            left = drawTime()
        }
        body(current, rest)
        left -= rest
    }

    private mutating func drawTime() -> Double {
        durations.count > 1 ? durations[current] * stream.exponential() : .infinity
    }
}
