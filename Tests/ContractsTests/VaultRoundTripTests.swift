import BigInt
import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// The round trips of a16z's properties of ERC-4626 (a16z/erc4626-tests, `ERC4626.prop.sol`): who
/// goes in and out at once, or out and in, gains nothing.
///
/// Sales on the way are his.
@Suite struct `A vault's round trips keep the properties of ERC-4626` {
    @Test func `prop_RT_deposit_redeem: redeem(deposit(a)) <= a`() throws {
        try roundTrip("prop_RT_deposit_redeem", .deposit, .redeem, isChained: true) { $1 <= $0.put }
    }

    @Test func `prop_RT_deposit_withdraw: s = deposit(a), s' = withdraw(a), s' >= s`() throws {
        try roundTrip("prop_RT_deposit_withdraw", .deposit, .withdraw) { $1 >= $0.got }
    }

    @Test func `prop_RT_redeem_deposit: deposit(redeem(s)) <= s`() throws {
        try roundTrip("prop_RT_redeem_deposit", .redeem, .deposit, isChained: true) { $1 <= $0.put }
    }

    @Test func `prop_RT_redeem_mint: a = redeem(s), a' = mint(s), a' >= a`() throws {
        try roundTrip("prop_RT_redeem_mint", .redeem, .mint) { $1 >= $0.got }
    }

    @Test func `prop_RT_mint_withdraw: withdraw(mint(s)) >= s`() throws {
        try roundTrip("prop_RT_mint_withdraw", .mint, .withdraw, isChained: true) { $1 >= $0.put }
    }

    @Test func `prop_RT_mint_redeem: a = mint(s), a' = redeem(s), a' <= a`() throws {
        try roundTrip("prop_RT_mint_redeem", .mint, .redeem) { $1 <= $0.got }
    }

    @Test func `prop_RT_withdraw_mint: mint(withdraw(a)) >= a`() throws {
        try roundTrip("prop_RT_withdraw_mint", .withdraw, .mint, isChained: true) { $1 >= $0.put }
    }

    @Test func `prop_RT_withdraw_deposit: s = withdraw(a), s' = deposit(a), s' <= s`() throws {
        try roundTrip("prop_RT_withdraw_deposit", .withdraw, .deposit) { $1 <= $0.got }
    }

    /// One act and its opposite by the same caller, the second with what the first returned
    /// (chained) or with the same amount.
    private func roundTrip(
        _ name: String,
        _ first: ShareWorld.Act,
        _ second: ShareWorld.Act,
        isChained: Bool = false,
        _ isFair: ((put: BigUInt, got: BigUInt), BigUInt) -> Bool
    ) throws {
        try PropertyRun.check(name, isBySales: true) { world, run in
            let caller = first.isIn ? world.user() : world.owner()
            // What comes back is worth less than what went in by the cost of sales: to withdraw as
            // much takes shares from before.
            if first.isIn { _ = world.act(.deposit, world.scale, from: caller) }
            let put = world.draw(first, for: caller)
            let start = world.act(first, put, from: caller)
            run.note(world)
            guard let got = start.word().map({ BigUInt($0) }) else {
                return run.refuse(start, allowed: first.allowed)
            }
            // At once there are idle tokens enough: rebalances between make him sell.
            if first.isIn, world.random.below(2) == 0 {
                for _ in 0..<8 { world.invest() }
            }
            // What comes back may cost him more than he got: he has it.
            let quote = world.quote.token
            world.setBalance(quote, of: caller, world.balance(quote, caller) + .ten(60))
            let end = world.act(second, isChained ? got : put, from: caller)
            run.note(world)
            guard let back = end.word().map({ BigUInt($0) }) else {
                return run.refuse(end, allowed: second.allowed.union(["ds-math-sub-underflow"]))
            }
            run.expect(isFair((put, got), back), "\(put) gave \(got), then \(back)")
        }
    }
}
