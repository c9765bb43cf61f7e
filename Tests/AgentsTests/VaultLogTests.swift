import Agents
import Chain
import Contracts
import Primitives
import Testing
import WideMath

private let usdc = LogBook.usdc
private let weth = LogBook.weth
private let wbtc = LogBook.wbtc
private let vault = LogBook.vault
private let somebody = LogBook.somebody

/// WETH is worth 200 dollars, WBTC 6,000.
@Suite struct `A vault's log` {
    private var log = VaultLog(
        LogBook.info,
        answers: [PriceFeed.answerUnit, 20_000_000_000, 600_000_000_000]
    )
    /// A whole WETH.
    private static let ether = TokenAmount(1_000_000_000_000_000_000)

    /// What brings a vault to its first slice and to the next ones.
    private let first = [LogBook.rebalanced, LogBook.phase(.active, .rebalancing)]
    private let once = [LogBook.rebalanced, LogBook.phase(.active, .cooldown)]

    // MARK: Trades

    @Test mutating func `has trades against the quote token at its amounts`() throws {
        let logs =
            LogBook.trade(0, weth, 5, usdc, 990) + LogBook.trade(1, usdc, 600, wbtc, 7) + once
        #expect(
            try log.read(logs) == [
                .trade(weth, 5, usdc, 990, value: 990, in: 1),
                .trade(usdc, 600, wbtc, 7, value: 600, in: 1),
            ]
        )
    }

    /// Hop by hop from pool to pool: the WBTC between is never the vault's.
    @Test mutating func `has a route over several pools as one trade`() throws {
        let logs =
            [
                LogBook.transfer(weth, 90, from: vault, to: LogBook.pools[2]),
                LogBook.transfer(wbtc, 3, from: LogBook.pools[2], to: LogBook.pools[1]),
                LogBook.traded(2, weth, 90, wbtc, 3),
                LogBook.transfer(usdc, 1_700, from: LogBook.pools[1], to: vault),
                LogBook.traded(1, wbtc, 3, usdc, 1_700),
            ] + once
        #expect(try log.read(logs) == [.trade(weth, 90, usdc, 1_700, value: 1_700, in: 1)])
    }

    /// The same amounts by way of the vault are a purchase and a sale.
    @Test mutating func `has what the vault bought and sold again as two trades`() throws {
        let logs =
            LogBook.trade(2, weth, 90, wbtc, 3) + LogBook.trade(1, wbtc, 3, usdc, 1_700) + once
        // 3 × 10⁻⁸ WBTC at 6,000 dollars are 180 millionths.
        #expect(
            try log.read(logs) == [
                .trade(weth, 90, wbtc, 3, value: 180, in: 1),
                .trade(wbtc, 3, usdc, 1_700, value: 1_700, in: 1),
            ]
        )
    }

    /// 1 WETH at 201.999999 dollars, 201,999,999 units; half a unit is rounded down.
    @Test mutating func `values a trade of two assets by what came, at the answer of its moment`()
        throws
    {
        let trade = LogBook.trade(2, wbtc, 3, weth, Self.ether)
        let before = try log.read(trade + once)
        #expect(before == [.trade(wbtc, 3, weth, Self.ether, value: 200_000_000, in: 1)])
        let logs = [LogBook.answered(weth, 20_199_999_950)] + trade + once
        let after = try log.read(logs + [LogBook.answered(weth, 1)])
        #expect(after == [.trade(wbtc, 3, weth, Self.ether, value: 201_999_999, in: 2)])
        #expect(try log.value(of: Self.ether, holding: 0) == 0)
        #expect(try log.value(of: 100_000_000, holding: 1) == 6_000_000_000)
    }

    @Test mutating func `has the sales of a withdrawal as no rebalance's`() throws {
        _ = try log.read(LogBook.trade(0, weth, 5, usdc, 990) + once)
        let paid = LogBook.transfer(usdc, 990, from: vault, to: somebody)
        let logs = LogBook.trade(0, weth, 5, usdc, 990) + [paid, LogBook.withdrawn]
        #expect(
            try log.read(logs) == [
                .trade(weth, 5, usdc, 990, value: 990, in: TaxLots.withdrawals)
            ]
        )
    }

    // MARK: Rebalances

    @Test mutating func `gives all slices of a rebalance one number`() throws {
        let slice = LogBook.trade(0, weth, 5, usdc, 990)
        func number(_ end: [Log]) throws -> UInt64 {
            _ = try log.read(slice + end)
            return log.rebalance
        }
        #expect(log.rebalance == 0)
        #expect(try number(first) == 1)
        #expect(try number([LogBook.rebalanced]) == 1)
        #expect(try number([LogBook.rebalanced, LogBook.phase(.rebalancing, .cooldown)]) == 1)
        #expect(try number(once) == 2)
        // Two in one transaction, the second of which is left unfinished.
        #expect(try number(once + slice + first) == 4)
        #expect(try number([LogBook.rebalanced]) == 4)
        // Time has ended it: the next slice is the first again.
        #expect(try number(first) == 5)
        #expect(try number([LogBook.rebalanced]) == 5)
    }

    @Test mutating func `gives all bids of an auction one number`() throws {
        let sale = [
            LogBook.transfer(usdc, 990, from: somebody, to: vault),
            LogBook.transfer(weth, 5, from: vault, to: somebody),
            LogBook.bought(weth, isSale: true, 5, for: 990),
        ]
        let purchase = [
            LogBook.transfer(wbtc, 7, from: somebody, to: vault),
            LogBook.transfer(usdc, 400, from: vault, to: somebody),
            LogBook.bought(wbtc, isSale: false, 7, for: 400),
        ]
        let open = LogBook.phase(.active, .rebalancing)
        let changes = { (number: UInt64) -> [LotChange] in
            [
                .trade(weth, 5, usdc, 990, value: 990, in: number),
                .trade(usdc, 400, wbtc, 7, value: 400, in: number),
            ]
        }
        #expect(try log.read([open] + sale + purchase) == changes(1))
        #expect(try log.read(sale + purchase) == changes(1))
        #expect(try log.read([LogBook.phase(.rebalancing, .cooldown)]).isEmpty)
        #expect(try log.read([open]).isEmpty)
        #expect(try log.read(sale + purchase) == changes(2))
        // Halted and set free again: no rebalance.
        _ = try log.read([LogBook.phase(.rebalancing, .halted), LogBook.phase(.halted, .active)])
        #expect(log.rebalance == 2)
    }

    // MARK: Gifts and slices

    /// In one transaction: dust before a sale of everything, and more after it.
    @Test mutating func `has what comes without an event as a gift`() throws {
        let gift = LogBook.transfer(weth, 2, from: somebody, to: vault)
        let minted = LogBook.transfer(wbtc, 3, from: .zero, to: vault)
        let logs = [gift] + LogBook.trade(0, weth, 7, usdc, 990) + once + [gift, minted, gift]
        #expect(
            try log.read(logs) == [
                .gift(weth, 2), .trade(weth, 7, usdc, 990, value: 990, in: 1), .gift(weth, 4),
                .gift(wbtc, 3),
            ]
        )
    }

    @Test mutating func `has what a redemption in kind pays as slices`() throws {
        let logs = [
            LogBook.transfer(usdc, 100, from: vault, to: somebody),
            LogBook.transfer(weth, 20, from: vault, to: somebody),
            LogBook.transfer(wbtc, 3, from: vault, to: somebody), LogBook.redeemed,
        ]
        // What is given back at once is a gift.
        let back = LogBook.transfer(weth, 20, from: somebody, to: vault)
        #expect(
            try log.read(logs + [back]) == [.slice(weth, 20), .slice(wbtc, 3), .gift(weth, 20)]
        )
    }

    /// A claim is none of the vault's, whether it is still in its balance or not.
    @Test mutating func `has what is left out as a slice, and its claim as nothing`() throws {
        let left = [
            LogBook.transfer(weth, 20, from: vault, to: somebody), LogBook.leftOut(wbtc, 3),
            LogBook.redeemed,
        ]
        #expect(try log.read(left) == [.slice(weth, 20), .slice(wbtc, 3)])
        let paid = LogBook.transfer(wbtc, 2, from: vault, to: somebody)
        #expect(try log.read([paid, LogBook.claimed(wbtc, 2)]).isEmpty)
        // Paid to the vault itself, it is the vault's again.
        let given = LogBook.transfer(wbtc, 1, from: vault, to: vault)
        #expect(try log.read([given, LogBook.claimed(wbtc, 1)]) == [.gift(wbtc, 1)])
        #expect(try log.read([LogBook.leftOut(wbtc, 0), LogBook.redeemed]).isEmpty)
    }

    /// A token that keeps a tenth of each transfer, and one that takes less than it was told to.
    @Test mutating func `follows the token where it moves less than the vault says`() throws {
        let buying =
            [
                LogBook.transfer(usdc, 990, from: vault, to: LogBook.pools[0]),
                LogBook.transfer(weth, 9, from: LogBook.pools[0], to: vault),
                LogBook.traded(0, usdc, 990, weth, 10),
            ] + once
        #expect(
            try log.read(buying) == [
                .trade(usdc, 990, weth, 10, value: 990, in: 1), .slice(weth, 1),
            ]
        )
        let selling =
            [
                LogBook.transfer(weth, 9, from: vault, to: LogBook.pools[0]),
                LogBook.transfer(usdc, 990, from: LogBook.pools[0], to: vault),
                LogBook.traded(0, weth, 10, usdc, 990),
            ] + once
        #expect(
            try log.read(selling) == [
                .gift(weth, 1), .trade(weth, 10, usdc, 990, value: 990, in: 2),
            ]
        )
    }

    @Test mutating func `has nothing of others`() throws {
        let stranger = Address(word: 0xbad)
        let other = TokenInfo(name: "OTHER", address: stranger, decimals: 0, index: 9)
        let trade = LogBook.trade(0, weth, 5, usdc, 990)
        var logs = [
            LogBook.transfer(weth, 9, from: somebody, to: stranger),
            LogBook.transfer(weth, 9, from: vault, to: vault),
            LogBook.transfer(other, 9, from: somebody, to: vault),
            LogBook.transfer(usdc, 9, from: somebody, to: vault),
            LogBook.entry(PriceFeed.AnswerUpdated.topic, [7, 1], [0], by: stranger),
            // Shares of the vault at the vault.
            LogBook.entry(ERC20.Transfer.topic, [somebody.word, vault.word], [5]),
        ]
        for log in [trade[2]] + once + [LogBook.leftOut(weth, 5), LogBook.redeemed] {
            logs.append(Log(address: stranger, topics: log.topics, data: log.data))
        }
        #expect(try log.read(logs).isEmpty)
        #expect(log.rebalance == 0)
        #expect(try log.read([]).isEmpty)
        #expect(try log.value(of: Self.ether, holding: 0) == 200_000_000)
    }

    @Test mutating func `refuses what no word holds`() throws {
        let most = LogBook.transfer(weth, TokenAmount(.max), from: somebody, to: vault)
        #expect(throws: TaxLotsError.overflow(asset: weth.address)) {
            try log.read([most, LogBook.transfer(weth, 1, from: somebody, to: vault)])
        }
        #expect(throws: TaxLotsError.overflow(asset: wbtc.address)) {
            try log.value(of: TokenAmount(.max), holding: 1)
        }
    }

    // MARK: The start

    /// 3 WETH at 200 dollars and a tenth of a WBTC at 6,000; the quote token has no lots.
    @Test func `begins with lots at the oracles' answers`() throws {
        let three = TokenAmount(3_000_000_000_000_000_000)
        let lots = try log.lots(of: [500, three, 10_000_000], at: 77)
        #expect(
            lots.lots(of: weth.address)
                == [TaxLot(amount: three, cost: 600_000_000, acquiredAt: 77)]
        )
        #expect(
            lots.lots(of: wbtc.address)
                == [TaxLot(amount: 10_000_000, cost: 600_000_000, acquiredAt: 77)]
        )
        #expect(lots.lots(of: usdc.address).isEmpty)
        #expect(try log.lots(of: [500, 0, 0], at: 77) == TaxLots(quote: usdc.address))
    }
}
