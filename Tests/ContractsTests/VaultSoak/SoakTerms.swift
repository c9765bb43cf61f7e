import Contracts
import Primitives
import TestSupport
import WideMath

/// What a vault of the soak and its market are like, drawn from the world's numbers.
struct SoakTerms {
    /// How rebalances are carried out.
    enum Execution {
        case atOnce(duration: UInt64)
        case slices(count: UInt64, interval: UInt64, duration: UInt64)
        case auction(curves: [PriceCurve], duration: UInt64)
    }

    /// Those of every asset, the quote token's first: two to four, each from 0 to 18.
    let decimals: [Int]
    /// Which of them are hostile tokens; half of all worlds have none.
    var isHostile: [Bool]
    /// The digits of what amounts are drawn around, in whole quote tokens.
    let digits: Int
    let offset: UInt64
    let weights: [UInt256]
    let trigger: Trigger
    var execution: Execution
    var limits: Vault.Limits
    var fees: Vault.FeeTerms
    var hasReceiver: Bool
    let hasReward: Bool
    let hasCap: Bool
    let hasDepthMin: Bool
    /// How old answers may be, in seconds.
    let ageMax: UInt64
    /// How far answers may be from a pool average; zero where none is kept.
    let averageDeviation: BasisPoints
    let coolOff: UInt64

    init(_ random: inout TestNumbers) {
        let count = 2 + random.below(3)
        decimals = (0..<count).map { _ in
            random.below(2) == 0 ? [0, 6, 8, 18][random.below(4)] : random.below(19)
        }
        let isTrusting = random.below(2) == 0
        isHostile = (0..<count).map { index in
            !isTrusting && random.below(index == 0 ? 4 : 2) == 0
        }
        // With no decimals a unit is what others call a whole token: more of them then.
        digits = (decimals[0] < 3 ? 5 : 3) + random.below(4)
        offset = [0, 1, 3, 6, 9, 12, 18][random.below(7)]
        var weights = (0..<count).map { _ in UInt256(UInt64(random.below(10))) }
        weights[random.below(count)] = 5
        self.weights = weights
        trigger = Self.trigger(&random)
        execution = Self.execution(count, &random)
        limits = Self.limits(&random)
        fees = Self.fees(&random)
        hasReceiver = random.below(4) > 0
        hasReward = random.below(2) == 0
        hasCap = random.below(6) == 0
        hasDepthMin = random.below(4) == 0
        ageMax = [600, 3_600, 86_400][random.below(3)]
        averageDeviation = BasisPoints(random.below(4) == 0 ? UInt64(100 + random.below(900)) : 0)
        coolOff = random.below(4) == 0 ? UInt64(random.below(3_600)) : 0
    }

    static func trigger(_ random: inout TestNumbers) -> Trigger {
        let threshold = UInt32(20 + random.below(400))
        let tradeBack = UInt32(random.below(3) == 0 ? random.below(Int(threshold)) : 0)
        let period = UInt64(random.below(86_400))
        switch random.below(8) {
        case 0: return Trigger(.calendar, period: period)
        case 1: return Trigger(.event)
        case 2:
            return Trigger(
                .calendarAndAbsolute,
                threshold: threshold,
                tradeBack: tradeBack,
                period: period >> 3
            )
        case 3: return Trigger(.relative, threshold: threshold, tradeBack: tradeBack)
        default: return Trigger(.absolute, threshold: threshold, tradeBack: tradeBack)
        }
    }

    static func execution(_ count: Int, _ random: inout TestNumbers) -> Execution {
        let duration = UInt64(random.below(20_000))
        switch random.below(5) {
        case 0, 1: return .atOnce(duration: duration)
        case 2:
            return .slices(
                count: UInt64(2 + random.below(4)),
                interval: UInt64(random.below(300)),
                duration: 300 + duration
            )
        default:
            let curves = (0..<count).map { _ in curve(&random) }
            return .auction(curves: curves, duration: 600 + duration)
        }
    }

    /// A price that starts at most 2 % off the oracle's and falls to at least 3 % below.
    private static func curve(_ random: inout TestNumbers) -> PriceCurve {
        let percent = UInt128(10_000_000_000_000_000)
        let start = 99 * percent + UInt128(random.below(300)) * percent / 100
        let scale = percent * UInt128(1 + random.below(5))
        let coefficient = percent * UInt128(1 + random.below(20))
        let shape: PriceCurve.Shape =
            switch random.below(4) {
            case 0: .constant
            case 1: .linear(slope: scale / 10)
            case 2: .exponential(scale: scale, coefficient: coefficient)
            default: .logarithmic(scale: scale, coefficient: coefficient)
            }
        return PriceCurve(
            shape,
            start: start,
            floor: 97 * percent,
            bucket: UInt64(1 + random.below(120))
        )
    }

    /// Each guard on or off, and seldom so tight that nothing is traded.
    static func limits(_ random: inout TestNumbers) -> Vault.Limits {
        var limits = Vault.Limits()
        func points(_ least: Int, _ most: Int, _ random: inout TestNumbers) -> BasisPoints {
            BasisPoints(UInt64(random.below(2) == 0 ? 0 : least + random.below(most - least)))
        }
        limits.slippage = BasisPoints(UInt64(40 + random.below(300)))
        limits.poolDeviation = points(100, 1_000, &random)
        limits.impact = points(50, 1_000, &random)
        limits.turnover = points(1_000, 20_000, &random)
        limits.dailyTurnover = points(3_000, 40_000, &random)
        limits.loss = BasisPoints(UInt64(20 + random.below(500)))
        limits.lossBudget = points(20, 1_000, &random)
        limits.breakerDrop = points(100, 3_000, &random)
        limits.raise = points(1, 500, &random)
        limits.lossDays = UInt64(1 + random.below(7))
        limits.keepersOpen = random.below(4) == 0
        limits.zeroSharesAllowed = random.below(4) == 0
        limits.cooldown = random.below(2) == 0 ? 0 : UInt64(random.below(3_600))
        limits.baseFeeMax = random.below(4) == 0 ? 50_000_000_000 : 0
        return limits
    }

    static func fees(_ random: inout TestNumbers) -> Vault.FeeTerms {
        var fees = Vault.FeeTerms()
        let most = random.below(8) == 0 ? 5_001 : 400
        fees.management = BasisPoints(random.below(2) == 0 ? 0 : UInt64(random.below(most)))
        fees.performance = BasisPoints(random.below(2) == 0 ? 0 : UInt64(random.below(3_000)))
        fees.unlocking = random.below(2) == 0 ? 0 : UInt64(1 + random.below(604_800))
        return fees
    }

    /// What a failure says of the world.
    var text: String {
        let tokens = zip(decimals, isHostile).map { "\($0)\($1 ? " hostile" : "")" }
        return """
            decimals \(tokens.joined(separator: ", ")); offset \(offset), \(fees.management.count) \
            and \(fees.performance.count) bp of fees\(hasReceiver ? "" : " to nobody"), unlocking \
            \(fees.unlocking) s, \(execution)
            """
    }
}
