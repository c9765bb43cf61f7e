import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A strategy` {
    let street: Street
    let strategy = Address(word: 0x57a7)

    init() throws {
        street = try Street()
        street.placeAsker()
    }

    private func placeStatic(_ trigger: Trigger, weights: [UInt256] = [4_000, 6_000]) {
        StaticWeights.place(
            at: strategy,
            weights: weights,
            trigger: trigger,
            signaller: Street.keeper,
            on: street.machine
        )
    }

    private func assess(_ values: [UInt256], lastRebalance: UInt64 = Street.start) -> [UInt256]? {
        street.ask(Asker.assess, strategy, [UInt256(lastRebalance)] + values).words
    }

    @Test func `says its targets and whether to act`() {
        placeStatic(Trigger(.absolute, threshold: 500, tradeBack: 250))
        #expect(street.ask(Asker.targets, strategy, [2]).words == [32, 2, 4_000, 6_000])
        // 70/30 is 1,000 bp away; back to 250 bp is 62.5/37.5.
        let goals: [UInt256] = [375_000_000_000_000_000, 625_000_000_000_000_000]
        #expect(assess([30, 70]) == [1, 1_000, 500, 128, 2] + goals)
        let inside = assess([38, 62])
        #expect(inside?.prefix(3) == [0, 200, 500])
    }

    @Test func `takes the time from its block`() {
        placeStatic(Trigger(.calendar, period: 86_400))
        street.wait(seconds: 86_399)
        #expect(assess([1, 1]) == [0, 86_399, 86_400, 128, 2, 4_000, 6_000])
        street.wait(seconds: 1)
        #expect(assess([1, 1]) == [1, 86_400, 86_400, 128, 2, 4_000, 6_000])
    }

    @Test func `acts on the signal of one account alone`() {
        placeStatic(Trigger(.event))
        let signal = Strategy.Function.signal
        let refused = street.call(strategy, from: Street.alice, signal)
        #expect(refused.failure == refusal("NotSignaller(address)", [Street.alice.word]))
        #expect(assess([1, 1])?.first == 0)
        street.wait(seconds: 5)
        #expect(street.call(strategy, from: Street.keeper, signal).failure == nil)
        let log = street.machine.collectedLogs.last
        #expect(log?.topics == [Strategy.Signalled.topic, Street.keeper.word])
        let now = UInt256(Street.start + 5)
        #expect(assess([1, 1])?.prefix(3) == [1, now, UInt256(Street.start + 1)])
        #expect(assess([1, 1], lastRebalance: Street.start + 5)?.first == 0)
    }

    @Test func `refuses values of another number than its weights`() {
        placeStatic(Trigger(.absolute))
        for values in [[], [1], [1, 2, 3]] as [[UInt256]] {
            let words = [64, 0, UInt256(UInt64(values.count))] + values
            let assess = Strategy.Function.assess
            let result = street.call(strategy, from: Street.alice, assess, words)
            let count = UInt256(UInt64(values.count))
            #expect(result.failure == refusal("BadValues(uint256,uint256)", [count, 2]))
        }
    }

    @Test func `refuses what is not its interface`() {
        placeStatic(Trigger(.absolute))
        let calls: [(Selector, [UInt256])] = [
            (OwnedWeights.Function.setWeights, [32, 2, 1, 1]), (Selector(0xdead_beef, "no()"), []),
            (Strategy.Function.assess, []), (Strategy.Function.assess, [64]),
            (Strategy.Function.assess, [.max, 0]), (Strategy.Function.assess, [64, 0, .max]),
            (Strategy.Function.assess, [64, 0, 2, 1]),
        ]
        for (function, words) in calls {
            let result = street.call(strategy, from: Street.alice, function, words)
            #expect(result.failure == .revert(.empty), "\(function.signature) \(words)")
        }
        let short = street.machine.call(strategy, from: Street.alice, data: [1, 2, 3])
        #expect(short.failure == .revert(.empty))
    }

    // MARK: What a vault believes

    private static let huge = UInt256.one << 128

    @Test(
        arguments: [
            ([32, 2, 1, 1], nil), ([64, 0, 2, 3, 0], nil),
            ([32, 2, huge.wrappingSubtract(1), 1], nil),
            ([32, 1, 5], badWeights(1, 5)), ([32, 3, 1, 1, 1], badWeights(3, 3)),
            ([32, 0], badWeights(0, 0)), ([32, 2, 0, 0], badWeights(2, 0)),
            ([32, 2, huge, 0], badWeights(2, huge)), ([32, 2, .max, .max], badWeights(2, .max)),
            ([], .revert(.empty)), ([32], .revert(.empty)), ([32, 2, 1], .revert(.empty)),
            ([33, 2, 1, 1], .revert(.empty)), ([.max, 2, 1, 1], .revert(.empty)),
            ([32, .max, 1, 1], .revert(.empty)), ([160, 2, 1, 1], .revert(.empty)),
        ] as [([UInt256], Fault?)]
    )
    func `is believed only where its targets are weights`(
        _ answer: [UInt256],
        _ failure: Fault?
    ) {
        #expect(street.ask(Asker.targets, [2], answeredBy: answer).failure == failure)
    }

    @Test(
        arguments: [
            ([1, 2, 3, 128, 2, 1, 1], nil), ([0, .max, .max, 128, 2, 1, 0], nil),
            ([2, 2, 3, 128, 2, 1, 1], .revert(.empty)), ([1, 2, 3], .revert(.empty)),
            ([1, 2, 3, 128, 2, 1], .revert(.empty)), ([1, 2, 3, .max, 2, 1, 1], .revert(.empty)),
            ([1, 2, 3, 128, 1, 1], badWeights(1, 1)), ([1, 2, 3, 128, 2, 0, 0], badWeights(2, 0)),
        ] as [([UInt256], Fault?)]
    )
    func `is believed only where its goals are weights`(
        _ answer: [UInt256],
        _ failure: Fault?
    ) {
        let words: [UInt256] = [0, 50, 50]
        #expect(street.ask(Asker.assess, words, answeredBy: answer).failure == failure)
    }

    @Test func `passes its own refusal on`() {
        placeStatic(Trigger(.absolute), weights: [0, 0])
        let result = street.ask(Asker.assess, strategy, [0, 1, 1])
        #expect(result.failure == badWeights(2, 0))
        #expect(street.ask(Asker.targets, Street.bob, [2]).failure == .revert(.empty))
    }
}

private func badWeights(_ count: UInt256, _ sum: UInt256) -> Fault {
    refusal("BadWeights(uint256,uint256)", [count, sum])
}
