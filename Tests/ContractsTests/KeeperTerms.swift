import Contracts
import Primitives
import TestSupport
import WideMath

/// How a vault that a hostile keeper attacks is set up, and how its markets move.
struct KeeperTerms {
    /// How the vault trades.
    enum Mode: Int, CaseIterable {
        case atOnce
        case slices
        case auction
    }

    /// What the keeper is after, all market long: a mixed one does what comes to his mind.
    enum Style: CaseIterable {
        case drain
        case dilute
        case exploitLag
        case mixed
    }

    let mode: Mode
    let style: Style
    /// Of the quote token, then of one to four others.
    let decimals: [Int]
    let weights: [UInt256]
    let trigger: Trigger
    /// What the vault begins with, in quote units.
    let scale: UInt256
    /// The decimals that shares on paper stand for.
    let offset: UInt64
    let sliceCount: UInt64
    let interval: UInt64
    let duration: UInt64
    let curve: PriceCurve
    let limits: Vault.Limits
    let reward: Vault.RewardTerms
    let depthMin: UInt256
    let unlocking: UInt64
    let hasCap: Bool
    let coolOff: UInt64
    /// How far an answer may be from the outside price before it is given anew, in basis points.
    let deviation: UInt64
    /// The longest time between two answers, in seconds.
    let heartbeat: UInt64
    /// Whether answers miss the outside price, by half the deviation at most.
    let isNoisy: Bool
    /// How far a price moves between two visits, in basis points, and where to.
    let unrest: Int
    let trend: Int
    let hasCrashes: Bool

    /// Draws everything.
    init(_ random: inout TestNumbers) {
        mode = Mode.allCases[random.below(3)]
        style = Style.allCases[random.below(4)]
        let quoteDecimals = [2, 6, 6, 8, 18][random.below(5)]
        let count = 1 + random.below(4)
        decimals = [quoteDecimals] + (0..<count).map { _ in [6, 8, 18, 18][random.below(4)] }
        var weights = decimals.map { _ in UInt256(UInt64(random.below(11))) }
        if weights.allSatisfy(\.isZero) { weights[0] = .one }
        self.weights = weights
        trigger = Trigger(
            random.below(4) == 0 ? .relative : .absolute,
            threshold: UInt32(1 + random.below(300)),
            tradeBack: random.below(4) == 0 ? UInt32(random.below(100)) : 0
        )
        let power = UInt256.powerOfTen(quoteDecimals + 3 + random.below(4)) ?? .one
        scale = power.wrappingMultiply(UInt256(UInt64(1 + random.below(9))))
        offset = [0, 3, 6][random.below(3)]
        sliceCount = UInt64(2 + random.below(5))
        interval = [12, 60, 600][random.below(3)]
        duration = mode == .auction ? UInt64(600 + random.below(7_200)) : sliceCount * interval * 3
        limits = Self.limits(&random)
        curve = Self.curve(&random, slippage: limits.slippage.count)
        reward = Self.reward(&random, scale: scale.low)
        depthMin = random.below(6) == 0 ? scale >> 10 : 0
        unlocking = random.below(4) == 0 ? [600, 7_200, 86_400][random.below(3)] : 0
        hasCap = random.below(6) == 0
        coolOff = random.below(6) == 0 ? 300 : 0
        deviation = [0, 20, 50, 100, 200, 500][random.below(6)]
        heartbeat = [600, 3_600, 86_400][random.below(3)]
        isNoisy = random.below(2) == 0
        unrest = [10, 60, 300, 1_000][random.below(4)]
        trend = random.below(3) == 0 ? random.below(201) - 100 : 0
        hasCrashes = random.below(3) == 0
    }

    private static func limits(_ random: inout TestNumbers) -> Vault.Limits {
        var limits = Vault.Limits()
        func points(_ choices: [UInt64]) -> BasisPoints {
            BasisPoints(choices[random.below(choices.count)])
        }
        limits.slippage = points([20, 50, 100, 200, 500])
        limits.loss = points([0, 1, 2, 5, 10, 20, 50, 100, 200])
        limits.lossBudget = BasisPoints(
            random.below(6) == 0 ? 0 : limits.loss.count * UInt64(1 + random.below(10)) / 2
        )
        limits.turnover = random.below(3) == 0 ? points([500, 2_000, 10_000, 30_000]) : .init(0)
        limits.dailyTurnover =
            random.below(3) == 0 ? points([2_000, 10_000, 60_000]) : .init(0)
        limits.poolDeviation = random.below(5) == 0 ? points([200, 500, 2_000]) : .init(0)
        limits.impact = random.below(5) == 0 ? points([500, 2_000, 5_000]) : .init(0)
        limits.raise = random.below(3) == 0 ? points([10, 50]) : .init(0)
        limits.cooldown = [0, 0, 60, 3_600, 21_600][random.below(5)]
        limits.keepersOpen = random.below(2) == 0
        return limits
    }

    /// One that passes from the vault's side of the oracle to where slippage refuses it.
    private static func curve(_ random: inout TestNumbers, slippage: UInt64) -> PriceCurve {
        let unit = UInt128(FixedPoint.one.low) / 10_000
        let start = unit * (10_000 + UInt128(random.below(100)))
        let floor = unit * (10_000 - UInt128(slippage) - UInt128(random.below(50)))
        let step = unit * UInt128(1 + random.below(40))
        let bucket = UInt64(1 + random.below(120))
        let shape: PriceCurve.Shape =
            switch random.below(4) {
            case 0: .constant
            case 1: .exponential(scale: step, coefficient: unit * 500)
            case 2: .logarithmic(scale: step * 10, coefficient: unit * 2_000)
            default: .linear(slope: step)
            }
        // A constant price is a good one for the bidder: nothing else would be an attack.
        let isConstant = shape == .constant
        let least = unit * (10_000 - UInt128(slippage) * 9 / 10)
        return PriceCurve(
            shape,
            start: isConstant ? least : start,
            floor: isConstant ? 0 : floor,
            bucket: bucket
        )
    }

    private static func reward(
        _ random: inout TestNumbers,
        scale: UInt128
    ) -> Vault.RewardTerms {
        var reward = Vault.RewardTerms()
        guard random.below(2) == 0 else { return reward }
        reward.tip = scale / 100_000 * UInt128(random.below(100))
        reward.cap = scale / 100_000 * UInt128(random.below(200))
        reward.priorityFee = UInt64(random.below(3)) * 1_000_000_000
        return reward
    }

    /// How long a rebalance may stay open, in seconds.
    var openFor: UInt64 { mode == .atOnce ? 0 : duration }

    /// One quote token in quote units, for plans.
    var quoteUnit: Double { KeeperMarket.powers[decimals[0]] }

    /// For failures.
    var text: String {
        """
        \(mode), \(style), decimals \(decimals), weights \(weights.map(\.limb0)), loss \
        \(limits.loss.count), budget \(limits.lossBudget.count), slippage \
        \(limits.slippage.count), unlocking \(unlocking), deviation \(deviation)
        """
    }
}
