import Contracts
import Primitives
import Testing
import WideMath

@testable import Agents

/// A vault that holds 10 WETH bought at 200 dollars and 1 WBTC bought at 6,000.
@Suite struct `What a keeper sells first` {
    private var lots = TaxLots(quote: LogBook.usdc.address)
    private static let ether = TokenAmount(UInt256(1_000_000_000_000_000_000))

    init() throws {
        let ten = TokenAmount(Self.ether.raw.wrappingMultiply(10))
        try lots.buy(LogBook.weth.address, amount: ten, cost: 2_000_000_000, at: 1)
        try lots.buy(LogBook.wbtc.address, amount: 100_000_000, cost: 6_000_000_000, at: 1)
    }

    private func sale(_ holding: Int, _ amount: TokenAmount) -> Wishes.Sale {
        Wishes.Sale(holding: LogBook.info.holdings[holding], amount: amount.raw, price: 1)
    }

    private func order(_ sales: [Wishes.Sale], weth: UInt64, wbtc: UInt64) -> Wishes {
        var wishes = Wishes()
        wishes.sales = sales
        let answers = [1, weth, wbtc].map { UInt256($0).wrappingMultiply(100_000_000) }
        wishes.prefer(lots, LogBook.info, answers: answers, at: 2)
        return wishes
    }

    /// At 300 dollars WETH gains a third of its proceeds; at 6,600 WBTC gains an eleventh; at 150
    /// WETH loses a third.
    @Test(arguments: [(300, 6_600, ["WBTC", "WETH"]), (150, 6_600, ["WETH", "WBTC"])])
    func `is what gains least for its proceeds`(
        _ weth: UInt64,
        _ wbtc: UInt64,
        _ expected: [String]
    ) {
        let sales = [sale(0, Self.ether), sale(1, 1_000_000)]
        for sales in [sales, sales.reversed()] {
            let wishes = order(sales, weth: weth, wbtc: wbtc)
            #expect(wishes.isOrdered)
            #expect(wishes.sales.map(\.holding.token.name) == expected)
        }
    }

    /// 11 WETH are not in the lots.
    @Test func `is what was given where the lots do not hold it`() {
        let eleven = TokenAmount(Self.ether.raw.wrappingMultiply(11))
        let wishes = order([sale(0, eleven), sale(1, 1)], weth: 300, wbtc: 6_600)
        #expect(!wishes.isOrdered)
        #expect(wishes.sales.map(\.holding.token.name) == ["WETH", "WBTC"])
        // Nothing is no sale.
        let none = order([sale(0, 0), sale(1, 1)], weth: 300, wbtc: 6_600)
        #expect(none.sales.map(\.holding.token.name) == ["WBTC"])
    }
}

@Suite struct `The part that a limit of turnover admits` {
    private func admitted(
        _ most: UInt64,
        sales: [UInt64],
        purchases: [UInt64],
        surplus: UInt64,
        room: UInt64
    ) -> Double {
        var wishes = Wishes()
        let holding = LogBook.info.holdings[0]
        wishes.sales = sales.map {
            Wishes.Sale(holding: holding, amount: UInt256($0), price: 2)
        }
        wishes.purchases = purchases.map { Need(holding, worth: UInt256($0), most: .max, 2) }
        wishes.turnoverMax = UInt256(most)
        return wishes.admitted(surplus: UInt256(surplus), room: UInt256(room))
    }

    /// Sales of 50 and 150 at 2 are worth 400; with a surplus of 100 they pay for 500 of the 600
    /// that are wanted: 900 in all.
    @Test func `counts sales, and purchases as far as they can be paid for`() {
        let (sales, purchases) = ([50, 150] as [UInt64], [200, 400] as [UInt64])
        for (most, part) in [(900, 1), (1_000, 1), (450, 0.4995), (90, 0.0999), (0, 0)] {
            let admitted = admitted(
                UInt64(most),
                sales: sales,
                purchases: purchases,
                surplus: 100,
                room: 500
            )
            #expect((admitted - part).magnitude < 1e-12)
        }
        // Room for 100 only: sales of 100, purchases of 200.
        #expect(
            admitted(150, sales: sales, purchases: purchases, surplus: 100, room: 100) == 0.4995
        )
        // All that is wanted is 60.
        #expect(admitted(460, sales: sales, purchases: [60], surplus: 0, room: 500) == 1)
    }

    @Test func `is taken of every need`() {
        let need = Need(LogBook.info.holdings[0], worth: 1_000, most: 300, 2)
        // The maximum of 300 leaves 600 of it.
        #expect(need.scaled(by: 0.5).worth == 300)
        #expect(need.scaled(by: 0.5).most == 300)
        #expect(Need(quote: 80).scaled(by: 0.25).worth == 20)
    }
}
