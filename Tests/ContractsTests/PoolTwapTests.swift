import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `The average price of a pool` {
    let street: Street
    let oracle = Address(word: 0x7a97)
    /// Fifteen minutes.
    private static let window: UInt64 = 900

    init() throws { street = try Street() }

    /// 1,000 WETH at 2,000 USDC, observed by an oracle for WETH.
    private func place(window: UInt64 = window) {
        street.fillPool()
        PoolTwap.place(
            at: oracle,
            pair: street.pair,
            asset: Street.weth,
            assetUnit: Street.ether,
            quoteUnit: Street.dollar,
            window: window,
            on: street.machine
        )
    }

    private func observe() -> Bool? {
        street.call(oracle, from: Street.bob, PoolTwap.Function.observe).word().map { $0 == 1 }
    }

    private func consult() -> WhatIfResult {
        street.call(oracle, from: Street.bob, PoolTwap.Function.consult)
    }

    /// Lets the pool hold this much more, as its next price.
    private func add(dollars: UInt64) {
        street.give(street.pair, Street.usdc, UInt256(dollars).wrappingMultiply(Street.dollar))
        street.call(street.pair, from: Street.bob, Pair.Function.sync)
    }

    private func tooYoung(_ span: UInt256, _ window: UInt64 = window) -> Fault {
        refusal("TooYoung(uint256,uint256)", [span, UInt256(window)])
    }

    /// The pool's own price is rounded down to 112 binary digits, which takes a unit off 2,000.
    private static let twoThousand = UInt256(2_000 * 100_000_000 - 1)

    // MARK: Observations

    /// As a genesis block has it: the answer of the first second is the pool's price then.
    @Test func `is as old as its window where it is dated back`() throws {
        place()
        PoolTwap.backdate(oracle, on: street.machine)
        #expect(consult().word(0) == Self.twoThousand)
        #expect(consult().word(1) == UInt256(Self.window))
        // A window at 2,000 and another at 4,000 are 3,000 on average.
        #expect(PoolTwap.isDue(oracle, on: street.machine))
        add(dollars: 2_000_000)
        street.wait(seconds: Self.window)
        #expect(consult().word(0).map { $0.limb0 / 1_000 } == 299_999_999)
        #expect(observe() == true)
        #expect(!PoolTwap.isDue(oracle, on: street.machine))
    }

    @Test func `is young until an observation is a window old`() {
        place()
        #expect(consult().failure == tooYoung(0))
        #expect(observe() == true)
        street.wait(seconds: Self.window - 1)
        #expect(consult().failure == tooYoung(UInt256(Self.window - 1)))
        street.placeAsker()
        #expect(
            street.ask(Asker.average, oracle).failure == tooYoung(UInt256(Self.window - 1))
        )
        street.wait(seconds: 1)
        let expected = [Self.twoThousand, UInt256(Self.window)]
        #expect(consult().words == expected)
        #expect(street.ask(Asker.average, oracle).words == expected)
    }

    @Test func `averages over some time, however short its window`() {
        place(window: 0)
        #expect(observe() == true)
        #expect(consult().failure == tooYoung(0, 0))
        street.wait(seconds: 1)
        #expect(consult().words == [Self.twoThousand, 1])
    }

    @Test func `always has an observation that is a window old`() {
        place()
        #expect(observe() == true)
        street.wait(seconds: Self.window)
        for minute in 0..<90 {
            let span = consult().word(1)?.limb0 ?? 0
            #expect(span >= Self.window && span < 2 * Self.window, "minute \(minute)")
            // Once a window; in between it is told that it was too early.
            #expect(observe() == (minute % 15 == 0))
            street.wait(seconds: 60)
        }
    }

    @Test func `notes what it observes`() {
        place()
        street.wait(seconds: 10)
        #expect(observe() == true)
        let log = street.machine.collectedLogs.last
        #expect(log?.topics == [PoolTwap.Observed.topic])
        let cumulative = street.stored(oracle, PoolTwap.Storage.newerCumulative.location)
        let data = [cumulative, UInt256(Street.start + 10)].flatMap(\.bigEndianBytes)
        #expect(log?.data == data)
    }

    @Test func `needs a price`() {
        PoolTwap.place(
            at: oracle,
            pair: street.pair,
            asset: Street.weth,
            assetUnit: Street.ether,
            quoteUnit: Street.dollar,
            window: 1,
            on: street.machine
        )
        let result = street.call(oracle, from: Street.bob, PoolTwap.Function.observe)
        #expect(result.failure == refusal("NoReserves(address)", [street.pair.word]))
        let unknown = street.call(oracle, from: Street.bob, PriceFeed.latestRoundData)
        #expect(unknown.failure == .revert(.empty))
    }

    // MARK: Averages

    /// 2,000 for 600 seconds and 3,000 for 300 are 2,333.33 on average.
    @Test func `is the mean over time`() {
        place()
        #expect(observe() == true)
        street.wait(seconds: 600)
        add(dollars: 1_000_000)
        street.wait(seconds: 300)
        #expect(consult().words == [233_333_333_333, 900])
        // A price of this very second has lasted no time yet.
        add(dollars: 5_000_000)
        #expect(consult().words == [233_333_333_333, 900])
        street.wait(seconds: 100)
        // (2,000 · 600 + 3,000 · 300 + 8,000 · 100) ÷ 1,000
        #expect(consult().words == [289_999_999_999, 1_000])
    }

    @Test func `is from the younger of the observations that are old enough`() {
        place()
        #expect(observe() == true)
        street.wait(seconds: Self.window)
        #expect(observe() == true)
        add(dollars: 1_000_000)
        street.wait(seconds: 450)
        // The older: (2,000 · 900 + 3,000 · 450) ÷ 1,350.
        #expect(consult().words == [233_333_333_333, 1_350])
        street.wait(seconds: 450)
        #expect(consult().words == [299_999_999_999, 900])
    }

    /// The pool's time has 32 bits and its sums 256: in February 2106 the one begins anew, and
    /// the other whenever it likes.
    @Test(arguments: [(1 << 32) - 300, (5 << 32) - 1, (1 << 32) - 601] as [UInt64])
    func `is the same when the pool's time and sums wrap`(_ start: UInt64) {
        place()
        street.machine.block.timestamp = start
        street.store(
            street.pair,
            Pair.Storage.price1Cumulative.location,
            UInt256.max.wrappingSubtract(5)
        )
        add(dollars: 0)
        #expect(observe() == true)
        street.wait(seconds: 600)
        add(dollars: 1_000_000)
        street.wait(seconds: 300)
        #expect(consult().words == [233_333_333_333, 900])
    }

    /// What a pool would store if it were touched now, for any reserves and any time between.
    @Test func `is from the sums that the pool itself would have`() {
        place()
        var numbers = TestNumbers(seed: 49)
        for _ in 0..<50 {
            street.wait(seconds: 1 + UInt64(numbers.below(1_000_000)))
            street.store(oracle, PoolTwap.Storage.newerTime.location, UInt64(0))
            #expect(observe() == true)
            let seen = street.stored(oracle, PoolTwap.Storage.newerCumulative.location)
            add(dollars: 1 + UInt64(numbers.below(1_000_000)))
            #expect(street.stored(street.pair, Pair.Storage.price1Cumulative.location) == seen)
        }
    }

    /// The largest and the least price that a pool can have, with decimals from 0 to 18.
    @Test(arguments: [
        (1, 0, 0, "519229685853482762853049632922009500000000"),
        (1, 0, 18, "519229685853482762853049"),
        (1, 18, 0, "519229685853482762853049632922009500000000000000000000000000"),
        (0, 0, 0, "0"), (0, 18, 0, "0"),
    ])
    func `is right for all reserves`(
        _ highIsQuote: Int,
        _ assetDecimals: Int,
        _ quoteDecimals: Int,
        _ expected: String
    ) throws {
        // 2¹¹² − 1 quote units for one asset unit, with 8 decimals and those of the tokens.
        let reserves = Reserves(
            reserve0: highIsQuote == 1 ? Reserves.mask : 1,
            reserve1: highIsQuote == 1 ? 1 : Reserves.mask,
            blockTimestampLast: UInt32(Street.start)
        )
        street.store(street.pair, Pair.Storage.reserves.location, reserves)
        PoolTwap.place(
            at: oracle,
            pair: street.pair,
            asset: Street.weth,
            assetUnit: try #require(UInt256.powerOfTen(assetDecimals)),
            quoteUnit: try #require(UInt256.powerOfTen(quoteDecimals)),
            window: 4_000_000_000,
            on: street.machine
        )
        #expect(observe() == true)
        street.wait(seconds: 4_000_000_000)
        #expect(consult().word() == UInt256(decimal: expected))
    }

    @Test func `is that of the asset that was asked for`() {
        street.fillPool()
        PoolTwap.place(
            at: oracle,
            pair: street.pair,
            asset: Street.usdc,
            assetUnit: Street.dollar,
            quoteUnit: Street.ether,
            window: 60,
            on: street.machine
        )
        #expect(observe() == true)
        street.wait(seconds: 60)
        // A dollar is 0.0005 WETH.
        #expect(consult().words == [50_000, 60])
    }

    // MARK: Manipulation

    /// ANCHORS A7: to lift the average of L = 150 blocks by 5 % in one block the price must go up
    /// by the factor 1 + 150 · 0.05 = 8.5, which takes Y·(√8.5 − 1) and, when arbitrage has put
    /// the price back, has cost Y·(√8.5 + 1/√8.5 − 2) = 1.258473·Y, in a pool without a fee.
    @Test func `moves by an L-th of what one block of L is moved by`() throws {
        let pair = Address(word: 0x8000)
        Pair.place(
            Street.usdc,
            Street.weth,
            at: pair,
            factory: Street.factory,
            fee: BasisPoints(0),
            on: street.machine
        )
        let reserve = UInt256(1_000_000_000_000_000)
        let start = UInt256(1_000).wrappingMultiply(Street.ether)
        street.give(pair, Street.usdc, reserve)
        street.give(pair, Street.weth, start)
        street.call(pair, from: Street.bank, Pair.Function.mint, [Street.bank.word])
        PoolTwap.place(
            at: oracle,
            pair: pair,
            asset: Street.weth,
            assetUnit: Street.ether,
            quoteUnit: Street.dollar,
            window: 150 * 12,
            on: street.machine
        )
        #expect(observe() == true)
        street.wait(seconds: 100 * 12)
        // √8.5 = 2.915475947422650 in millionths of a millionth: what goes in is 1.9154… Y.
        let paid = UInt256(1_915_475_947_422_651)
        street.give(pair, Street.usdc, paid)
        let grown = try #require(
            start.multiplied(by: reserve, dividedBy: reserve + paid, rounding: .up)
        )
        let bought = try start - grown
        let swap = Pair.Function.swap
        let bob = Street.bob
        #expect(
            street.call(pair, from: bob, swap, [0, bought, bob.word, 128, 0]).failure == nil
        )
        street.wait(seconds: 12)
        // Arbitrage puts it back for what was paid.
        street.give(pair, Street.weth, bought)
        #expect(
            street.call(pair, from: bob, swap, [try paid - 1, 0, bob.word, 128, 0]).failure == nil
        )
        street.wait(seconds: 49 * 12)
        // 1 USDC in 1,000,000: the price was a million, and its average is 5 % more.
        let answer = try #require(consult().word())
        #expect(consult().word(1) == 1_800)
        let expected = UInt256(1_050_000 * 100_000_000)
        let error = answer > expected ? try answer - expected : try expected - answer
        #expect(error <= 10)
        // The cost: paid − bought at a price of a million, in parts of Y.
        let worth = try #require(bought.multiplied(by: reserve, dividedBy: start, rounding: .down))
        let cost = try paid - worth
        #expect(cost.quotientAndRemainder(dividingBy: 1_000_000_000)?.quotient == 1_258_473)
    }
}
