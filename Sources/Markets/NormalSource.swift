import Primitives

/// The standard normal draws of one price's Brownian part: its own, or mixed with others'.
///
/// Correlated draws are the mixture that a row of a `CorrelationMatrix` says, made of the streams
/// of all processes up to this one. Each process keeps copies of these streams and draws exactly
/// once a step from each, so that processes that are asked at the same times see the same draws,
/// whatever they make of them.
///
/// Complexity: a step takes time in proportion to the row.
struct NormalSource: Sendable {
    /// A stream and its share of the mixture.
    private struct Part {
        var stream: RandomStream
        let weight: Double
    }

    private var own: RandomStream
    private var parts: [Part] = []
    /// The mixture of this step, where there is one.
    private var mixture = 0.0

    init(_ own: RandomStream) { self.own = own }

    /// Takes the draws of these streams, by their weights, in place of the process's own.
    mutating func mix(_ streams: [RandomStream], weights: [Double]) {
        parts = zip(streams, weights).map { Part(stream: $0, weight: $1) }
    }

    /// Begins a step: of correlated draws each is used up, needed or not.
    mutating func beginStep() {
        if parts.isEmpty { return }
        var sum = 0.0
        for index in parts.indices { sum += parts[index].weight * parts[index].stream.normal() }
        mixture = sum
    }

    /// The step's draw; asked for at most once a step.
    mutating func normal() -> Double { parts.isEmpty ? own.normal() : mixture }
}
