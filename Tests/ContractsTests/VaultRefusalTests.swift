import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// What only one guard stands against: without it the call ends otherwise (`make mutants`).
@Suite struct `A vault refuses` {
    let street: Street

    init() throws {
        street = try Street()
        street.fillPool()
    }

    private func dollars(_ count: UInt64) -> UInt256 {
        UInt256(count).wrappingMultiply(Street.dollar)
    }

    private func unknown(_ token: Address) -> Fault {
        refusal("UnknownAsset(address)", [token.word])
    }

    // MARK: Shares

    @Test func `a deposit beyond its cap`() {
        street.store(Street.vault, Vault.Storage.cap.location, TokenAmount(dollars(1_000)))
        #expect(street.deposit(dollars(1_000), from: Street.alice).failure == nil)
        #expect(
            street.deposit(1, from: Street.bob).failure
                == refusal("CapExceeded(uint256,uint256)", [1_000_000_001, 1_000_000_000])
        )
    }

    /// Of 1,000 units a hundredth stays with the token.
    @Test func `a deposit that comes short`() {
        street.machine.place(TollToken.self, at: Street.usdc)
        street.give(Street.alice, Street.usdc, 10_000)
        let result = street.deposit(1_000, from: Street.alice)
        #expect(
            result.failure
                == refusal("PaidShort(address,uint256,uint256)", [Street.usdc.word, 990, 1_000])
        )
    }

    /// It holds 1,000 USDC and a WETH at 2,000 USDC, which the pool buys for
    /// ⌊997 · 10¹⁸ · 2·10¹² ÷ (1,000 · 10²¹ + 997 · 10¹⁸)⌋ = 1,992.013962 USDC.
    @Test(
        arguments: [(4_000, 3_000_000_000), (3_000, 2_992_013_962)] as [(UInt64, UInt256)]
    )
    func `a withdrawal of more than it has, or than its sales bring`(
        _ wanted: UInt64,
        _ most: UInt256
    ) {
        street.deposit(dollars(1_000), from: Street.alice)
        street.give(Street.vault, Street.weth, Street.ether)
        let alice = Street.alice.word
        let result = street.call(
            Street.vault,
            from: Street.alice,
            Vault.Function.withdraw,
            [dollars(wanted), alice, alice]
        )
        #expect(
            result.failure == refusal("NotEnough(uint256,uint256)", [dollars(wanted), most])
        )
    }

    /// 1,000 USDC are idle and 1,000 the pool's, of which a hundredth stays with the token.
    @Test func `a withdrawal whose sales come short`() {
        street.deposit(dollars(1_000), from: Street.alice)
        street.give(Street.vault, Street.weth, Street.ether)
        street.machine.place(TollToken.self, at: Street.usdc)
        let alice = Street.alice.word
        let result = street.call(
            Street.vault,
            from: Street.alice,
            Vault.Function.withdraw,
            [dollars(2_000), alice, alice]
        )
        let short = [Street.usdc.word, dollars(1_990), dollars(2_000)]
        #expect(result.failure == refusal("PaidShort(address,uint256,uint256)", short))
    }

    @Test(arguments: [Vault.Function.withdraw, Vault.Function.redeem])
    func `sales through a venue that gives no quote tokens`(_ function: Selector) {
        let venue = Address(word: 0x8000)
        street.placePair(venue, Street.weth, Street.router)
        street.store(Street.vault, Vault.Storage.venues[venue], UInt256(31))
        street.store(
            Street.vault,
            Vault.Storage.trading[Street.weth],
            Vault.TradingTerms(venue: venue)
        )
        street.deposit(dollars(1_000), from: Street.alice)
        street.give(Street.vault, Street.weth, Street.ether)
        let alice = Street.alice.word
        // 2,000 USDC, or shares of about 3,000.
        let amount =
            function == Vault.Function.redeem
            ? street.balance(Street.vault, Street.alice) : dollars(2_000)
        let result = street.call(
            Street.vault,
            from: Street.alice,
            function,
            [amount, alice, alice]
        )
        #expect(result.failure == unknown(Street.router))
    }

    // MARK: Routes

    /// The pool is of USDC and WETH; the vault's second asset is another token.
    @Test func `to sell an asset of its own in a pool of others`() {
        let other = Address(word: 0x0fff)
        Token.place(at: other, decimals: 18, on: street.machine)
        street.store(Street.vault, Vault.Storage.assets[1], other)
        street.store(
            Street.vault,
            Vault.Storage.oracles[other],
            Vault.OracleTerms(feed: Street.feed, ageMax: 3_600, decimals: 18)
        )
        street.deposit(dollars(1_000), from: Street.alice)
        let trade = street.trade(sell: other, 1_000)
        #expect(street.rebalance([trade]).failure == unknown(other))
    }

    /// The first hop gives WETH; the second, whose amount is what the first gives, takes USDC.
    @Test func `a route whose hops do not meet`() {
        street.deposit(dollars(1_000_000), from: Street.alice)
        let hops = [
            street.trade(sell: Street.usdc, dollars(1_000)), street.trade(sell: Street.usdc, 0),
        ]
        #expect(street.rebalance(hops).failure == unknown(Street.usdc))
    }

    // MARK: Auctions and slices

    private func openAuction() {
        street.deposit(dollars(1_000_000), from: Street.alice)
        street.holdAuction()
        let opened = street.call(Street.vault, from: Street.keeper, Vault.Function.openAuction)
        #expect(opened.failure == nil)
    }

    /// The first of two slices, each of a thousand USDC at most the trade.
    private func beginSlices() {
        street.deposit(dollars(1_000_000), from: Street.alice)
        TimeSlices.place(
            at: Street.execution,
            slices: 2,
            interval: 0,
            duration: 90,
            on: street.machine
        )
        let slice = street.trade(sell: Street.usdc, dollars(1_000))
        #expect(street.rebalance([slice]).failure == nil)
    }

    @Test func `a bid for the quote token`() {
        openAuction()
        let result = street.call(
            Street.vault,
            from: Street.bob,
            Vault.Function.bid,
            [Street.usdc.word, 1, .max]
        )
        #expect(result.failure == unknown(Street.usdc))
    }

    @Test func `a bid between slices, even if auctions are held from now on`() {
        beginSlices()
        street.holdAuction()
        #expect(street.bid(1, limit: .max).failure == refusal("NoAuction()", []))
    }

    @Test func `slices while an auction is open, even if slices are made from now on`() {
        openAuction()
        AtOnce.place(at: Street.execution, duration: 90, on: street.machine)
        let trade = street.trade(sell: Street.usdc, dollars(1_000))
        #expect(street.rebalance([trade]).failure == refusal("ByAuctionOnly()", []))
    }

    /// An earlier auction's goals may be met by chance.
    @Test func `to end slices as if they were an auction`() {
        beginSlices()
        let held = street.balance(Street.weth, Street.vault)
        street.store(Street.vault, Vault.Storage.goals[Street.weth], TokenAmount(held))
        let result = street.call(Street.vault, from: Street.keeper, Vault.Function.closeRebalance)
        #expect(result.failure == refusal("GoalsNotMet()", []))
    }
}
