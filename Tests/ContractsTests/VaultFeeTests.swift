import Contracts
import Execution
import Primitives
import Testing
import WideMath

/// Numbers by hand: 10¹⁵ shares for 1,000,000 USDC, 1,000 of them virtual beside.
@Suite struct `A vault's fees` {
    let world: FeeStreet
    private let year: UInt64 = 31_536_000
    private let receiver = FeeStreet.receiver
    private let issued = UInt256(1_000_000_000_000_000)

    init() throws {
        world = try FeeStreet()
        world.street.deposit(FeeStreet.million, from: Street.alice)
    }

    // MARK: Management

    @Test func `for management are a part of all shares a year`() {
        world.setFees(management: 200, receiver: receiver)
        world.wait(seconds: year)
        #expect(world.accrue().failure == nil)
        // 2 % of what there is then: ⌊10¹⁵ · 0.02 ÷ 0.98⌋
        #expect(world.shares(receiver) == 20_408_163_265_306)
        let log = world.street.machine.collectedLogs.last
        #expect(log?.topics == [Vault.FeesPaid.topic, receiver.word])
        #expect(log?.data == UInt256(20_408_163_265_306).bigEndianBytes)
        #expect(world.accrue().failure == nil)
        #expect(world.supply == 1_020_408_163_265_306)
        #expect(world.total == FeeStreet.million)
    }

    @Test func `for management stream, call by call`() {
        world.setFees(management: 200, receiver: receiver)
        world.wait(seconds: year / 2)
        world.accrue()
        // ⌊10¹⁵ · 0.01 ÷ 0.99⌋
        #expect(world.shares(receiver) == 10_101_010_101_010)
        world.wait(seconds: year / 2)
        world.accrue()
        // and ⌊(10¹⁵ + that) · 0.01 ÷ 0.99⌋
        #expect(world.shares(receiver) == 20_304_050_607_080)
    }

    @Test func `for management end at a half, however long nobody called`() {
        world.setFees(management: 200, receiver: receiver)
        world.wait(seconds: 200 * year)
        world.accrue()
        #expect(world.shares(receiver) == issued)
    }

    @Test func `for management are taken when shares are redeemed in kind`() {
        world.setFees(management: 200, performance: 1_000, receiver: receiver)
        world.harvest(100_000_000_000)
        world.street.wait(seconds: year)
        // Without a price: the feed is a year old.
        #expect(world.street.redeem(issued, from: Street.alice).failure == nil)
        #expect(world.shares(receiver) == 20_408_163_265_306)
        // ⌊1.1 · 10¹² · 10¹⁵ ÷ (1,020,408,163,265,306 + 1,000)⌋
        #expect(world.street.balance(Street.usdc, Street.alice) == 1_077_999_999_998)
    }

    // MARK: Performance

    @Test func `for performance are a part of the gain`() {
        world.setFees(performance: 1_000, receiver: receiver)
        world.harvest(100_000_000_000)
        world.accrue()
        // Price (1.1·10¹² + 1) · 10²⁷ ÷ (10¹⁵ + 1,000), a gain of 99,999,999,999 (a virtual share
        // had its part), a fee of 9,999,999,999; · (10¹⁵ + 1,000) ÷ (1.1·10¹² + 1 − fee) shares.
        #expect(world.shares(receiver) == 9_174_311_925_680)
        // (1.1·10¹² + 1) · 10²⁷ ÷ (1,009,174,311,925,680 + 1,000)
        #expect(world.mark == UInt256(decimal: "1090000000000910447272727"))
        // Worth the fee, in the holders' favour.
        let worth = world.street.call(
            Street.vault,
            from: Street.bob,
            Vault.Function.convertToAssets,
            [world.shares(receiver)]
        )
        #expect(worth.word() == 9_999_999_998)
        #expect(world.redeem(world.shares(receiver), of: receiver) == 9_999_999_998)
    }

    @Test func `for performance are taken once for a gain`() {
        world.setFees(performance: 1_000, receiver: receiver)
        world.harvest(100_000_000_000)
        world.accrue()
        let supply = world.supply
        for _ in 0..<3 {
            world.wait(seconds: 12)
            world.accrue()
        }
        world.street.deposit(5_000_000, from: Street.bob)
        world.redeem(1_000_000, of: Street.alice)
        world.accrue()
        let added = world.shares(Street.bob)
        #expect(world.supply == supply.wrappingAdd(added).wrappingSubtract(1_000_000))
    }

