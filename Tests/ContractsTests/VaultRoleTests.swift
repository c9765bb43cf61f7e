import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `The circuit breaker of a vault` {
    let street: Street

    init() throws {
        street = try Street()
        street.fillPool()
        street.deposit(UInt256(1_000_000_000_000), from: Street.alice)
    }

    private func trip() -> Fault? {
        street.call(Street.vault, from: Street.bob, Vault.Function.trip).failure
    }

    private var phase: [UInt256?] {
        let result = street.call(Street.vault, from: Street.bob, Vault.Function.phase)
        return [result.word(0), result.word(1)]
    }

    @Test func `trips for nothing`() {
        #expect(trip() == refusal("NothingTripped()", []))
        street.limit { $0.breakerDrop = BasisPoints(100) }
        #expect(trip() == refusal("NothingTripped()", []))
    }

    /// Late for an hour since somebody said so, not for a moment.
    @Test func `waits for an oracle before it halts for it`() {
        street.wait(seconds: 3_601)
        #expect(trip() == nil)
        #expect(phase == [0, 0])
        street.wait(seconds: 3_599)
        #expect(
            trip()
                == refusal(
                    "StillWaiting(uint256,uint256)",
                    [UInt256(Street.start + 3_601), 3_600]
                )
        )
        let checkpoint = street.state.checkpoint()
        street.wait(seconds: 1)
        #expect(trip() == nil)
        #expect(phase == [3, 2])
        street.state.rollBack(checkpoint)
        // An answer in between forgets it.
        street.price(dollars: 2_000)
        street.call(Street.vault, from: Street.bob, Vault.Function.accrue)
        street.wait(seconds: 3_601)
        #expect(trip() == nil)
        #expect(phase[0] == 0)
    }

    @Test func `halts when trading has lost nine tenths of its budget`() {
        street.limit {
            $0.cooldown = 0
            $0.lossBudget = BasisPoints(1)
        }
        // 10,000 USDC lose 79.453923 of a budget of 99.992 USDC.
        #expect(street.rebalance([street.trade(sell: Street.usdc, 10_000_000_000)]).failure == nil)
        #expect(trip() == refusal("NothingTripped()", []))
        // And 3,000 more 13.5.
        street.pegPool()
        #expect(street.rebalance([street.trade(sell: Street.usdc, 3_000_000_000)]).failure == nil)
        #expect(trip() == nil)
        #expect(phase == [3, 4])
        // Resumed by its owner, it goes on only as the budget comes back.
        street.call(Street.vault, from: Street.owner, Vault.Function.resume)
        #expect(trip() == nil)
        street.call(Street.vault, from: Street.owner, Vault.Function.resume)
        street.wait(seconds: 86_400)
        street.price(dollars: 2_000)
        #expect(trip() == refusal("NothingTripped()", []))
    }
}

@Suite struct `The owner of a vault` {
    let street: Street

    init() throws { street = try Street() }

    private func configure(
        _ setting: Vault.Setting,
        _ value: UInt256,
        about subject: Address = .zero
    ) -> Fault? {
        street.call(
            Street.vault,
            from: Street.owner,
            Vault.Function.configure,
            [UInt256(setting.rawValue), subject.word, value]
        ).failure
    }

    @Test func `sets plain values, and each setting has its event`() throws {
        let plain: [(Vault.Setting, Slot<Address>)] = [
            (.feeReceiver, Vault.Storage.feeReceiver), (.etherFeed, Vault.Storage.etherFeed),
            (.strategy, Vault.Storage.strategy), (.execution, Vault.Storage.execution),
            (.guardian, Vault.Storage.guardian),
        ]
        for (setting, slot) in plain {
            #expect(configure(setting, 0x77) == nil)
            #expect(street.stored(Street.vault, slot.location) == Address(word: 0x77))
            let log = try #require(street.machine.collectedLogs.last)
            let topics = [Vault.Configured.topic, UInt256(setting.rawValue), 0]
            #expect(log.topics == topics && log.data == UInt256(0x77).bigEndianBytes)
        }
        #expect(configure(.depthMin, 5) == nil)
        #expect(street.stored(Street.vault, Vault.Storage.depthMin.location).raw == 5)
        #expect(configure(.cap, 6) == nil)
        #expect(street.stored(Street.vault, Vault.Storage.cap.location).raw == 6)
        #expect(configure(.keeper, 1, about: Street.bob) == nil)
        #expect(street.stored(Street.vault, Vault.Storage.keepers[Street.bob]))
        #expect(configure(.venue, 31, about: Street.bob) == nil)
        #expect(street.stored(Street.vault, Vault.Storage.venues[Street.bob]) == 31)
        #expect(configure(.tradeMax, 9, about: Street.weth) == nil)
        #expect(street.stored(Street.vault, Vault.Storage.tradeMax[Street.weth]).raw == 9)
        #expect(configure(.owner, 0x78) == nil)
        #expect(configure(.cap, 0) == refusal("NotOwner(address)", [Street.owner.word]))
    }

