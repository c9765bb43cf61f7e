import Agents
import Primitives
import TestSupport
import Testing
import WideMath

private let quote = Address(word: 1)
private let stock = Address(word: 2)
private let other = Address(word: 3)

@Suite struct `Tax lots` {
    private var lots = TaxLots(quote: quote)
    private let year: UInt64 = 31_557_600

    /// 100 shares at 77 dollars, a year later 200 at 84, a year later 100 at 105.
    ///
    /// J. K. Lasser's "Your Income Tax 2013", section 30.2, "Earmarking Stock Lots" (Acme Steel,
    /// bought in 1998, 1999 and 2000).
    private mutating func buyLasser() throws {
        try lots.buy(stock, amount: 100, cost: 7_700, at: 28 * year)
        try lots.buy(stock, amount: 200, cost: 16_800, at: 29 * year)
        try lots.buy(stock, amount: 100, cost: 10_500, at: 30 * year)
    }

    /// Lasser: 100 sold at 90 lose 1,500 by the lot of 2000; by hand, the lot of 1998 gains 1,300.
    @Test(
        arguments: [
            (.highestCostFirst, "-1500", 10_500, 30), (.firstInFirstOut, "1300", 7_700, 28),
        ]
            as [(TaxLots.Method, String, TokenAmount, UInt64)]
    )
    mutating func `sells the lots that the method takes first`(
        _ method: TaxLots.Method,
        _ gain: String,
        _ cost: TokenAmount,
        _ bought: UInt64
    ) throws {
        try buyLasser()
        let sale = try lots.sell(
            stock,
            amount: 100,
            proceeds: 9_000,
            at: 31 * year,
            by: method,
            in: 1
        )
        #expect(sale.gain == Gain(proceeds: 9_000, cost: cost))
        #expect(sale.gain.description == gain)
        #expect(sale.parts.map(\.acquiredAt) == [bought * year])
        #expect(sale.parts.map(\.heldFor) == [(31 - bought) * year])
        #expect(lots.holding(of: stock).amount == 300)
        #expect(try lots.holding(of: stock).cost + cost == 35_000)
        #expect(lots.lots(of: stock).count == 2)
    }

    /// By hand: 250 sold at 90.
    ///
    /// The oldest first are 100 at 77 and 150 at 84: cost 20,300, gain
    /// 2,200. The dearest first are 100 at 105 and 150 at 84: cost 23,100, loss 600.
    @Test(
        arguments: [
            (.firstInFirstOut, [7_700, 12_600], "2200", [(50, 4_200), (100, 10_500)]),
            (.highestCostFirst, [10_500, 12_600], "-600", [(100, 7_700), (50, 4_200)]),
        ] as [(TaxLots.Method, [TokenAmount], String, [(TokenAmount, TokenAmount)])]
    )
    mutating func `goes on into the next lot`(
        _ method: TaxLots.Method,
        _ costs: [TokenAmount],
        _ gain: String,
        _ rest: [(TokenAmount, TokenAmount)]
    ) throws {
        try buyLasser()
        let sale = try lots.sell(
            stock,
            amount: 250,
            proceeds: 22_500,
            at: 31 * year,
            by: method,
            in: 1
        )
        #expect(sale.gain.description == gain)
        #expect(sale.parts.map(\.gain.cost) == costs)
        #expect(sale.parts.map(\.gain.proceeds) == [9_000, 13_500])
        #expect(sale.parts.map(\.amount) == [100, 150])
        #expect(lots.lots(of: stock).map(\.amount) == rest.map(\.0))
        #expect(lots.lots(of: stock).map(\.cost) == rest.map(\.1))
    }

    /// Cents: 2 shares for 23.00 and 5 for 42.00; the first 5 sold had cost 48.20.
    ///
    /// Intuit's community on TurboTax, an answer of JulieS (thread 927020 of its print pages).
    @Test mutating func `agrees with a worked answer in cents`() throws {
        try lots.buy(stock, amount: 2, cost: 2_300, at: 10)
        try lots.buy(stock, amount: 5, cost: 4_200, at: 12)
        let sale = try lots.sell(
            stock,
            amount: 5,
            proceeds: 5_000,
            at: 20,
            by: .firstInFirstOut,
            in: 1
        )
        #expect(sale.gain.cost == 4_820)
        #expect(sale.gain.description == "180")
    }

