import BigInt
import Primitives
import TestSupport
import Testing
import WideMath

@testable import Contracts

@Suite struct `The deviations of a vault` {
    private static let wad = UInt256(1_000_000_000_000_000_000)

    /// 60/40 with 70/30 held, traded back to 250 bp: halfway is 65/35, a quarter 62.5/37.5.
    @Test(
        arguments: [
            (500, [350_000_000_000_000_000, 650_000_000_000_000_000]),
            (250, [375_000_000_000_000_000, 625_000_000_000_000_000]),
            // Where they are already, and where they are no further away.
            (1_000, [300_000_000_000_000_000, 700_000_000_000_000_000]),
            (2_000, [300_000_000_000_000_000, 700_000_000_000_000_000]),
            (0, [40, 60]),
        ] as [(UInt256, [UInt256])]
    )
    func `shrink to the level to trade back to`(_ tradeBack: UInt256, _ goals: [UInt256]) throws {
        let deviations = try Deviations(values: [30, 70], targets: [40, 60], isRelative: false)
        #expect(try deviations.basisPoints == 1_000)
        #expect(try deviations.goals(tradeBack: tradeBack) == goals)
    }

    /// Held 30/70 is 2,500 bp below 40 and 1,667 above 60: back to 1,250 is halfway for both.
    @Test func `shrink by one factor where they are relative`() throws {
        let deviations = try Deviations(values: [30, 70], targets: [40, 60], isRelative: true)
        #expect(try deviations.basisPoints == 2_500)
        #expect(
            try deviations.goals(tradeBack: 1_250)
                == [350_000_000_000_000_000, 650_000_000_000_000_000]
        )
    }

    /// Thirds have no 18 decimals: what is lost in rounding down is the quote token's.
    @Test func `leave what rounding loses to the quote token`() throws {
        let deviations = try Deviations(values: [0, 0, 3], targets: [1, 1, 1], isRelative: false)
        // The third asset is 2/3 away; back to 1/3 leaves 1/6, 1/6 and 2/3.
        let goals = try deviations.goals(tradeBack: 3_333)
        let sum = try goals[0] + goals[1] + goals[2]
        #expect(sum == Self.wad)
        #expect(try goals[0] >= goals[1] && goals[0] - goals[1] <= 2)
    }

    /// The largest deviation of the goals is the level itself within three units of 10⁻¹⁸ an asset,
    /// each other one has shrunk as much, and the sum is exact.
    @Test(arguments: [false, true])
    func `end within rounding of the level`(_ isRelative: Bool) throws {
        var numbers = TestNumbers(seed: 45)
        for round in 0..<400 {
            let count = 1 + numbers.below(16)
            let targets = (0..<count).map { _ in numbers.word() >> (192 + numbers.below(64)) }
            let values = (0..<count).map { _ in numbers.word() >> (144 + numbers.below(100)) }
            guard targets.contains(where: { !$0.isZero }) else { continue }
            let deviations = try Deviations(
                values: values,
                targets: targets,
                isRelative: isRelative
            )
            let tradeBack = UInt256(UInt64(1 + numbers.below(20_000)))
            let goals = try deviations.goals(tradeBack: tradeBack)
            guard !deviations.totalValue.isZero else { continue }
            #expect(goals.map(Self.big).reduce(0, +) == BigInt(10).power(18))
            Self.check(
                goals,
                values,
                targets,
                deviations.largest,
                tradeBack,
                "round \(round)"
            )
        }
    }

    private static func check(
        _ goals: [UInt256],
        _ values: [UInt256],
        _ targets: [UInt256],
        _ largest: Deviations.Fraction,
        _ tradeBack: UInt256,
        _ comment: Comment
    ) {
        let total = values.map(big).reduce(0, +)
        let weights = targets.map(big).reduce(0, +)
        let one = BigInt(10).power(18)
        // s = min(1, q · whole ÷ (10,000 · distance)) as numerator over denominator.
        let limit = big(tradeBack) * big(largest.whole)
        let distance = 10_000 * big(largest.distance)
        let (up, down) = limit >= distance ? (BigInt(1), BigInt(1)) : (limit, distance)
        for (index, goal) in goals.enumerated() {
            let wanted = big(targets[index]) * total
            let held = big(values[index]) * weights
            // goal · N·W·down against (wanted · down + (held − wanted) · up) · 10¹⁸
            let exact = (wanted * down + (held - wanted) * up) * one
            let given = big(goal) * total * weights * down
            let unit = total * weights * down
            let most = index == 0 ? 3 * BigInt(goals.count) : 0
            let least = index == 0 ? BigInt(0) : -3
            let error = given - exact
            #expect(error >= least * unit && error <= most * unit, comment)
        }
    }

    private static func big(_ value: UInt256) -> BigInt { BigInt(ModelMath.whole(value)) }

    @Test func `stay within a word for values of 112 bits and weights of 64`() throws {
        let value = (UInt256.one << 112).wrappingSubtract(.one)
        let weight = (UInt256.one << 64).wrappingSubtract(.one)
        for isRelative in [false, true] {
            let deviations = try Deviations(
                values: [UInt256](repeating: value, count: 100) + [0],
                targets: [0] + [UInt256](repeating: weight, count: 100),
                isRelative: isRelative
            )
            #expect(try deviations.goals(tradeBack: UInt256(UInt64(UInt32.max))).count == 101)
            #expect(try deviations.basisPoints == (isRelative ? 10_000 : 100))
        }
    }
}
