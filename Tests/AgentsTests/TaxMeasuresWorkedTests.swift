import Agents
import Chain
import Contracts
import Measures
import Primitives
import Testing
import WideMath

private let usdc = LogBook.usdc
private let weth = LogBook.weth
private let wbtc = LogBook.wbtc
private let vault = LogBook.vault
private let somebody = LogBook.somebody

/// Hundredths of a WETH.
private func ether(_ hundredths: UInt64) -> TokenAmount {
    TokenAmount(UInt256(hundredths).wrappingMultiply(10_000_000_000_000_000))
}

/// Thousandths of a WBTC.
private func bitcoin(_ thousandths: UInt64) -> TokenAmount {
    TokenAmount(UInt256(thousandths * 100_000))
}

/// USDC.
private func usd(_ dollars: UInt64) -> TokenAmount { TokenAmount(UInt256(dollars * 1_000_000)) }

/// A vault that begins with 10 WETH at 200 dollars and 1 WBTC at 6,000, which cost 8,000 dollars;
/// all numbers were worked out by hand.
@Suite struct `Taxes of a worked case` {
    private var tax: TaxMeasures
    /// When the vault begins.
    private static let start: UInt64 = 1_000
    private static let first = [LogBook.rebalanced, LogBook.phase(.active, .rebalancing)]
    private static let last = [LogBook.rebalanced, LogBook.phase(.rebalancing, .cooldown)]
    private static let once = [LogBook.rebalanced, LogBook.phase(.active, .cooldown)]

    init() throws {
        tax = try TaxMeasures(
            LogBook.info,
            balances: [usd(8_000), ether(1_000), bitcoin(1_000)],
            answers: [PriceFeed.answerUnit, 20_000_000_000, 600_000_000_000],
            at: Self.start
        )
    }

    /// A rebalance of two slices sells 2 WETH for 500 and 1 for 260 dollars: 760 for what cost 600.
    private mutating func rebalanceInSlices() throws {
        try tax.add(
            [LogBook.trade(0, weth, ether(200), usdc, usd(500)) + Self.first],
            block: 1,
            at: 1_100
        )
        try tax.add(
            [[], LogBook.trade(0, weth, ether(100), usdc, usd(260)) + Self.last],
            block: 2,
            at: 1_160
        )
    }

    /// A second buys 3 WETH for 750 dollars.
    private mutating func buy() throws {
        try tax.add(
            [LogBook.trade(0, usdc, usd(750), weth, ether(300)) + Self.once],
            block: 3,
            at: 2_000
        )
    }

    /// A withdrawal sells 1 WETH for 240 dollars and a tenth of a WBTC, which cost 600, for 590.
    private mutating func withdraw() throws {
        try tax.add(
            [
                LogBook.trade(0, weth, ether(100), usdc, usd(240))
                    + LogBook.trade(1, wbtc, bitcoin(100), usdc, usd(590))
                    + [
                        LogBook.transfer(usdc, usd(830), from: vault, to: somebody),
                        LogBook.withdrawn,
                    ]
            ],
            block: 4,
            at: 3_000
        )
    }

    /// A year and a second after the start somebody gives half a WETH; WETH is at 300 dollars and
    /// WBTC at 5,000; a third rebalance sells 3 WETH for 0.17 WBTC, worth 850 dollars.
    private mutating func swap() throws {
        try tax.add(
            [
                [LogBook.transfer(weth, ether(50), from: somebody, to: vault)],
                [LogBook.answered(weth, 30_000_000_000), LogBook.answered(wbtc, 500_000_000_000)],
                LogBook.trade(2, weth, ether(300), wbtc, bitcoin(170)) + Self.once,
            ],
            block: 5,
            at: Self.start + 31_536_001
        )
    }

    /// Somebody redeems a tenth of everything in kind.
    private mutating func redeem() throws {
        try tax.add(
            [
                [
                    LogBook.transfer(weth, ether(65), from: vault, to: somebody),
                    LogBook.transfer(wbtc, bitcoin(107), from: vault, to: somebody),
                    LogBook.redeemed,
                ]
            ],
            block: 6,
            at: Self.start + 31_536_100
        )
    }