    @Test func `for performance are none below the mark`() {
        // 100 WETH for 200,000 USDC before there is a fee.
        world.street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(100))
        world.setFees(performance: 1_000, receiver: receiver)
        let mark = world.mark
        for dollars in [1_500, 1_000, 1_999, 2_000] as [UInt64] {
            world.street.price(dollars: dollars)
            world.accrue()
            #expect(world.shares(receiver) == 0, "\(dollars)")
            #expect(world.mark == mark, "\(dollars)")
        }
        world.street.price(dollars: 2_100)
        world.accrue()
        // Of 10,000 USDC above it.
        let worth = world.street.call(
            Street.vault,
            from: Street.bob,
            Vault.Function.convertToAssets,
            [world.shares(receiver)]
        ).word()
        #expect(worth == 999_999_998 || worth == 999_999_999)
        #expect(world.mark > mark)
    }

    @Test func `for performance are not paid by who comes after the gain`() {
        world.setFees(performance: 2_000, receiver: receiver)
        world.harvest(100_000_000_000)
        world.street.deposit(FeeStreet.million, from: Street.bob)
        // Taken from alice before bob came in: 20 % of 100,000, rounded down.
        let back = world.street.machine.simulate(
            Street.vault,
            from: Street.bob,
            data: ABI.encodeCall(
                selector: Vault.Function.redeem.value,
                words: [world.shares(Street.bob), Street.bob.word, Street.bob.word]
            )
        )
        #expect(back.word() == 999_999_999_999)
        let alices = world.redeem(world.shares(Street.alice), of: Street.alice)
        #expect(alices == 1_080_000_000_000 || alices == 1_079_999_999_999)
    }

    // MARK: Settings

    @Test func `for nobody are not charged, then or later`() {
        world.setFees(management: 200, performance: 1_000)
        world.harvest(100_000_000_000)
        world.wait(seconds: year)
        world.accrue()
        #expect(world.supply == issued)
        world.wait(seconds: year)
        world.configure(.feeReceiver, receiver.word)
        world.accrue()
        #expect(world.supply == issued)
        world.wait(seconds: year)
        world.accrue()
        #expect(world.shares(receiver) == 20_408_163_265_306)
    }

    @Test func `change for what comes after`() {
        world.setFees(management: 200, receiver: receiver)
        world.wait(seconds: year / 2)
        world.setFees(management: 400)
        // ⌊10¹⁵ · 0.01 ÷ 0.99⌋
        #expect(world.shares(receiver) == 10_101_010_101_010)
        world.wait(seconds: year / 2)
        world.setFees()
        // and ⌊(10¹⁵ + that) · 0.02 ÷ 0.98⌋
        #expect(world.shares(receiver) == 30_715_316_429_602)
        world.wait(seconds: year)
        world.accrue()
        #expect(world.shares(receiver) == 30_715_316_429_602)
    }

    @Test func `take the old part of gains from before`() {
        world.setFees(performance: 1_000, receiver: receiver)
        world.harvest(100_000_000_000)
        world.setFees(performance: 5_000)
        #expect(world.shares(receiver) == 9_174_311_925_680)
        world.accrue()
        #expect(world.shares(receiver) == 9_174_311_925_680)
    }

    @Test func `take nothing of gains from before there was one`() {
        world.configure(.feeReceiver, receiver.word)
        world.harvest(100_000_000_000)
        world.setFees(performance: 1_000)
        world.accrue()
        #expect(world.supply == issued)
        // Nor once it is gone and back.
        world.setFees(performance: 0)
        world.harvest(100_000_000_000)
        world.setFees(performance: 1_000)
        world.accrue()
        #expect(world.supply == issued)
    }

    @Test func `go to who was their receiver`() {
        world.setFees(management: 200, performance: 1_000, receiver: receiver)
        world.harvest(100_000_000_000)
        world.wait(seconds: year)
        world.configure(.feeReceiver, Street.keeper.word)
        let paid = world.shares(receiver)
        // 2 % of the shares and about 10 % of 1.1 − 1 ÷ 0.98 of their value.
        #expect(paid > 27_408_163_265_306)
        world.accrue()
        #expect(world.shares(Street.keeper) == 0)
        #expect(world.shares(receiver) == paid)
        world.configure(.feeReceiver, 0)
        world.wait(seconds: year)
        world.accrue()
        #expect(world.supply == issued.wrappingAdd(paid))
    }

    @Test func `change without a price where only management is concerned`() {
        world.setFees(management: 200, performance: 1_000, receiver: receiver)
        world.street.wait(seconds: year)
        let stale = refusal(
            "StaleOracle(address,uint256,uint256)",
            [Street.weth.word, UInt256(year), 3_600]
        )
        var terms = Vault.FeeTerms()
        terms.management = BasisPoints(100)
        terms.performance = BasisPoints(2_000)
        #expect(world.configure(.fees, terms.word).failure == stale)
        #expect(world.configure(.feeReceiver, 0).failure == stale)
        terms.performance = BasisPoints(1_000)
        #expect(world.configure(.fees, terms.word).failure == nil)
        #expect(world.shares(receiver) == 20_408_163_265_306)
    }

    @Test func `of more than a half are refused`() {
        for rates in [(5_001, 0), (0, 5_001)] as [(UInt64, UInt64)] {
            var terms = Vault.FeeTerms()
            terms.management = BasisPoints(rates.0)
            terms.performance = BasisPoints(rates.1)
            let number = UInt256(Vault.Setting.fees.rawValue)
            #expect(
                world.configure(.fees, terms.word).failure
                    == refusal("BadSetting(uint256,uint256)", [number, terms.word])
            )
        }
        let fees = world.street.stored(Street.vault, Vault.Storage.fees.location)
        #expect(fees.management.count == 0 && fees.performance.count == 0)
    }
}
