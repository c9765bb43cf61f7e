import BigInt
import Contracts
import Primitives
import TestSupport
import Testing
import WideMath

/// Amounts of a few hundred units, where every rounding shows.
@Suite struct `Those who stay in a vault` {
    @Test func `lose nothing to another's rounding or sales`() throws {
        var sales = 0
        for seed in Soak.seeds("sales", of: 5_000) {
            var world = try ShareWorld(seed: seed, digits: 3) {
                $0.quoteDecimals = 0
                $0.management = 0
                $0.performance = 0
                $0.unlocking = 0
                $0.hasCap = false
                $0.offset = 0
            }
            for step in 0..<24 {
                if world.random.below(3) == 0 { world.step() }
                if world.random.below(2) == 0 { world.invest() }
                let act = try #require(ShareWorld.Act.allCases.randomElement(using: &world.random))
                let holder = world.owner()
                let amount = world.draw(act, for: holder)
                let before = world.worth
                let result = world.act(act, amount, from: holder)
                let logs = world.machine.collectedLogs
                if logs.contains(where: { $0.topics.first == Vault.Traded.topic }) { sales += 1 }
                try #require(
                    !world.worth.isBelow(before),
                    """
                    \(act) of \(amount): \(result), from \(before) to \(world.worth); \
                    \(Soak.label("sales")), seed \(seed), step \(step): \(world.terms.text)
                    """
                )
            }
        }
        #expect(sales > Soak.count(of: 5_000) / 2, "\(sales)")
    }

    /// Two assets worth 100.99 units each: 201.98, of which the vault counts 200.
    @Test func `keep the fractions of a unit that values are rounded by`() throws {
        let world = try HostileStreet { $0.offset = 0 }
        world.deposit(1, from: Street.alice)
        let place = ShareLedger.Storage.balances[Street.vault]
        let amount = TokenAmount(50_495_000_000)
        for (token, amount) in [
            (HostileStreet.quote, .zero), (Street.weth, amount), (HostileStreet.other, amount),
        ] { world.street.store(token, place, amount) }
        // All 10⁶ shares of 10⁶ + 1: ⌊10⁶ · 201 ÷ (10⁶ + 1)⌋ = 200, the whole NAV.
        let result = world.call(
            Vault.Function.redeem,
            [1_000_000, Street.alice.word, Street.alice.word],
            from: Street.alice
        )
        #expect(result.word() == 198)
        // ⌊50,495,000,000 · 200 ÷ 202⌋ of each are sold, worth 99.99 units, which bring 99.
        for token in [Street.weth, HostileStreet.other] {
            #expect(world.street.balance(token, Street.vault) == 499_950_496)
        }
    }
}