    /// A third of 100 is 33, the next half of 67 is 33, the rest 34; so with the proceeds.
    @Test mutating func `leaves to the rest what rounding takes from a part`() throws {
        try lots.buy(stock, amount: 3, cost: 100, at: 1)
        var costs: [TokenAmount] = []
        for _ in 0..<3 {
            let sale = try lots.sell(
                stock,
                amount: 1,
                proceeds: 7,
                at: 2,
                by: .firstInFirstOut,
                in: 1
            )
            costs.append(sale.gain.cost)
        }
        #expect(costs == [33, 33, 34])
        #expect(lots.realised(in: 1) == Gain(proceeds: 21, cost: 100))
        #expect(lots.lots(of: stock).isEmpty)
        for time in 3...5 as ClosedRange<UInt64> {
            try lots.buy(stock, amount: 1, cost: 5, at: time)
        }
        let sale = try lots.sell(
            stock,
            amount: 3,
            proceeds: 100,
            at: 6,
            by: .firstInFirstOut,
            in: 2
        )
        #expect(sale.parts.map(\.gain.proceeds) == [33, 33, 34])
    }

    @Test mutating func `takes the older of lots of equal cost`() throws {
        try lots.buy(stock, amount: 10, cost: 20, at: 1)
        try lots.buy(stock, amount: 30, cost: 90, at: 2)
        try lots.buy(stock, amount: 20, cost: 60, at: 3)
        try lots.buy(stock, amount: 10, cost: 30, at: 3)
        let sale = try lots.sell(
            stock,
            amount: 65,
            proceeds: 0,
            at: 4,
            by: .highestCostFirst,
            in: 1
        )
        #expect(sale.parts.map(\.acquiredAt) == [2, 3, 3, 1])
        #expect(sale.parts.map(\.amount) == [30, 20, 10, 5])
        #expect(sale.gain.description == "-190")
    }

    /// 100 held for exactly a year, 100 for a second less.
    @Test mutating func `tells long-term gains from short-term ones`() throws {
        try lots.buy(stock, amount: 100, cost: 100, at: 0)
        try lots.buy(stock, amount: 100, cost: 300, at: 1)
        let sale = try lots.gainOfSelling(
            stock,
            amount: 200,
            for: 500,
            at: year,
            by: .firstInFirstOut
        )
        let long = Gain(proceeds: 250, cost: 100)
        let short = Gain(proceeds: 250, cost: 300)
        #expect(sale.gain(heldLongerThan: year - 1) == long)
        #expect(sale.gain(heldAtMost: year - 1) == short)
        #expect(sale.gain(heldLongerThan: year) == Gain())
        #expect(sale.gain(heldAtMost: year) == sale.gain)
    }

