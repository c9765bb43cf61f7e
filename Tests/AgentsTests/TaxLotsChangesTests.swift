import Agents
import Primitives
import TestSupport
import Testing
import WideMath

private let usdc = Address(word: 1)
private let weth = Address(word: 2)

@Suite struct `Tax lots that change without a sale` {
    private var lots = TaxLots(quote: usdc)

    /// Half of 20, of 30 and of 50: 10, 15 and 25, for half of each cost.
    @Test mutating func `give a slice of every lot in proportion`() throws {
        try lots.buy(weth, amount: 20, cost: 400, at: 1)
        try lots.buy(weth, amount: 30, cost: 90, at: 2)
        try lots.buy(weth, amount: 50, cost: 0, at: 3)
        #expect(try lots.slice(weth, amount: 50, at: 4) == 245)
        #expect(
            lots.lots(of: weth) == [
                TaxLot(amount: 10, cost: 200, acquiredAt: 1),
                TaxLot(amount: 15, cost: 45, acquiredAt: 2),
                TaxLot(amount: 25, cost: 0, acquiredAt: 3),
            ]
        )
        #expect(lots.slicedCost == 245)
        #expect(lots.rebalances.isEmpty)
    }

    /// By hand: of 3, 3 and 3 seven are taken: 7·3÷9 = 2, then 5·3÷6 = 2, then the 3 that are left;
    /// of costs of 10 each 6, 6 and 10.
    @Test mutating func `leave to the later lots what rounding takes from the earlier`() throws {
        for time in 1...3 as ClosedRange<UInt64> {
            try lots.buy(weth, amount: 3, cost: 10, at: time)
        }
        #expect(try lots.slice(weth, amount: 7, at: 4) == 22)
        #expect(
            lots.lots(of: weth) == [
                TaxLot(amount: 1, cost: 4, acquiredAt: 1),
                TaxLot(amount: 1, cost: 4, acquiredAt: 2),
            ]
        )
        #expect(try lots.slice(weth, amount: 2, at: 4) == 8)
        #expect(lots.lots(of: weth).isEmpty)
        #expect(lots.slicedCost == 30)
    }

    @Test mutating func `are booked as the change says`() throws {
        #expect(try lots.book(.gift(asset: weth, amount: 4), at: 1, by: .firstInFirstOut) == nil)
        #expect(lots.lots(of: weth) == [TaxLot(amount: 4, cost: 0, acquiredAt: 1)])
        let trade = LotTrade(
            tokenIn: weth,
            amountIn: 1,
            tokenOut: usdc,
            amountOut: 30,
            value: 30,
            in: 5
        )
        let sale = try lots.book(.trade(trade), at: 2, by: .firstInFirstOut)
        #expect(sale?.gain == Gain(proceeds: 30, cost: 0))
        #expect(lots.realised(in: 5) == Gain(proceeds: 30, cost: 0))
        #expect(try lots.book(.slice(asset: weth, amount: 3), at: 3, by: .highestCostFirst) == nil)
        #expect(lots.lots(of: weth).isEmpty)
    }

    @Test mutating func `refuse a slice that cannot be taken, and change nothing`() throws {
        try lots.buy(weth, amount: 10, cost: 20, at: 5)
        let before = lots
        #expect(throws: TaxLotsError.exceedsHolding(asset: weth, amount: 11, held: 10)) {
            try lots.slice(weth, amount: 11, at: 6)
        }
        #expect(throws: TaxLotsError.zeroAmount(asset: weth)) {
            try lots.slice(weth, amount: 0, at: 6)
        }
        #expect(throws: TaxLotsError.isQuote(asset: usdc)) {
            try lots.slice(usdc, amount: 1, at: 6)
        }
        #expect(throws: TaxLotsError.timeWentBack(last: 5, given: 4)) {
            try lots.slice(weth, amount: 1, at: 4)
        }
        #expect(lots == before)
        // Two slices that had cost all that a word holds.
        let asset = Address(word: 3)
        try lots.buy(asset, amount: 1, cost: TokenAmount(.max), at: 6)
        try lots.slice(asset, amount: 1, at: 6)
        let full = lots
        #expect(throws: TaxLotsError.overflow(asset: weth)) {
            try lots.slice(weth, amount: 10, at: 6)
        }
        #expect(lots == full)
    }

    /// Amounts and costs are conserved, no lot gives more than it has, and a lot's share of the
    /// amount is within as many units as there are lots of its exact share.
    @Test(arguments: Soak.seeds("tax slices", of: 4_000))
    mutating func `give exactly what is asked`(_ seed: UInt64) throws {
        let label = "\(Soak.label("tax slices")), seed \(seed)"
        var numbers = TestNumbers(seed: seed)
        let count = 1 + numbers.below(20)
        let width = 1 + numbers.below(100)
        for time in 0..<UInt64(count) {
            let amount = (numbers.word() >> (256 - width)).wrappingAdd(1)
            let cost = numbers.word() >> (156 + numbers.below(100))
            try lots.buy(weth, amount: TokenAmount(amount), cost: TokenAmount(cost), at: time)
        }
        while !lots.lots(of: weth).isEmpty {
            let before = lots.lots(of: weth)
            let held = lots.holding(of: weth)
            let part = numbers.below(6) == 0 ? UInt64(1_000) : UInt64(numbers.below(1_001))
            let share = try mulDiv(held.amount.raw, UInt256(part), 1_000, rounding: .up)
            let amount = TokenAmount(max(share, 1))
            let cost = try lots.slice(weth, amount: amount, at: 100)
            let now = lots.holding(of: weth)
            #expect(try now.amount + amount == held.amount, "\(label)")
            #expect(try now.cost + cost == held.cost, "\(label)")
            var after = lots.lots(of: weth)
            for lot in before {
                let rest = after.first?.acquiredAt == lot.acquiredAt ? after.removeFirst() : nil
                let kept = rest?.amount ?? .zero
                #expect(kept <= lot.amount && !(rest?.amount.isZero ?? false), "\(label)")
                let taken = try lot.amount - kept
                // |taken · held − amount · lot| < lots · held, in whole numbers.
                let exact = UInt512(product: amount.raw, lot.amount.raw)
                let slack = TokenAmount(UInt256(UInt64(before.count)))
                let above = try taken + slack
                #expect(UInt512(product: above.raw, held.amount.raw) > exact, "\(label)")
                if taken > slack {
                    let below = try taken - slack
                    #expect(exact > UInt512(product: below.raw, held.amount.raw), "\(label)")
                }
            }
            #expect(after.isEmpty, "\(label)")
        }
    }
}
