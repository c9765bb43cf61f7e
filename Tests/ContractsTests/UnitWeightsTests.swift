import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `An index by units` {
    let street: Street
    let strategy = Address(word: 0x1de7)
    let second = Address(word: 0xfeed)
    private static let half = UInt256(500_000_000_000_000_000)
    /// Half a WETH of 18 decimals and 0.025 of a token of 8.
    private static let wethUnits = half
    private static let otherUnits = UInt256(2_500_000)

    init() throws {
        street = try Street()
        street.placeAsker()
        street.machine.place(PriceFeed.self, at: second)
        street.store(second, PriceFeed.Storage.reporter.location, Street.reporter)
        UnitWeights.place(
            at: strategy,
            components: [
                UnitWeights.Component(units: 0, feed: .zero, assetUnit: Street.dollar),
                UnitWeights.Component(
                    units: Self.wethUnits,
                    feed: Street.feed,
                    assetUnit: Street.ether
                ),
                UnitWeights.Component(
                    units: Self.otherUnits,
                    feed: second,
                    assetUnit: 100_000_000
                ),
            ],
            trigger: Trigger(.absolute, threshold: 1),
            owner: Street.bank,
            on: street.machine
        )
        submit(second, 40_000 * 100_000_000)
    }

    private func submit(_ feed: Address, _ answer: UInt64) {
        street.call(feed, from: Street.reporter, PriceFeed.submit, [UInt256(answer)])
    }

    private func setUnits(_ words: [UInt256], from caller: Address) -> Fault? {
        street.call(strategy, from: caller, UnitWeights.Function.setUnits, words).failure
    }

    /// 0.5 · 2,000 and 0.025 · 40,000 are 1,000 each; at 3,000, 1,500 and 1,000.
    @Test func `weighs each asset by what its units are worth`() {
        #expect(
            street.ask(Asker.targets, strategy, [3]).words == [32, 3, 0, Self.half, Self.half]
        )
        street.price(dollars: 3_000)
        #expect(
            street.ask(Asker.targets, strategy, [3]).words
                == [32, 3, 0, 600_000_000_000_000_000, 400_000_000_000_000_000]
        )
    }

    /// What 1,000 units of the index hold, valued as a vault does, rounded down to 10⁻⁶ of a
    /// dollar: at every price it is at the targets, to the last basis point.
    @Test func `is never out of balance by prices alone`() throws {
        var numbers = TestNumbers(seed: 46)
        for _ in 0..<100 {
            let answers = [1 + numbers.next() >> numbers.below(40), 1 + numbers.next() >> 20]
            submit(Street.feed, answers[0])
            submit(second, answers[1])
            let values = try zip(
                [Self.wethUnits, Self.otherUnits],
                zip(answers, [Street.ether, 100_000_000])
            ).map { units, price in
                try VaultMath.value(
                    of: TokenAmount(units.wrappingMultiply(1_000)),
                    answer: UInt256(price.0),
                    assetUnit: price.1,
                    quoteUnit: Street.dollar
                ).raw
            }
            // Less than a hundred dollars are rounded by more than a basis point of 10⁻⁶.
            guard values[0].wrappingAdd(values[1]) > 100_000_000 else { continue }
            let words = street.ask(Asker.assess, strategy, [0, 0] + values).words
            #expect(words?.prefix(3) == [0, 0, 1], "\(answers)")
        }
    }

    @Test func `is out of balance when its owner changes the units`() {
        let values: [UInt256] = [0, 1_000_000_000, 1_000_000_000]
        #expect(street.ask(Asker.assess, strategy, [0] + values).word() == 0)
        street.wait(seconds: 3)
        let doubled = Self.wethUnits.wrappingMultiply(2)
        #expect(setUnits([32, 3, 0, doubled, Self.otherUnits], from: Street.bank) == nil)
        let logs = street.machine.collectedLogs
        #expect(
            logs.map(\.topics.first) == [UnitWeights.UnitsSet.topic, Strategy.Signalled.topic]
        )
        let units = street.call(strategy, from: Street.bob, UnitWeights.Function.units)
        #expect(units.words == [32, 3, 0, doubled, Self.otherUnits])
        // Two thirds and a third: 1,666 bp from the halves.
        let words = street.ask(Asker.assess, strategy, [0] + values).words
        #expect(words?.prefix(3) == [1, 1_666, 1])
        let signalledAt: UInt64 = street.stored(strategy, Strategy.Storage.signalledAt.location)
        #expect(signalledAt == Street.start + 3)
    }

    @Test func `refuses units of strangers, of another number and above 112 bits`() {
        #expect(
            setUnits([32, 3, 1, 1, 1], from: Street.alice)
                == refusal("OwnableUnauthorizedAccount(address)", [Street.alice.word])
        )
        let limit = UInt256.one << 112
        for (words, numbers) in [
            ([32, 2, 1, 1], [2, 2]), ([32, 3, 0, 0, 0], [3, 0]),
            ([32, 3, limit, 0, 0], [3, limit]),
        ] as [([UInt256], [UInt256])] {
            #expect(
                setUnits(words, from: Street.bank)
                    == refusal("BadWeights(uint256,uint256)", numbers)
            )
        }
    }

    @Test func `has no weights without prices`() {
        street.store(second, PriceFeed.Storage.answer.location, UInt256.zero)
        let failure = street.ask(Asker.targets, strategy, [3]).failure
        #expect(failure == refusal("BadAnswer(uint256)", [0]))
        let negative = UInt256.max
        street.store(second, PriceFeed.Storage.answer.location, negative)
        #expect(
            street.ask(Asker.targets, strategy, [3]).failure
                == refusal("BadAnswer(uint256)", [negative])
        )
        // Units so few that they are worth nothing at all.
        #expect(setUnits([32, 3, 0, 0, 1], from: Street.bank) == nil)
        street.store(second, PriceFeed.Storage.answer.location, UInt256.one)
        street.store(strategy, UnitWeights.Storage.assetUnits[2], UInt256.one << 200)
        #expect(
            street.ask(Asker.targets, strategy, [3]).failure
                == refusal("BadWeights(uint256,uint256)", [3, 0])
        )
    }
}
