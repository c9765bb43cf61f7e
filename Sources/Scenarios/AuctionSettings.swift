import Primitives

/// A Dutch auction: how the price of what the vault sells falls, and of what it buys rises.
///
/// All ratios are of the oracle's price; a purchase runs in the mirror, 200 % less the ratio.
public struct AuctionSettings: Sendable, Hashable {
    /// The form of the way down, in steps of `step`.
    public enum Curve: String, Sendable, Hashable, CaseIterable {
        /// The price stays.
        case constant
        /// It falls by `slope` with each step.
        case linear
        /// It falls by scale · (e^(coefficient · n) − 1): ever faster.
        case exponential
        /// It falls by scale · ln(1 + coefficient · n): ever slower.
        case logarithmic

        /// Whether it has a scale and a coefficient.
        var isCurved: Bool { self == .exponential || self == .logarithmic }
    }

    /// The form of the way down.
    public var curve: Curve
    /// The price at the opening.
    public var start: BasisPoints
    /// The least price.
    public var floor: BasisPoints
    /// How long a step takes, in seconds.
    public var step: UInt64
    /// How much a linear price falls with each step.
    public var slope = BasisPoints(0)
    /// The scale of a curved price.
    public var scale = BasisPoints(0)
    /// The coefficient of a curved price.
    public var coefficient = 0.0
    /// How much all goals rise when they are met and quote tokens are left; zero for not at all.
    public var raise = BasisPoints(0)

    /// An auction at a price that stays unless `curve` says otherwise.
    public init(
        curve: Curve = .constant,
        start: BasisPoints = .whole,
        floor: BasisPoints = BasisPoints(9_500),
        step: UInt64 = 60
    ) {
        self.curve = curve
        self.start = start
        self.floor = floor
        self.step = step
    }
}
