import Primitives

/// When jumps come: a Hawkes process with an exponential kernel, or without it a Poisson process.
///
/// The intensity is λ(t) = λ∞ + Σ n·β·e^(−β(t − tᵢ)) over the jumps before t: each draws n others
/// after it on average, 1/β later on average (Hawkes, "Spectra of some self-exciting and mutually
/// exciting point processes", 1971). The base is λ∞ = λ̄·(1 − n), so that λ̄ is the mean intensity;
/// the process begins at λ̄, where it is stationary in the mean at every time. Counts over a long
/// time have the variance λ̄·t ÷ (1 − n)².
///
/// Times are exact, without a grid: the next jump comes at the earlier of two independent times, an
/// exponential one of the base and one of the part that decays, inverted in closed form (Dassios
/// and Zhao, "Exact simulation of Hawkes process with exponentially decaying intensity", 2013,
/// algorithm 3.1). Ogata's thinning has the same law but rejects draws.
///
/// Complexity: in proportion to the jumps.
struct JumpTimes: Sendable {
    /// λ∞, a second.
    private let base: Double
    /// β, a second.
    private let decay: Double
    /// n·β: how much a jump adds.
    private let increment: Double
    private var stream: RandomStream
    /// What is above the base now, a second.
    private var excess: Double
    /// Seconds until the next jump; infinite if none comes.
    private var left: Double

    init(_ law: JumpLaw, stream: RandomStream) {
        let mean = law.ratePerYear / PriceProcess.secondsPerYear
        base = mean * (1 - law.excitation)
        decay = 1 / law.decay
        increment = law.excitation / law.decay
        excess = mean * law.excitation
        self.stream = stream
        left = 0
        left = draw()
    }

    /// How many jumps come within so many seconds more, and the integral of the intensity over
    /// them.
    mutating func advance(by seconds: Double) -> (count: Int, mass: Double) {
        var rest = seconds
        var count = 0
        var mass = 0.0
        while left <= rest {
            rest -= left
            mass += fade(by: left)
            excess += increment
            count += 1
            left = draw()
        }
        mass += fade(by: rest)
        left -= rest
        return (count, mass)
    }

    /// Lets the excess fade, and gives the integral of the intensity meanwhile.
    private mutating func fade(by seconds: Double) -> Double {
        guard excess > 0 else { return base * seconds }
        let kept = RealFunctions.exp(-decay * seconds)
        let mass = base * seconds + excess * (1 - kept) / decay
        excess *= kept
        return mass
    }

    /// Seconds to the next jump, drawn anew: after a jump nothing is left of the last draw.
    private mutating func draw() -> Double {
        let steady = stream.exponential()
        let fading = stream.exponential()
        let first = base > 0 ? steady / base : .infinity
        // The decaying part brings one more jump with the probability 1 − e^(−excess ÷ β).
        let share = 1 - fading * decay / excess
        guard excess > 0, share > 0 else { return first }
        return min(first, -RealFunctions.log(share) / decay)
    }
}