    @Test func `cannot set what makes no sense`() {
        var limits = Vault.Limits()
        limits.slippage = BasisPoints(10_001)
        var fees = Vault.FeeTerms()
        fees.management = BasisPoints(5_001)
        let oracle = Vault.OracleTerms(feed: .zero, ageMax: 1, decimals: 18)
        let cases: [(Vault.Setting, UInt256, Address)] = [
            (.limits, limits.word, .zero), (.fees, fees.word, .zero),
            (.venue, 10_001, Street.bob), (.oracle, oracle.word, Street.weth),
        ]
        for (setting, value, subject) in cases {
            let expected = refusal(
                "BadSetting(uint256,uint256)",
                [UInt256(setting.rawValue), value]
            )
            #expect(configure(setting, value, about: subject) == expected)
        }
        #expect(
            configure(.bounds, 1, about: Street.bob)
                == refusal("UnknownAsset(address)", [Street.bob.word])
        )
        let unknown = street.call(
            Street.vault,
            from: Street.owner,
            Vault.Function.configure,
            [UInt256(99), 0, 0]
        )
        #expect(unknown.failure == refusal("BadSetting(uint256,uint256)", [99, 0]))
    }

    @Test func `ends fees with the vault`() {
        street.deposit(UInt256(1_000_000_000_000), from: Street.alice)
        var fees = Vault.FeeTerms()
        fees.management = BasisPoints(200)
        #expect(configure(.fees, fees.word) == nil)
        #expect(configure(.feeReceiver, Street.bob.word) == nil)
        street.wait(seconds: 31_536_000)
        street.call(Street.vault, from: Street.owner, Vault.Function.shutDown)
        // 2 % of all shares: 10¹⁵ · 0.02 ÷ 0.98, rounded down.
        let shares = UInt256(20_408_163_265_306)
        #expect(street.balance(Street.vault, Street.bob) == shares)
        street.wait(seconds: 31_536_000)
        street.redeem(1_000, from: Street.alice)
        #expect(street.balance(Street.vault, Street.bob) == shares)
    }

    @Test func `cannot set a limit above the whole, but a turnover`() {
        var limits = Vault.Limits()
        limits.turnover = BasisPoints(20_000)
        #expect(configure(.limits, limits.word) == nil)
        limits.impact = BasisPoints(20_000)
        #expect(configure(.limits, limits.word) != nil)
    }

    @Test func `does not change an asset's decimals with its oracle`() {
        let terms = Vault.OracleTerms(feed: Street.feed, ageMax: 60, decimals: 3)
        #expect(configure(.oracle, terms.word, about: Street.weth) == nil)
        let stored = street.stored(Street.vault, Vault.Storage.oracles[Street.weth])
        #expect(stored.decimals == 18 && stored.ageMax == 60 && stored.isKnown)
    }
}

@Suite struct `The packed words of a vault` {
    @Test func `read back as they were written`() {
        var limits = Vault.Limits()
        limits.slippage = BasisPoints(1)
        limits.poolDeviation = BasisPoints(2)
        limits.impact = BasisPoints(3)
        limits.turnover = BasisPoints(65_535)
        limits.dailyTurnover = BasisPoints(5)
        limits.loss = BasisPoints(6)
        limits.lossBudget = BasisPoints(7)
        limits.breakerDrop = BasisPoints(8)
        limits.raise = BasisPoints(9)
        limits.lossDays = 255
        limits.keepersOpen = true
        limits.zeroSharesAllowed = true
        limits.cooldown = 0xffff_ffff
        limits.baseFeeMax = .max
        #expect(Vault.Limits(word: limits.word) == limits)
        var status = Vault.Status()
        status.phase = .rebalancing
        status.reason = .losses
        status.slice = 65_535
        status.slices = 12
        status.openedAt = .max
        status.until = 1
        status.lastRebalance = 2
        #expect(Vault.Status(word: status.word) == status)
        var reward = Vault.RewardTerms()
        reward.tip = UInt128(1) << 96 - 1
        reward.cap = UInt128(1) << 95 + 1
        reward.priorityFee = .max
        #expect(Vault.RewardTerms(word: reward.word) == reward)
        var fees = Vault.FeeTerms()
        fees.management = BasisPoints(200)
        fees.performance = BasisPoints(2_000)
        fees.unlocking = 86_400
        fees.accruedAt = .max
        #expect(Vault.FeeTerms(word: fees.word) == fees)
        let oracle = Vault.OracleTerms(
            feed: Address(word: UInt256.max >> 96),
            ageMax: 0xffff_ffff,
            decimals: 18,
            averageDeviation: BasisPoints(65_535)
        )
        #expect(Vault.OracleTerms(word: oracle.word) == oracle)
        var trading = Vault.TradingTerms(venue: Address(word: UInt256.max >> 96), coolOff: 7)
        trading.lastTrade = .max
        #expect(Vault.TradingTerms(word: trading.word) == trading)
        let gain = Vault.LockedGain(amount: UInt256(low: .max), since: 1, until: .max)
        #expect(Vault.LockedGain(word: gain.word) == gain)
        let reference = Vault.ReferencePrice(price: UInt256.max >> 64, takenAt: .max)
        #expect(Vault.ReferencePrice(word: reference.word) == reference)
    }
}
