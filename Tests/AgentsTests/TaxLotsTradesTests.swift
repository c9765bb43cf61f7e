import Agents
import Primitives
import Testing
import WideMath

private let usdc = Address(word: 1)
private let weth = Address(word: 2)
private let wbtc = Address(word: 3)

@Suite struct `Tax lots of a rebalance` {
    private var lots = TaxLots(quote: usdc)

    @discardableResult
    private mutating func trade(
        _ tokenIn: Address,
        _ amountIn: TokenAmount,
        _ tokenOut: Address,
        _ amountOut: TokenAmount,
        value: TokenAmount,
        in rebalance: UInt64
    ) throws(TaxLotsError) -> Gain? {
        try lots.trade(
            tokenIn: tokenIn,
            amountIn: amountIn,
            tokenOut: tokenOut,
            amountOut: amountOut,
            value: value,
            at: rebalance * 100,
            by: .highestCostFirst,
            in: rebalance
        )?.gain
    }

    /// By hand: 10 for 1,000 and 10 for 1,500; 12 sold for 1,440 cost 1,500 + 200.
    @Test mutating func `books purchases and sales against the quote token`() throws {
        #expect(try trade(usdc, 1_000, weth, 10, value: 1_000, in: 1) == nil)
        #expect(try trade(usdc, 1_500, weth, 10, value: 1_500, in: 2) == nil)
        #expect(lots.rebalances.isEmpty)
        let gain = try trade(weth, 12, usdc, 1_440, value: 1_440, in: 3)
        #expect(gain == Gain(proceeds: 1_440, cost: 1_700))
        #expect(gain?.description == "-260")
        #expect(lots.lots(of: usdc).isEmpty)
        #expect(lots.realised(in: 3) == gain)
        // Two more trades of one rebalance sum up: 4 sold for 600 cost 400.
        try trade(weth, 2, usdc, 300, value: 300, in: 4)
        try trade(weth, 2, usdc, 300, value: 300, in: 4)
        #expect(lots.realised(in: 4) == Gain(proceeds: 600, cost: 400))
        #expect(lots.rebalances == [3, 4])
    }

    /// What is bought costs what the sold was worth: 5 of 10 for 1,000, worth 900, against 1.
    @Test mutating func `books both sides of a trade between two assets`() throws {
        try trade(usdc, 1_000, weth, 10, value: 1_000, in: 1)
        let gain = try trade(weth, 5, wbtc, 1, value: 900, in: 2)
        #expect(gain == Gain(proceeds: 900, cost: 500))
        #expect(lots.holding(of: weth) == (5, 500))
        #expect(lots.lots(of: wbtc) == [TaxLot(amount: 1, cost: 900, acquiredAt: 200)])
    }

    @Test mutating func `books no half of a trade`() throws {
        try trade(usdc, 1_000, weth, 10, value: 1_000, in: 1)
        let before = lots
        #expect(throws: TaxLotsError.zeroAmount(asset: wbtc)) {
            try trade(weth, 5, wbtc, 0, value: 900, in: 2)
        }
        #expect(throws: TaxLotsError.exceedsHolding(asset: weth, amount: 11, held: 10)) {
            try trade(weth, 11, wbtc, 1, value: 900, in: 2)
        }
        #expect(lots == before)
    }

    /// Gains per value by hand: WETH at 120 gains 20 of 120, WBTC at 60 loses 40 of 60.
    ///
    /// Of WETH 15, the dear ten first, 120 × 15 = 1,800 cost 2,000: a ninth lost.
    @Test mutating func `orders sales by gain for value`() throws {
        try trade(usdc, 1_000, weth, 10, value: 1_000, in: 1)
        try trade(usdc, 1_500, weth, 10, value: 1_500, in: 2)
        try trade(usdc, 1_000, wbtc, 10, value: 1_000, in: 3)
        func candidate(
            _ asset: Address,
            _ amount: TokenAmount,
            at price: UInt256
        ) throws -> SaleCandidate {
            SaleCandidate(
                asset: asset,
                amount: amount,
                price: try #require(RawPrice(numerator: price, denominator: 1))
            )
        }
        let worthless = SaleCandidate(
            asset: weth,
            amount: 1,
            price: try #require(RawPrice(numerator: 1, denominator: 1_000))
        )
        let candidates = try [
            worthless, candidate(weth, 20, at: 150), candidate(weth, 15, at: 120),
            candidate(wbtc, 5, at: 60), candidate(wbtc, 1, at: 60), candidate(weth, 10, at: 150),
        ]
        let dear = try lots.ordered(candidates, at: 400, by: .highestCostFirst)
        // Loses 2 of 3 (twice, as given), a ninth, nothing; gains 500 of 3,000; brings nothing.
        #expect(dear.map(\.candidate) == [3, 4, 2, 5, 1, 0].map { candidates[$0] })
        #expect(dear.map(\.gain.gain.description) == ["-200", "-40", "-200", "0", "500", "-150"])
        #expect(dear[0].gain.gain.perProceeds == -2.0 / 3)
        #expect(dear[5].gain.gain.perProceeds == nil)
        let old = try lots.ordered(candidates, at: 400, by: .firstInFirstOut)
        // Oldest first, 15 cost 1,750 of 1,800 and 10 at 150 gain 500 of 1,500.
        #expect(old.map(\.candidate) == [3, 4, 2, 1, 5, 0].map { candidates[$0] })
        #expect(old.map(\.gain.gain.description) == ["-200", "-40", "50", "500", "500", "-100"])
        #expect(throws: TaxLotsError.exceedsHolding(asset: wbtc, amount: 11, held: 10)) {
            try lots.ordered([candidate(wbtc, 11, at: 60)], at: 400, by: .firstInFirstOut)
        }
        let price = try #require(RawPrice(numerator: UInt256.one << 127, denominator: 1))
        let endless = SaleCandidate(asset: weth, amount: TokenAmount(.max), price: price)
        #expect(throws: TaxLotsError.overflow(asset: weth)) {
            try lots.gainOfSelling(endless, at: 400, by: .firstInFirstOut)
        }
    }

    /// Ratios that `Double` cannot tell apart, and sides whose products need 512 bits.
    @Test func `compares gains exactly`() {
        let large = UInt256.one << 255
        let less = Gain(proceeds: TokenAmount(large), cost: TokenAmount(large))
        let more = Gain(
            proceeds: TokenAmount(large),
            cost: TokenAmount(large.wrappingSubtract(.one))
        )
        #expect(less.isLessPerProceeds(than: more))
        #expect(!more.isLessPerProceeds(than: less))
        #expect(!less.isLessPerProceeds(than: less))
        #expect(!less.isLoss && less.magnitude == .zero)
        #expect(Gain(cost: 5).description == "-5" && Gain(cost: 5).isLoss)
        #expect(!Gain(cost: 5).isLessPerProceeds(than: Gain(cost: 4)))
        #expect(more.adding(less) == nil)
    }
}
