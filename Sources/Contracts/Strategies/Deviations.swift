import Primitives
import WideMath

/// How far the values of a vault's assets are from their target weights, in whole numbers.
///
/// With targets tᵢ that sum to W and values vᵢ that sum to N, an asset's distance is
/// dᵢ = |vᵢ·W − tᵢ·N|, on a scale on which the whole is N·W: |weightᵢ − targetᵢ| is dᵢ ÷ (N·W),
/// and relative to its target it is dᵢ ÷ (tᵢ·N). An asset with no target is always measured
/// against the whole. Values below 2¹¹² and weights below 2⁶⁴ never overflow; others revert.
struct Deviations {
    /// A deviation as an exact fraction.
    struct Fraction: Comparable {
        /// The distance dᵢ.
        let distance: UInt256
        /// What it is a fraction of; zero, as is the distance, where there is no value.
        let whole: UInt256

        static func < (left: Fraction, right: Fraction) -> Bool {
            UInt512(product: left.distance, right.whole)
                < UInt512(product: right.distance, left.whole)
        }
    }

    private let values: [UInt256]
    private let targets: [UInt256]
    /// N, in quote units.
    let totalValue: UInt256
    /// W.
    private let totalWeight: UInt256
    /// The largest deviation of any asset.
    let largest: Fraction

    /// Measures values against targets; there are as many of the ones as of the others.
    init(values: [UInt256], targets: [UInt256], isRelative: Bool) throws(Fault) {
        guard values.count == targets.count else {
            throw Strategy.Refusal.badValues(count: values.count, expected: targets.count)
        }
        self.values = values
        self.targets = targets
        totalWeight = try Weights.check(targets, count: targets.count)
        var sum = UInt256.zero
        for value in values { sum = try sum + value }
        totalValue = sum
        let whole = try sum * totalWeight
        var largest = Fraction(distance: .zero, whole: whole)
        for (value, target) in zip(values, targets) {
            let held = try value * totalWeight
            let wanted = try target * sum
            let fraction = Fraction(
                distance: held > wanted ? try held - wanted : try wanted - held,
                whole: isRelative && !target.isZero ? wanted : whole
            )
            if largest < fraction { largest = fraction }
        }
        self.largest = largest
    }

    /// The largest deviation in basis points, rounded down; zero where there is no value.
    ///
    /// As thresholds are whole basis points, it reaches one exactly where the fraction does.
    var basisPoints: UInt256 {
        get throws(Fault) {
            if totalValue.isZero { return .zero }
            return try mulDiv(largest.distance, 10_000, largest.whole, rounding: .down)
        }
    }

    /// The weights, parts of 10¹⁸, at which the largest deviation is `tradeBack` basis points and
    /// every other one has shrunk by the same factor; where it is that or less already, the
    /// weights of now.
    ///
    /// With the factor s = min(1, q ÷ largest) a goal is target + s·(weight − target). Each step is
    /// rounded so that no goal exceeds the exact one, and what is lost goes to the quote token.
    /// With nothing to trade back to, or no value, the goals are the targets themselves.
    func goals(tradeBack: UInt256) throws(Fault) -> [UInt256] {
        if tradeBack.isZero || totalValue.isZero { return targets }
        let one = FixedPoint.one
        let limit = try tradeBack * largest.whole
        let distance = try largest.distance * 10_000
        let isInside = limit >= distance
        // The quote token's comes first and is known last.
        var goals = [UInt256.zero]
        goals.reserveCapacity(targets.count)
        var rest = one
        for (value, target) in zip(values, targets).dropFirst() {
            var goal = try mulDiv(value, one, totalValue, rounding: .down)
            if !isInside {
                let wanted = try mulDiv(target, one, totalWeight, rounding: .down)
                goal =
                    goal > wanted
                    ? try wanted + mulDiv(goal - wanted, limit, distance, rounding: .down)
                    : try wanted - mulDiv(wanted - goal, limit, distance, rounding: .up)
            }
            goals.append(goal)
            rest = try rest - goal
        }
        goals[0] = rest
        return goals
    }
}
