import Primitives

/// The mean and variance of draws that do not depend on each other, with their standard errors.
///
/// The errors come from the draws themselves: that of the variance needs the fourth moment, which
/// jumps make far larger than a normal variable's.
struct Moments {
    private var values: [Double] = []

    mutating func add(_ value: Double) { values.append(value) }

    var count: Double { Double(values.count) }

    var mean: Double { values.reduce(0, +) / count }

    var variance: Double { central(2) * count / (count - 1) }

    var meanError: Double { (variance / count).squareRoot() }

    var varianceError: Double {
        let second = central(2)
        return ((central(4) - second * second) / count).squareRoot()
    }

    private func central(_ power: Int) -> Double {
        let mean = mean
        return values.reduce(0) { sum, value in
            var product = 1.0
            for _ in 0..<power { product *= value - mean }
            return sum + product
        } / count
    }
}

/// What was measured of a quantity, with its standard error.
struct Estimate: CustomStringConvertible {
    let name: String
    let value: Double
    let error: Double

    /// How many standard errors it is from what a theory says.
    func distance(from theory: Double) -> Double { (value - theory).magnitude / error }

    /// Whether it agrees with a theory within three standard errors; prints both.
    func agrees(with theory: Double) -> Bool {
        print("\(name): \(value) ± \(error), theory \(theory)")
        return distance(from: theory) < 3
    }

    var description: String { "\(name) \(value) ± \(error)" }
}

extension Moments {
    func mean(_ name: String) -> Estimate {
        Estimate(name: "\(name), mean", value: mean, error: meanError)
    }

    func variance(_ name: String) -> Estimate {
        Estimate(name: "\(name), variance", value: variance, error: varianceError)
    }
}
