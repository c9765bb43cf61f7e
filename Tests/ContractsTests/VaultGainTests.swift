import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// What falls into the vault counts little by little: 86,400 USDC over a day are one a second.
@Suite struct `A vault's gains` {
    let world: FeeStreet
    private let day: UInt64 = 86_400
    private let daily = UInt256(86_400_000_000)
    private let million = FeeStreet.million

    init() throws {
        world = try FeeStreet()
        world.setFees(unlocking: day)
        world.street.deposit(million, from: Street.alice)
    }

    @Test func `unlock evenly from the first call that sees them`() {
        world.harvest(daily)
        // Seen by nobody yet, so nothing counts, however late.
        world.wait(seconds: 1_000)
        #expect(world.total == million)
        let now = world.street.machine.block.timestamp
        world.accrue()
        let log = world.street.machine.collectedLogs.last
        #expect(log?.topics == [Vault.GainLocked.topic, Street.usdc.word])
        #expect(log?.data == daily.bigEndianBytes + UInt256(now + day).bigEndianBytes)
        #expect(world.gain().amount == daily)
        #expect(world.gain().since == now && world.gain().until == now + day)
        #expect(world.total == million)
        for (seconds, unlocked) in [
            (1, 1_000_000), (2, 3_000_000), (43_197, 43_200_000_000), (43_199, 86_399_000_000),
            (1, 86_400_000_000), (1_000_000, 86_400_000_000),
        ] as [(UInt64, UInt64)] {
            world.wait(seconds: seconds)
            #expect(world.total == million.wrappingAdd(UInt256(unlocked)), "\(unlocked)")
        }
    }

    @Test func `round what is locked up`() {
        world.setFees(unlocking: 3)
        world.harvest(100)
        world.accrue()
        // 100 · 2 ÷ 3 and 100 ÷ 3 are still locked, rounded up.
        for unlocked in [33, 66, 100] as [UInt256] {
            world.wait(seconds: 1)
            #expect(world.total == million.wrappingAdd(unlocked))
        }
    }

    @Test func `merge at the mean of their times`() {
        world.setFees(unlocking: 100)
        world.harvest(100)
        world.accrue()
        world.wait(seconds: 50)
        world.harvest(50)
        world.accrue()
        let now = world.street.machine.block.timestamp
        // 50 with 50 seconds left and 50 with 100.
        #expect(world.gain().amount == 100)
        #expect(world.gain().since == now && world.gain().until == now + 75)
        #expect(world.total == million.wrappingAdd(50))
        world.wait(seconds: 30)
        // 100 · 45 ÷ 75 are locked.
        #expect(world.total == million.wrappingAdd(90))
        world.harvest(41)
        world.accrue()
        // (60 · 45 + 41 · 100) ÷ 101 = 67.3
        #expect(world.gain().amount == 101 && world.gain().until == now + 30 + 67)
    }

    @Test func `are hardly held up by dust`() {
        world.harvest(daily)
        world.accrue()
        for _ in 0..<100 {
            world.wait(seconds: 863)
            world.harvest(1)
            world.accrue()
        }
        // 100 seconds of a USDC each are left: those units moved the end by less than two.
        let locked = million.wrappingAdd(daily).wrappingSubtract(world.total ?? .zero)
        #expect(locked > 97_000_000 && locked < 102_000_000, "\(locked)")
    }

    // MARK: Skimming

    /// In before the harvest, out a block later.
    @Test(arguments: [false, true], [0, 12] as [UInt64])
    func `give nothing to who comes for them`(_ isLate: Bool, _ seconds: UInt64) throws {
        if isLate { world.harvest(daily) }
        world.street.deposit(million, from: Street.bob)
        if !isLate { world.harvest(daily) }
        world.wait(seconds: seconds)
        let back = try #require(world.redeem(world.shares(Street.bob), of: Street.bob))
        // What came before him is locked since he came: it unlocks while he is in.
        let earned = isLate ? UInt256(seconds * 1_000_000) >> 1 : 0
        #expect(back <= million.wrappingAdd(earned))
        #expect(back.wrappingAdd(2) >= million)
    }

    /// Even where somebody makes the vault look at once, a block's worth is all there is.
    @Test func `give a block's part to who stays a block`() throws {
        world.street.deposit(million, from: Street.bob)
        world.harvest(daily)
        world.accrue()
        world.wait(seconds: 12)
        let back = try #require(world.redeem(world.shares(Street.bob), of: Street.bob))
        // Half of 12 USDC, and not half of 86,400.
        #expect(back <= million.wrappingAdd(6_000_000))
        #expect(back >= million.wrappingAdd(5_999_998))
    }

    @Test func `would be skimmed without unlocking`() throws {
        world.setFees()
        world.street.deposit(million, from: Street.bob)
        world.harvest(daily)
        let back = try #require(world.redeem(world.shares(Street.bob), of: Street.bob))
        #expect(back > million.wrappingAdd(43_199_000_000))
    }

    // MARK: What is known