    @Test mutating func `have the slices of a rebalance together, at the block of the first`()
        throws
    {
        try rebalanceInSlices()
        #expect(tax.rebalances.map(\.rebalance) == [1])
        #expect(tax.rebalances.map(\.block) == [1])
        for method in TaxLots.Method.allCases {
            let gain = Gain(proceeds: usd(760), cost: usd(600))
            #expect(tax.rebalances[0].realised[method].gain == gain)
            #expect(tax.realised[method].gain == gain)
            #expect(tax.realised[method].gain.description == "160000000")
        }
        // The last block's own: 260 for what cost 200.
        #expect(tax.last.map(\.rebalance) == [1])
        #expect(tax.last.map(\.block) == [2])
        #expect(
            tax.last[0].realised.firstInFirstOut.gain == Gain(proceeds: usd(260), cost: usd(200))
        )
        try buy()
        // What only buys realises nothing.
        #expect(tax.rebalances.count == 1)
        #expect(tax.last.isEmpty)
    }

    /// 830 dollars: by age for 200 + 600, by cost for 250 + 600.
    @Test mutating func `have the sales of withdrawals apart`() throws {
        try rebalanceInSlices()
        try buy()
        try withdraw()
        let old = Gain(proceeds: usd(830), cost: usd(800))
        let dear = Gain(proceeds: usd(830), cost: usd(850))
        #expect(tax.withdrawals.firstInFirstOut.gain == old)
        #expect(tax.withdrawals.highestCostFirst.gain == dear)
        #expect(tax.withdrawals.highestCostFirst.gain.description == "-20000000")
        #expect(tax.last.map(\.rebalance) == [TaxLots.withdrawals])
        #expect(tax.rebalances.count == 1)
        #expect(tax.realised.firstInFirstOut.gain.description == "190000000")
    }

    /// By age 3 WETH that cost 600 dollars, all held for a year and a second.
    ///
    /// By cost 2 that cost 500, bought later, and 1 that cost 200: of 850 dollars two thirds,
    /// rounded down, and 283.333334 for the one.
    @Test mutating func `tell what was held for longer than a year`() throws {
        try rebalanceInSlices()
        try buy()
        try withdraw()
        try swap()
        #expect(tax.rebalances.map(\.rebalance) == [1, 3])
        let (old, dear) = (
            tax.rebalances[1].realised.firstInFirstOut,
            tax.rebalances[1].realised.highestCostFirst
        )
        #expect(old.gain == Gain(proceeds: usd(850), cost: usd(600)))
        #expect(old.longTerm == old.gain)
        #expect(dear.gain == Gain(proceeds: usd(850), cost: usd(700)))
        #expect(dear.longTerm == Gain(proceeds: 283_333_334, cost: usd(200)))
        #expect(
            tax.lots.highestCostFirst.lots(of: wbtc.address).map(\.cost) == [usd(5_400), usd(850)]
        )
    }

    /// What is left after the slices: 5.85 WETH and 0.963 WBTC, worth 1,755 + 4,815 dollars at 300
    /// and 5,000.
    ///
    /// By age the WETH cost 540 + 675 dollars, by cost 1,080; the WBTC 4,860 + 765 by both.
    /// All costs together are the start's 8,000, 750 and 850.
    @Test mutating func `add up over the run`() throws {
        try rebalanceInSlices()
        try buy()
        try withdraw()
        try swap()
        try redeem()
        let expected: [(TaxLots.Method, cost: UInt64, inKind: UInt64, held: UInt64)] = [
            (.firstInFirstOut, 2_000, 60 + 75 + 540 + 85, 540 + 675 + 4_860 + 765),
            (.highestCostFirst, 2_150, 120 + 540 + 85, 1_080 + 4_860 + 765),
        ]
        for (method, cost, inKind, held) in expected {
            #expect(tax.realised[method].gain == Gain(proceeds: usd(2_440), cost: usd(cost)))
            #expect(tax.lots[method].slicedCost == usd(inKind))
            #expect(
                tax.unrealised(by: method) == Gain(proceeds: usd(1_755 + 4_815), cost: usd(held))
            )
            #expect(cost + inKind + held == 8_000 + 750 + 850)
            #expect(tax.lots[method].holding(of: weth.address).amount == ether(585))
            #expect(tax.lots[method].holding(of: wbtc.address).amount == bitcoin(963))
        }
        #expect(tax.realised.firstInFirstOut.gain.description == "440000000")
        #expect(tax.realised.firstInFirstOut.longTerm.description == "250000000")
        #expect(tax.realised.highestCostFirst.gain.description == "290000000")
        #expect(tax.realised.highestCostFirst.longTerm.description == "83333334")
        #expect(tax.last.isEmpty && tax.rebalances.count == 2)
    }

    @Test mutating func `stop where more is sold than there is`() throws {
        #expect(
            throws: TaxLotsError.exceedsHolding(
                asset: weth.address,
                amount: ether(1_001),
                held: ether(1_000)
            )
        ) {
            try tax.add(
                [LogBook.trade(0, weth, ether(1_001), usdc, usd(2_000)) + Self.once],
                block: 1,
                at: 1_100
            )
        }
    }
}
