import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// A vault whose whole NAV is 10 WETH, half of which should be the other token, and which has quote
/// tokens that are not its own.
@Suite struct `Trades of what is not the vault's` {
    let world: HostileStreet
    private let half = UInt256(500_000_000_000_000)

    init() throws {
        world = try HostileStreet { $0.fees.unlocking = 86_400 }
        StaticWeights.place(
            at: Street.strategy,
            weights: [0, 1, 1],
            trigger: Trigger(.absolute, threshold: 500),
            on: world.street.machine
        )
        // 10¹⁵ shares, all for 1,000,000 quote tokens.
        world.deposit(1_000_000, from: Street.alice)
        world.street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(10))
        Vault.book(of: Street.vault, on: world.street.machine)
    }

    /// Quote tokens for the other one.
    private func buy(_ dollars: UInt64) -> WhatIfResult {
        let amount = Street.dollar.wrappingMultiply(UInt256(dollars))
        let trade = world.street.trade(sell: HostileStreet.quote, amount, pair: world.otherPair)
        return world.street.rebalance([trade])
    }

    private func leaveAll() {
        world.redeem(half, of: Street.alice, leavingOut: [HostileStreet.quote])
        world.redeem(half, of: Street.alice, leavingOut: [HostileStreet.quote, Street.weth])
        world.street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(10))
        Vault.book(of: Street.vault, on: world.street.machine)
    }

    @Test func `are refused where others may claim it`() {
        leaveAll()
        let owed = world.owed(HostileStreet.quote)
        // ⌊10¹² · 5·10¹⁴ ÷ (10¹⁵ + 1,000)⌋, and ⌊500,000,000,001 · 5·10¹⁴ ÷ (5·10¹⁴ + 1,000)⌋.
        #expect(owed == 999_999_999_999)
        let held = Street.dollar.wrappingMultiply(995_000)
        #expect(
            buy(5_000).failure
                == refusal("NotEnough(uint256,uint256)", [owed, held])
        )
        #expect(world.claim(HostileStreet.quote, from: Street.alice).word() == owed)
    }

    @Test func `are refused where it is a gain that is still locked`() {
        world.redeem(half.wrappingMultiply(2), of: Street.alice, leavingOut: [])
        world.street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(10))
        Vault.book(of: Street.vault, on: world.street.machine)
        world.give(Street.vault, HostileStreet.quote, 5_000)
        world.call(Vault.Function.accrue, [], from: Street.bob)
        world.street.wait(seconds: 21_600)
        world.price(dollars: 2_000)
        // Three quarters of 5,000 are locked, and a unit was there before.
        let locked = Street.dollar.wrappingMultiply(3_750)
        #expect(
            buy(1_251).failure
                == refusal(
                    "NotEnough(uint256,uint256)",
                    [locked, UInt256(3_749_000_001)]
                )
        )
        #expect(buy(1_250).failure == nil)
    }

    /// It is the token that says too little; nobody has taken of it.
    @Test func `are none where a token that is not traded falls short of its claims`() {
        leaveAll()
        world.give(Street.vault, HostileStreet.other, 1)
        Vault.book(of: Street.vault, on: world.street.machine)
        world.street.store(
            HostileStreet.quote,
            HostileToken.lie.location,
            TokenAmount(Street.dollar)
        )
        world.set(HostileStreet.quote, .saysLess)
        let result = world.street.rebalance([
            world.street.trade(sell: Street.weth, Street.ether, pair: world.quotePair),
            world.street.trade(sell: HostileStreet.quote, .zero, pair: world.otherPair),
        ])
        #expect(result.failure == nil)
    }
}
