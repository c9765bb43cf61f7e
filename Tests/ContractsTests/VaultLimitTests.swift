import BigInt
import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `What a vault says may come and go` {
    @Test func `may come, up to the cap and no further`() throws {
        try PropertyRun.check("maxDeposit") { world, run in
            let user = world.user()
            for (limit, act) in [
                (Vault.Function.maxDeposit, ShareWorld.Act.deposit),
                (Vault.Function.maxMint, .mint),
            ] {
                let most = world.view(limit, [user.word]) ?? 0
                if !world.terms.hasCap {
                    run.expect(most == BigUInt(UInt256.max), "no cap, but \(most)")
                    continue
                }
                let data = [most, most + 1].map { amount in
                    ABI.encodeCall(selector: act.function.value, words: [amount.word, user.word])
                }
                let done = world.machine.simulate(ShareWorld.vault, from: user, data: data[0])
                run.expect(most == 0 || done.failure == nil, "\(act) of \(most): \(done)")
                let more = world.machine.simulate(ShareWorld.vault, from: user, data: data[1])
                let refused: Bool =
                    switch more.failure {
                    case .revert(.error("CapExceeded(uint256,uint256)", _)): true
                    // One more than nothing may be worth nothing.
                    case .revert(.error("ZeroShares(uint256)", _)): most == 0
                    default: false
                    }
                // A share more may be free: it costs the same unit of assets.
                run.expect(refused || act == .mint, "\(act) of \(most + 1): \(more)")
            }
        }
    }

    @Test func `may go: withdrawals and redemptions of the most are carried out`() throws {
        var tight = 0
        var bySales = 0
        var all = 0
        try PropertyRun.check("maxWithdraw") { world, run in
            let holder = world.owner()
            let held = world.shares(holder)
            let shares = world.view(Vault.Function.maxRedeem, [holder.word]) ?? 0
            let assets = world.view(Vault.Function.maxWithdraw, [holder.word]) ?? 0
            run.expect(shares <= held, "\(shares) of \(held)")
            let redeemed = world.simulated(.redeem, shares, holder)
            run.expect(redeemed.failure == nil, "redeem \(shares): \(redeemed)")
            let withdrawn = world.simulated(.withdraw, assets, holder)
            run.expect(withdrawn.failure == nil, "withdraw \(assets): \(withdrawn)")
            // Never more than redeeming all would pay, but for the other way of rounding.
            let paid = BigUInt(redeemed.word() ?? .zero)
            all += 1
            if assets > world.counted(0) { bySales += 1 }
            if assets + assets / 1_000 + 3 >= paid { tight += 1 }
        }
        // The most that may be withdrawn is near what redeeming the most pays; some need sales.
        #expect(tight * 10 >= all * 9, "\(tight) of \(all)")
        #expect(bySales * 10 >= all, "\(bySales) of \(all)")
        if Soak.isFull { print("maxWithdraw: \(tight) of \(all) tight, \(bySales) by sales") }
    }

    @Test func `is what is idle where pools are too shallow`() throws {
        let street = try Street()
        street.fillPool()
        let million = UInt256(1_000_000_000_000)
        street.deposit(million, from: Street.alice)
        // 100 of 1,000 WETH in the pool: a tenth of impact, a hundredth is allowed.
        street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(100))
        let alice = Street.alice.word
        func limit(_ function: Selector) -> UInt256 {
            street.call(Street.vault, from: Street.bob, function, [alice]).word() ?? .max
        }
        #expect(limit(Vault.Function.maxWithdraw) == million)
        // ⌊10¹² · (10¹⁵ + 1,000) ÷ (1.2 · 10¹² + 1)⌋
        #expect(limit(Vault.Function.maxRedeem) == 833_333_333_333_472)
        for (function, amount) in [
            (Vault.Function.withdraw, million), (Vault.Function.redeem, 833_333_333_333_472),
        ] {
            let checkpoint = street.state.checkpoint()
            let result = street.call(
                Street.vault,
                from: Street.alice,
                function,
                [amount, alice, alice]
            )
            #expect(result.failure == nil)
            street.state.rollBack(checkpoint)
        }
    }

    @Test func `is nothing where what the cap leaves is worth no share`() throws {
        let street = try Street()
        street.deposit(5, from: Street.alice)
        street.give(Street.vault, Street.usdc, 10_000_000)
        let words = [Street.bob.word]
        func limit(_ function: Selector) -> UInt256? {
            street.call(Street.vault, from: Street.bob, function, words).word()
        }
        // ⌊1 · (5,000 + 1,000) ÷ (10,000,005 + 1)⌋ = 0 for one unit, 1 for ⌈10,000,006 ÷ 6,000⌉.
        for (room, shares) in [(1, 0), (1_666, 0), (1_667, 1)] as [(UInt64, UInt256)] {
            let cap = TokenAmount(UInt256(10_000_005 + room))
            street.store(Street.vault, Vault.Storage.cap.location, cap)
            let assets: UInt256 = shares.isZero ? 0 : UInt256(room)
            #expect(limit(Vault.Function.maxDeposit) == assets, "\(room)")
            #expect(limit(Vault.Function.maxMint) == shares, "\(room)")
        }
        street.limit { $0.zeroSharesAllowed = true }
        street.store(Street.vault, Vault.Storage.cap.location, TokenAmount(10_000_006))
        #expect(limit(Vault.Function.maxDeposit) == 1)
    }

    @Test(arguments: [
        (Vault.Phase.active, true, true), (.rebalancing, true, true), (.cooldown, true, true),
        (.halted, false, false), (.shutdown, false, true),
    ])
    func `is nothing in a phase that forbids it`(
        _ phase: Vault.Phase,
        _ mayCome: Bool,
        _ mayGo: Bool
    ) throws {
        let street = try Street()
        street.deposit(1_000_000, from: Street.alice)
        var status = Vault.Status()
        status.phase = phase
        status.until = .max
        street.store(Street.vault, Vault.Storage.status.location, status)
        let expected: [UInt256] = [
            mayCome ? .max : 0, mayCome ? .max : 0, mayGo ? 1_000_000 : 0,
            mayGo ? 1_000_000_000 : 0,
        ]
        let said = HostileToken.limits.map {
            street.call(Street.vault, from: Street.bob, $0, [Street.alice.word]).word()
        }
        #expect(said == expected)
        let words = [1_000, Street.alice.word, Street.alice.word]
        let out = street.call(Street.vault, from: Street.alice, Vault.Function.withdraw, words)
        #expect((out.failure == nil) == mayGo)
        #expect((street.deposit(1_000, from: Street.bob).failure == nil) == mayCome)
    }

    /// Dust that anybody may send, of an asset that the vault has none of otherwise.
    @Test(arguments: [1, 2, 3, 5, 50, 99, 101, 250] as [UInt64])
    func `is not less for dust`(_ units: UInt64) throws {
        let world = try HostileStreet()
        world.deposit(1_000, from: Street.alice)
        // Most of it is invested in WETH.
        world.give(Street.vault, Street.weth, 1)
        let quote = ShareLedger.Storage.balances[Street.vault]
        world.street.store(HostileStreet.quote, quote, TokenAmount(100_000_000))
        // Worth some units of the quote token and a thousandth, at 2,000.
        let dust = (units * 1_000 + 1) * 500_000
        world.street.store(
            HostileStreet.other,
            quote,
            TokenAmount(UInt256(dust))
        )
        let alice = Street.alice.word
        for amount in [200_000_000, 1_000_000_000, 2_000_000_000] as [UInt256] {
            for function in [Vault.Function.withdraw, Vault.Function.redeem] {
                let shares = amount.wrappingMultiply(400)
                let words = [function == Vault.Function.redeem ? shares : amount, alice, alice]
                let checkpoint = world.street.state.checkpoint()
                #expect(world.call(function, words, from: Street.alice).failure == nil)
                world.street.state.rollBack(checkpoint)
            }
        }
        let most = world.call(Vault.Function.maxWithdraw, [alice], from: Street.bob).word()
        // 2,100 less 0.4 % of 2,000.
        #expect(most ?? 0 > 2_091_000_000)
    }
}