    @Test mutating func `refuses what cannot be booked, and changes nothing`() throws {
        try lots.buy(stock, amount: 10, cost: 20, at: 5)
        let before = lots
        func sell(
            _ asset: Address,
            _ amount: TokenAmount,
            at time: UInt64
        ) throws(TaxLotsError) {
            try lots.sell(
                asset,
                amount: amount,
                proceeds: 1,
                at: time,
                by: .highestCostFirst,
                in: 1
            )
        }
        #expect(throws: TaxLotsError.exceedsHolding(asset: stock, amount: 11, held: 10)) {
            try sell(stock, 11, at: 6)
        }
        #expect(throws: TaxLotsError.exceedsHolding(asset: other, amount: 1, held: 0)) {
            try sell(other, 1, at: 6)
        }
        #expect(throws: TaxLotsError.zeroAmount(asset: stock)) { try sell(stock, 0, at: 6) }
        #expect(throws: TaxLotsError.isQuote(asset: quote)) { try sell(quote, 1, at: 6) }
        #expect(throws: TaxLotsError.timeWentBack(last: 5, given: 4)) { try sell(stock, 1, at: 4) }
        #expect(throws: TaxLotsError.timeWentBack(last: 5, given: 4)) {
            try lots.buy(stock, amount: 1, cost: 1, at: 4)
        }
        #expect(throws: TaxLotsError.zeroAmount(asset: other)) {
            try lots.buy(other, amount: 0, cost: 1, at: 6)
        }
        #expect(throws: TaxLotsError.overflow(asset: stock)) {
            try lots.buy(stock, amount: TokenAmount(.max), cost: 1, at: 6)
        }
        #expect(throws: TaxLotsError.overflow(asset: stock)) {
            try lots.buy(stock, amount: 1, cost: TokenAmount(.max), at: 6)
        }
        #expect(lots == before)
        try lots.buy(other, amount: TokenAmount(.max), cost: TokenAmount(.max), at: 6)
        let whole = TokenAmount(.max)
        let sale = try lots.sell(
            other,
            amount: TokenAmount(UInt256.max >> 1),
            proceeds: whole,
            at: 6,
            by: .firstInFirstOut,
            in: 1
        )
        #expect(sale.gain.cost == TokenAmount(UInt256.max >> 1))
        let middle = lots
        #expect(throws: TaxLotsError.overflow(asset: stock)) { try sell(stock, 1, at: 6) }
        #expect(lots == middle)
    }

    /// Everything that was paid is in what was sold or what is left, and the same for proceeds.
    @Test(arguments: Soak.seeds("tax lots", of: 4_000))
    mutating func `conserves cost, amounts and proceeds`(_ seed: UInt64) throws {
        var numbers = TestNumbers(seed: seed)
        let assets = (2...4).map { Address(word: UInt256($0)) }
        var bought: [Address: Gain] = [:]
        var sold: [Address: Gain] = [:]
        var amounts: [Address: (bought: UInt256, sold: UInt256)] = [:]
        var byRebalance: [UInt64: Gain] = [:]
        let scale = numbers.below(100)
        func money() -> TokenAmount { TokenAmount(numbers.word() >> (150 + numbers.below(106))) }
        func amount() -> TokenAmount {
            TokenAmount((numbers.word() >> (250 - scale)).wrappingAdd(.one))
        }
        for step in 0..<200 as Range<UInt64> {
            let asset = assets[numbers.below(3)]
            let held = lots.holding(of: asset)
            if numbers.below(2) == 0 || held.amount.isZero {
                let (amount, cost) = (amount(), money())
                try lots.buy(asset, amount: amount, cost: cost, at: step)
                bought[asset] = (bought[asset] ?? Gain()).adding(Gain(cost: cost))
                amounts[asset, default: (0, 0)].bought =
                    try (amounts[asset]?.bought ?? 0)
                    + amount.raw
            } else {
                let isWhole = numbers.below(8) == 0
                let amount = isWhole ? held.amount : min(amount(), held.amount)
                let proceeds = money()
                let method = TaxLots.Method.allCases[numbers.below(2)]
                let seen = try lots.gainOfSelling(
                    asset,
                    amount: amount,
                    for: proceeds,
                    at: step,
                    by: method
                )
                let sale = try lots.sell(
                    asset,
                    amount: amount,
                    proceeds: proceeds,
                    at: step,
                    by: method,
                    in: step / 10
                )
                #expect(sale == seen)
                let sum = sale.parts.reduce(Gain()) { $0.adding($1.gain) ?? $0 }
                #expect(sum == sale.gain && sale.gain.proceeds == proceeds)
                let taken = sale.parts.reduce(UInt256.zero) { $0.wrappingAdd($1.amount.raw) }
                #expect(taken == amount.raw && sale.amount == amount)
                if isWhole { #expect(lots.lots(of: asset).isEmpty) }
                sold[asset] = (sold[asset] ?? Gain()).adding(sale.gain)
                amounts[asset, default: (0, 0)].sold = try (amounts[asset]?.sold ?? 0) + amount.raw
                byRebalance[step / 10] = (byRebalance[step / 10] ?? Gain()).adding(sale.gain)
            }
            let now = lots.holding(of: asset)
            let paid = bought[asset]?.cost ?? .zero
            #expect(try now.cost + (sold[asset]?.cost ?? .zero) == paid)
            let moved = amounts[asset] ?? (0, 0)
            #expect(try now.amount.raw + moved.sold == moved.bought)
            #expect(lots.lots(of: asset).allSatisfy { !$0.amount.isZero })
            let times = lots.lots(of: asset).map(\.acquiredAt)
            #expect(times == times.sorted())
        }
        #expect(lots.rebalances == byRebalance.keys.sorted())
        for (rebalance, gain) in byRebalance { #expect(lots.realised(in: rebalance) == gain) }
        #expect(lots.realised(in: 1_000) == Gain())
    }
}

extension TokenAmount: ExpressibleByIntegerLiteral {
    /// An amount for tests.
    public init(integerLiteral value: UInt64) { self.init(UInt256(value)) }
}
