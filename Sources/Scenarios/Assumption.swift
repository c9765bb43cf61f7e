/// A value of a scenario that nobody knows, and between what it may lie.
///
/// In a file it stands where the value does, `{ assumption: 8_000_000 USDC, low: 2_000_000 USDC,
/// high: 32_000_000 USDC }`, or in the section `assumptions` by its path.
public struct Assumption: Sendable, Hashable {
    /// Where the value stands, as `pools.main.liquidity`.
    public let path: String
    /// The least that it may be, as a file has it.
    public let low: String
    /// The most that it may be.
    public let high: String
}

/// How far from what is stated all assumptions of a scenario are taken, together.
public enum AssumptionLevel: Int, CaseIterable, Sendable {
    /// The lower bound.
    case low = -2
    /// The geometric mean of that and what is stated.
    case lower
    /// What is stated.
    case stated
    /// The geometric mean of that and the upper bound.
    case higher
    /// The upper bound.
    case high

    /// The word for it.
    public var name: String {
        switch self {
        case .low: "low"
        case .lower: "lower"
        case .stated: "stated"
        case .higher: "higher"
        case .high: "high"
        }
    }
}

extension Scenario {
    /// Whether anything in it is an assumption.
    public var hasAssumptions: Bool { !assumptions.isEmpty }

    /// The scenario with every assumption at a level; without any, itself.
    public func assuming(_ level: AssumptionLevel) -> Scenario {
        levels.first { $0.level == level }?.scenario ?? self
    }
}

/// A scenario with its assumptions at a level.
public struct AssumedScenario: Sendable, Hashable {
    /// The level, which is not what is stated.
    public let level: AssumptionLevel
    /// The scenario, whose values are known then.
    public var scenario: Scenario
}
