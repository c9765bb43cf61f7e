import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// Trades of the largest amount, which stand for the quote tokens beyond their goal.
@Suite struct `A trade of what is spare` {
    private let spare = Vault.Trade.spare.raw

    /// A million in USDC of which half is to be WETH; the guards allow a half.
    private func halves() throws -> Street {
        let street = try Street()
        street.fillPool()
        street.limit {
            $0.slippage = BasisPoints(5_000)
            $0.loss = BasisPoints(5_000)
        }
        street.deposit(UInt256(1_000_000_000_000), from: Street.alice)
        return street
    }

    @Test func `sells the quote tokens beyond their goal and no more`() throws {
        let street = try halves()
        #expect(street.rebalance([street.trade(sell: Street.usdc, spare)]).failure == nil)
        #expect(street.balance(Street.usdc, Street.vault) == 500_000_000_000)
    }

    @Test func `is left out where nothing is spare`() throws {
        let street = try halves()
        let half = street.trade(sell: Street.usdc, 500_000_000_000)
        #expect(street.rebalance([half, street.trade(sell: Street.usdc, spare)]).failure == nil)
        #expect(street.balance(Street.usdc, Street.vault) == 500_000_000_000)
    }

    @Test func `alone changes nothing then, and is refused for that`() throws {
        let street = try halves()
        // 400 WETH at 2,000 beside 200,000 USDC: 30 % from a half, with too few quote tokens.
        street.give(Street.vault, Street.weth, UInt256(5_000).wrappingMultiply(Street.ether))
        let result = street.rebalance([street.trade(sell: Street.usdc, spare)])
        // 1,000,000 of 11,000,000 is 9 %: 41 % from a half, twice.
        let sum = UInt256(818_181_818_181_818_181)
        #expect(result.failure == refusal("NotCloser(uint256,uint256)", [sum, sum]))
    }

    @Test func `is of the quote token alone`() throws {
        let street = try halves()
        #expect(
            street.rebalance([street.trade(sell: Street.weth, spare)]).failure
                == refusal("UnknownAsset(address)", [Street.weth.word])
        )
    }

    /// Three assets, of which the quote token is not to be held at all.
    private func index() throws -> HostileStreet {
        let hostile = try HostileStreet()
        StaticWeights.place(
            at: Street.strategy,
            weights: [0, 1, 1],
            trigger: Trigger(.absolute, threshold: 500),
            on: hostile.street.machine
        )
        hostile.deposit(1, from: Street.alice)
        // 40 WETH and nothing of the other, both worth 2,000; a quote token is spare.
        hostile.give(Street.vault, Street.weth, 40)
        return hostile
    }

    private func trade(
        _ hostile: HostileStreet,
        _ pair: Address,
        sell token: Address,
        _ amount: UInt256
    ) -> Vault.Trade {
        hostile.street.trade(sell: token, amount, pair: pair)
    }

    @Test func `takes what a sale before it brought, to the unit`() throws {
        let hostile = try index()
        let sale = trade(hostile, hostile.quotePair, sell: Street.weth, Street.ether)
        let rest = trade(hostile, hostile.otherPair, sell: HostileStreet.quote, spare)
        #expect(hostile.street.rebalance([sale, rest]).failure == nil)
        #expect(hostile.street.balance(HostileStreet.quote, Street.vault) == 0)
        #expect(hostile.street.balance(HostileStreet.other, Street.vault) > 0)
    }

    /// What a purchase of a fixed amount leaves is further from a target of nothing than before.
    @Test func `is what an index needs that holds no quote tokens`() throws {
        let hostile = try index()
        let sale = trade(hostile, hostile.quotePair, sell: Street.weth, Street.ether)
        let most = trade(hostile, hostile.otherPair, sell: HostileStreet.quote, 1_900_000_000)
        let failure = hostile.street.rebalance([sale, most]).failure
        guard case .revert(.error("WeightFurther(address,uint256,uint256)", let numbers)) = failure
        else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(numbers[0] == HostileStreet.quote.word)
    }
}
