import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@testable import Contracts

@Suite struct `Momentum weights` {
    let street: Street
    let strategy = Address(word: 0x3033)

    init() throws {
        street = try Street()
        street.placeAsker()
        // An average over 3 observations moves halfway; a tilt of at most 20 %.
        Momentum.place(
            at: strategy,
            weights: [5_000, 5_000],
            feeds: [.zero, Street.feed],
            interval: 3_600,
            periods: 3,
            tilt: BasisPoints(2_000),
            trigger: Trigger(.absolute, threshold: 100),
            on: street.machine
        )
    }

    private func observe() -> Fault? {
        street.call(strategy, from: Street.alice, Momentum.Function.observe).failure
    }

    private func targets() -> [UInt256]? {
        street.ask(Asker.targets, strategy, [2]).words.map { Array($0.dropFirst(2)) }
    }

    private func average() -> UInt256 {
        let scaled: UInt256 = street.stored(strategy, Momentum.Storage.averages[1])
        return scaled.quotientAndRemainder(dividingBy: Street.ether)?.quotient ?? .zero
    }

    @Test func `are the base weights before anything was observed`() {
        #expect(targets() == [500_000_000_000, 500_000_000_000])
        street.price(dollars: 3_000)
        #expect(targets() == [500_000_000_000, 500_000_000_000])
    }

    /// At 2,100, which is 500 bp above 2,000, the scores are 1,000 and 1,500 of 2,000.
    ///
    /// That makes 48.75 % and 51.25 %. At 3,000 the score is held at 2,000: 52.5 %. At 1,900 and
    /// at 1 the same below.
    @Test(
        arguments: [
            (2_000, 500_000_000_000), (2_100, 512_500_000_000), (2_200, 525_000_000_000),
            (3_000, 525_000_000_000), (1_900, 487_500_000_000), (1, 475_000_000_000),
        ] as [(UInt64, UInt256)]
    )
    func `lean toward what is above its average`(_ dollars: UInt64, _ weight: UInt256) {
        #expect(observe() == nil)
        street.price(dollars: dollars)
        let rest = UInt256(1_000_000_000_000).wrappingSubtract(weight)
        #expect(targets() == [rest, weight])
    }

    @Test func `follow an exponential average`() {
        #expect(observe() == nil)
        #expect(average() == UInt256(2_000 * 100_000_000))
        for (dollars, expected) in [(2_100, 2_050), (2_100, 2_075), (1_975, 2_025)] {
            street.wait(seconds: 3_600)
            street.price(dollars: UInt64(dollars))
            #expect(observe() == nil)
            #expect(average() == UInt256(UInt64(expected) * 100_000_000))
        }
        let log = street.machine.collectedLogs.last
        #expect(log?.topics == [Momentum.Observed.topic])
        #expect(log?.data == UInt256(Street.start + 3 * 3_600).bigEndianBytes)
    }

    @Test func `observe no more than once an interval`() {
        #expect(observe() == nil)
        street.wait(seconds: 3_599)
        let now = UInt256(Street.start + 3_599)
        #expect(
            observe()
                == refusal("TooSoon(uint256,uint256,uint256)", [now, UInt256(Street.start), 3_600])
        )
        street.wait(seconds: 1)
        #expect(observe() == nil)
    }

    @Test func `need prices`() {
        street.store(Street.feed, PriceFeed.Storage.answer.location, UInt256.zero)
        #expect(observe() == refusal("BadAnswer(uint256)", [0]))
        #expect(
            street.ask(Asker.targets, strategy, [2]).failure
                == refusal("BadAnswer(uint256)", [0])
        )
    }

    @Test func `sum to the same and stay within the tilt whatever the scores`() throws {
        var numbers = TestNumbers(seed: 47)
        for _ in 0..<300 {
            let base = (0..<(1 + numbers.below(14))).map { _ in
                UInt256(UInt64(1 + numbers.below(10_000)))
            }
            let tilt = UInt64(numbers.below(10_001))
            let scores = base.map { _ in UInt256(UInt64(numbers.below(Int(tilt) + 1))) }
            let weights = try Momentum.tilted(base, by: scores)
            let sum = try base.reduce(.zero) { try $0 + $1 }
            let whole = try sum * sum * 10_000
            #expect(try weights.reduce(.zero) { try $0 + $1 } == whole)
            for (weight, start) in zip(weights, base) {
                // weight ÷ whole within start ÷ sum · (1 ± tilt), times 10,000.
                let neutral = try start * sum * 10_000
                let room = try start * sum * UInt256(tilt)
                #expect(try weight <= neutral + room && weight + room >= neutral)
            }
        }
    }

    @Test func `have scores from nothing to the tilt for any answer and average`() throws {
        var numbers = TestNumbers(seed: 48)
        for _ in 0..<500 {
            let tilt = BasisPoints(UInt64(numbers.below(10_001)))
            let answer = UInt256(low: numbers.edgeWord().low)
            let average = numbers.edgeWord()
            let score = try Momentum.score(of: answer, average: average, tilt: tilt)
            #expect(score <= tilt.word)
        }
    }
}
