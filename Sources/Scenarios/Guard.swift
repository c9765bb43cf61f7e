import Primitives

/// A limit of the vault that can be switched off to see what it is worth.
public enum Guard: String, Sendable, Hashable, CaseIterable {
    case slippage
    case oracleAge = "oracle_age"
    case cooldown
    case valueLoss = "value_loss"
    case lossBudget = "loss_budget"
    case impact
    case poolDeviation = "pool_deviation"
    case averageDeviation = "average_deviation"
    case depth
    case turnover
    case dailyTurnover = "daily_turnover"
    case baseFee = "base_fee"
    case priceDrop = "price_drop"

    /// The guard that a refusal comes from, by the refusal's label; nothing for what is no guard's.
    public init?(refusal label: String) {
        switch label {
        case "SlippageExceeded", "no trade within the slippage guard": self = .slippage
        case "StaleOracle": self = .oracleAge
        case "CoolingDown": self = .cooldown
        case "ValueLost": self = .valueLoss
        case "LossBudgetExceeded": self = .lossBudget
        case "ImpactTooHigh": self = .impact
        case "PoolDeviates": self = .poolDeviation
        case "OracleDeviates": self = .averageDeviation
        case "TooShallow": self = .depth
        case "TurnoverExceeded": self = .turnover
        case "DailyTurnoverExceeded": self = .dailyTurnover
        case "BaseFeeTooHigh": self = .baseFee
        default: return nil
        }
    }
}

extension GuardSettings {
    /// The same without one of them: at the value that admits everything.
    public func without(_ guard: Guard) -> GuardSettings {
        var settings = self
        switch `guard` {
        case .slippage: settings.slippage = BasisPoints(10_000)
        case .oracleAge: settings.oracleAge = DurationForm.longest
        case .cooldown: settings.cooldown = 0
        case .valueLoss: settings.valueLoss = BasisPoints(10_000)
        case .lossBudget: settings.lossBudget = BasisPoints(0)
        case .impact: settings.impact = BasisPoints(0)
        case .poolDeviation: settings.poolDeviation = BasisPoints(0)
        case .averageDeviation: settings.averageDeviation = BasisPoints(0)
        case .depth: settings.depth = .zero
        case .turnover: settings.turnover = BasisPoints(0)
        case .dailyTurnover: settings.dailyTurnover = BasisPoints(0)
        case .baseFee: settings.baseFee = .zero
        case .priceDrop: settings.priceDrop = BasisPoints(0)
        }
        return settings
    }
}
