import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A trigger` {
    static let now: UInt64 = 1_700_000_000

    private func judge(
        _ trigger: Trigger,
        _ values: [UInt256],
        _ targets: [UInt256],
        lastRebalance: UInt256 = UInt256(now - 1_000),
        signalledAt: UInt64 = 0
    ) throws(Fault) -> Assessment {
        try trigger.judge(
            values: values,
            targets: targets,
            now: Self.now,
            lastRebalance: lastRebalance,
            signalledAt: signalledAt
        )
    }

    /// 60/40 with 65/35 held is 500 bp away; relative to 40 that is 1,250 bp.
    @Test(
        arguments: [
            (Trigger.Kind.absolute, 500, true, 500), (.absolute, 501, false, 500),
            (.relative, 1_250, true, 1_250), (.relative, 1_251, false, 1_250),
        ] as [(Trigger.Kind, UInt32, Bool, UInt256)]
    )
    func `is due from its threshold on`(
        _ kind: Trigger.Kind,
        _ threshold: UInt32,
        _ isDue: Bool,
        _ deviation: UInt256
    ) throws {
        let targets: [UInt256] = [4_000, 6_000]
        let assessment = try judge(Trigger(kind, threshold: threshold), [35, 65], targets)
        #expect(
            assessment
                == Assessment(
                    isDue: isDue,
                    deviation: deviation,
                    trigger: UInt256(UInt64(threshold)),
                    goals: targets
                )
        )
    }

    @Test func `is not due one unit before its threshold`() throws {
        let trigger = Trigger(.absolute, threshold: 500)
        let below = try judge(trigger, [3_500_001, 6_499_999], [4, 6])
        #expect(!below.isDue && below.deviation == 499)
        let at = try judge(trigger, [3_500_000, 6_500_000], [4, 6])
        #expect(at.isDue && at.deviation == 500)
    }

    /// An asset that should not be held at all has no relative deviation: 3 of 100 are 300 bp.
    @Test func `measures an asset without a target against the whole`() throws {
        for (threshold, isDue) in [(300, true), (301, false)] as [(UInt32, Bool)] {
            let assessment = try judge(
                Trigger(.relative, threshold: threshold),
                [97, 3],
                [1, 0]
            )
            #expect(assessment.isDue == isDue && assessment.deviation == 300)
        }
    }

    @Test func `is due when its period has passed`() throws {
        for (period, isDue) in [(1_000, true), (1_001, false)] as [(UInt64, Bool)] {
            let assessment = try judge(Trigger(.calendar, period: period), [1, 1], [1, 1])
            #expect(assessment.isDue == isDue)
            #expect(assessment.deviation == 1_000 && assessment.trigger == UInt256(period))
        }
        // Never rebalanced; and a last time in the future, which only a liar has.
        let trigger = Trigger(.calendar, period: 1)
        #expect(try judge(trigger, [1, 1], [1, 1], lastRebalance: 0).isDue)
        let future = try judge(trigger, [1, 1], [1, 1], lastRebalance: .max)
        #expect(!future.isDue && future.deviation == 0)
    }

    /// Of two conditions the first that fails is shown, the period before the deviation.
    @Test(
        arguments: [
            (Trigger.Kind.calendarAndAbsolute, 1_000, 500, true, 500, 500),
            (.calendarAndAbsolute, 1_001, 500, false, 1_000, 1_001),
            (.calendarAndAbsolute, 1_001, 501, false, 1_000, 1_001),
            (.calendarAndAbsolute, 1_000, 501, false, 500, 501),
            (.calendarAndRelative, 1_000, 1_250, true, 1_250, 1_250),
            (.calendarAndRelative, 1_000, 1_251, false, 1_250, 1_251),
        ] as [(Trigger.Kind, UInt64, UInt32, Bool, UInt256, UInt256)]
    )
    func `wants both of two conditions`(
        _ kind: Trigger.Kind,
        _ period: UInt64,
        _ threshold: UInt32,
        _ isDue: Bool,
        _ deviation: UInt256,
        _ required: UInt256
    ) throws {
        let assessment = try judge(
            Trigger(kind, threshold: threshold, period: period),
            [35, 65],
            [40, 60]
        )
        #expect(assessment.isDue == isDue)
        #expect(assessment.deviation == deviation && assessment.trigger == required)
    }

    @Test func `is due when a signal came after the last rebalance`() throws {
        let last = Self.now - 1_000
        for (signal, isDue) in [(0, false), (last, false), (last + 1, true)] {
            let assessment = try judge(Trigger(.event), [1, 1], [1, 1], signalledAt: signal)
            #expect(assessment.isDue == isDue)
            #expect(assessment.deviation == UInt256(signal))
            #expect(assessment.trigger == UInt256(last + 1))
        }
        #expect(try !judge(Trigger(.event), [1], [1], lastRebalance: 0).isDue)
    }

    @Test(arguments: Trigger.Kind.allCases)
    func `is never due for a vault without value`(_ kind: Trigger.Kind) throws {
        let assessment = try judge(Trigger(kind), [0, 0], [1, 3], signalledAt: Self.now)
        #expect(!assessment.isDue && assessment.goals == [1, 3])
    }

    @Test(arguments: Trigger.Kind.allCases)
    func `refuses values and weights that do not fit`(_ kind: Trigger.Kind) {
        let trigger = Trigger(kind, threshold: 5, tradeBack: 2, period: 1)
        let badWeights = "BadWeights(uint256,uint256)"
        #expect(throws: refusal("BadValues(uint256,uint256)", [1, 2])) {
            try judge(trigger, [1], [1, 1])
        }
        #expect(throws: refusal(badWeights, [2, 0])) { try judge(trigger, [1, 1], [0, 0]) }
        #expect(throws: refusal(badWeights, [0, 0])) { try judge(trigger, [], []) }
        let overflow = Fault.revert(.panic(.arithmeticOverflow))
        #expect(throws: overflow) { try judge(trigger, [.max, 1], [1, 1]) }
        #expect(throws: overflow) { try judge(trigger, [.max, 0], [2, 1]) }
    }

    @Test(arguments: Trigger.Kind.allCases)
    func `fits in a word`(_ kind: Trigger.Kind) {
        let triggers = [
            Trigger(kind),
            Trigger(kind, threshold: 500, tradeBack: 250, period: 86_400),
            Trigger(kind, threshold: .max, tradeBack: .max, period: .max),
        ]
        for trigger in triggers { #expect(Trigger(word: trigger.word) == trigger) }
        #expect(triggers[2].word.bitWidth <= 136)
    }

    @Test func `reads any word as some trigger`() {
        var numbers = TestNumbers(seed: 44)
        for _ in 0..<100 {
            let trigger = Trigger(word: numbers.word())
            #expect(trigger.tradeBack <= trigger.threshold)
        }
        #expect(Trigger(word: .zero) == Trigger(.absolute))
    }
}