    @Test func `are none of deposits, withdrawals, claims or trades`() throws {
        world.harvest(daily)
        world.accrue()
        let gain = world.gain()
        world.street.deposit(million, from: Street.bob)
        #expect(
            world.gain() == gain
                && world.booked()
                    == million.wrappingAdd(million)
                    .wrappingAdd(daily)
        )
        world.redeem(1_000_000_000, of: Street.bob)
        world.street.redeem(1_000_000_000, from: Street.bob)
        world.street.call(
            Street.vault,
            from: Street.bob,
            Vault.Function.withdraw,
            [5, Street.bob.word, Street.bob.word]
        )
        world.accrue()
        #expect(world.gain() == gain)
        #expect(world.booked() == world.street.balance(Street.usdc, Street.vault))
    }

    @Test func `are none of a rebalance`() throws {
        let sold = UInt256(10_000_000_000)
        let result = world.street.rebalance([world.street.trade(sell: Street.usdc, sold)])
        #expect(result.failure == nil)
        let bought = world.street.balance(Street.weth, Street.vault)
        #expect(world.booked(Street.weth) == bought)
        #expect(world.booked() == million.wrappingSubtract(sold))
        world.accrue()
        #expect(world.gain(Street.weth).amount.isZero && world.gain().amount.isZero)
        // 990,000 USDC and 4.96… WETH at 2,000 (VaultRebalanceTests).
        #expect(world.total == 999_920_546_077)
    }

    @Test func `are not sold while they are locked`() throws {
        // A gain of 1 WETH and nothing else of it: redemptions find no WETH to sell or to slice.
        world.street.give(Street.vault, Street.weth, Street.ether)
        world.accrue()
        let half = world.shares(Street.alice) >> 1
        #expect(world.redeem(half, of: Street.alice) == 500_000_000_000)
        #expect(world.street.redeem(half, from: Street.alice).failure == nil)
        #expect(world.street.balance(Street.weth, Street.alice) == 0)
        #expect(world.street.balance(Street.weth, Street.vault) == Street.ether)
    }

    /// A keeper who could sell them would make them count at once, and what that costs never.
    @Test func `are not sold by keepers while they are locked`() throws {
        let world = try HostileStreet { $0.fees.unlocking = 86_400 }
        let other = HostileStreet.other
        world.deposit(1_000_000, from: Street.alice)
        world.give(Street.vault, other, 10)
        world.call(Vault.Function.accrue, [], from: Street.bob)
        let buy = Vault.Trade(
            pair: world.quotePair,
            tokenIn: HostileStreet.quote,
            amountIn: TokenAmount(10_000_000_000),
            amountOutMin: .zero
        )
        let sell = Vault.Trade(
            pair: world.otherPair,
            tokenIn: other,
            amountIn: TokenAmount(Street.ether),
            amountOutMin: .zero
        )
        let ten = Street.ether.wrappingMultiply(10)
        #expect(
            world.street.rebalance([buy, sell]).failure
                == refusal(
                    "NotEnough(uint256,uint256)",
                    [ten, ten.wrappingSubtract(Street.ether)]
                )
        )
        #expect(world.street.rebalance([buy]).failure == nil)
        #expect(world.street.balance(other, Street.vault) == ten)
    }

    @Test func `left out of a redemption are no gain when they are claimed`() throws {
        let world = try HostileStreet { $0.fees.unlocking = 86_400 }
        let token = HostileStreet.other
        world.deposit(1_000_000, from: Street.alice)
        world.give(Street.vault, token, 10)
        Vault.book(of: Street.vault, on: world.street.machine)
        world.redeem(1_000_000_000_000, of: Street.alice, leavingOut: [token])
        world.call(Vault.Function.accrue, [], from: Street.bob)
        #expect(world.claim(token, from: Street.alice).failure == nil)
        world.call(Vault.Function.accrue, [], from: Street.bob)
        let gain = world.street.stored(Street.vault, Vault.Storage.gains[token])
        #expect(gain.amount.isZero)
        let booked = world.street.stored(Street.vault, Vault.Storage.booked[token])
        #expect(booked.raw == world.street.balance(token, Street.vault))
    }

    @Test func `may be lost again`() {
        world.harvest(daily)
        world.accrue()
        // Half of all tokens vanish, as with a token that rebases.
        let left = million.wrappingAdd(daily) >> 1
        let place = ShareLedger.Storage.balances[Street.vault]
        world.street.store(Street.usdc, place, TokenAmount(left))
        #expect(world.total == left.wrappingSubtract(daily))
        world.accrue()
        #expect(world.booked() == left && world.gain().amount == daily)
        world.street.store(Street.usdc, place, TokenAmount(1))
        #expect(world.total == 0)
        #expect(world.accrue().failure == nil)
        world.wait(seconds: day)
        #expect(world.total == 1)
    }

    // MARK: Settings

    @Test func `are not what was there before unlocking was turned on`() throws {
        let world = try FeeStreet()
        world.street.deposit(million, from: Street.alice)
        world.harvest(daily)
        world.street.give(Street.vault, Street.weth, Street.ether)
        let total = world.total
        #expect(total == 1_088_400_000_000)
        world.setFees(unlocking: day)
        #expect(world.total == total)
        world.accrue()
        #expect(world.total == total && world.gain().amount.isZero)
        world.harvest(daily)
        world.accrue()
        #expect(world.total == total && world.gain().amount == daily)
    }

    @Test func `are locked no second time when unlocking is turned off and on`() {
        world.harvest(daily)
        world.accrue()
        world.wait(seconds: 100)
        world.setFees()
        #expect(world.total == million.wrappingAdd(daily))
        world.wait(seconds: 100)
        world.setFees(unlocking: day)
        #expect(world.total == million.wrappingAdd(daily))
        world.accrue()
        #expect(world.total == million.wrappingAdd(daily))
    }
}
