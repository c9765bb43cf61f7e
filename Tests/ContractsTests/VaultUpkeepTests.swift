import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `Upkeep of a vault` {
    let street: Street
    /// A hundredth of a WETH.
    let cent = UInt256(10_000_000_000_000_000)

    init() throws {
        street = try Street()
        street.fillPool()
        street.deposit(UInt256(100_000_000_000), from: Street.alice)
    }

    private func check() -> (isNeeded: Bool, data: [UInt8]) {
        let result = street.call(
            Street.vault,
            from: Street.bob,
            Vault.Function.checkUpkeep,
            [32, 0]
        )
        let length = result.word(2)?.asInt ?? 0
        return (result.word() == 1, Array(result.returnData.dropFirst(96).prefix(length)))
    }

    private func perform(_ data: [UInt8], from keeper: Address = Street.keeper) -> Fault? {
        let words = stride(from: 0, to: data.count, by: 32).compactMap {
            UInt256(bigEndian: data[$0..<($0 + 32)])
        }
        return street.call(
            Street.vault,
            from: keeper,
            Vault.Function.performUpkeep,
            [32, UInt256(UInt64(data.count))] + words
        ).failure
    }

    @Test func `rebalances through the assets' own venues`() {
        // A tenth of 100,000 USDC is within the pool's 1 %: slices of a fifth.
        TimeSlices.place(
            at: Street.execution,
            slices: 5,
            interval: 60,
            duration: 600,
            on: street.machine
        )
        for slice in 0..<5 {
            let task = check()
            #expect(task.isNeeded, "slice \(slice)")
            #expect(perform(task.data) == nil, "slice \(slice)")
            if slice < 4 { #expect(!check().isNeeded) }
            street.pegPool()
            street.wait(seconds: 60)
        }
        #expect(!check().isNeeded)
        let weth = street.balance(Street.weth, Street.vault)
        // 25 WETH less what the pool's fee and impact cost.
        #expect(weth > UInt256(2_470).wrappingMultiply(cent))
        #expect(weth < UInt256(2_500).wrappingMultiply(cent))
    }

    @Test func `trades no more than the impact guard and the asset's maximum admit`() throws {
        street.limit { $0.impact = BasisPoints(20) }
        let task = check()
        #expect(task.isNeeded)
        #expect(perform(task.data) == nil)
        let bought = street.balance(Street.weth, Street.vault)
        street.wait(seconds: 600)
        street.store(
            Street.vault,
            Vault.Storage.tradeMax[Street.weth],
            TokenAmount(Street.ether)
        )
        let next = check()
        #expect(perform(next.data) == nil)
        let more = street.balance(Street.weth, Street.vault).wrappingSubtract(bought)
        #expect(more <= Street.ether)
        #expect(more > Street.ether.wrappingSubtract(1_000_000_000_000))
    }

    @Test func `has nothing to do at the targets`() {
        street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(50))
        #expect(!check().isNeeded)
    }

    @Test func `is refused to who is no keeper`() {
        let task = check()
        #expect(
            perform(task.data, from: Street.alice)
                == refusal("NotKeeper(address)", [Street.alice.word])
        )
        street.limit { $0.keepersOpen = true }
        #expect(perform(task.data, from: Street.alice) == nil)
    }

    @Test func `opens, raises and closes auctions`() {
        street.limit { $0.raise = BasisPoints(10) }
        street.holdAuction(
            PriceCurve(
                .constant,
                start: 1_005_000_000_000_000_000,
                floor: 0,
                bucket: 1
            )
        )
        #expect(perform(check().data) == nil)
        #expect(!check().isNeeded)
        #expect(street.bid(Street.ether.wrappingMultiply(25), limit: 0).failure == nil)
        #expect(perform(check().data) == nil)
        let goal = street.stored(Street.vault, Vault.Storage.goals[Street.weth]).raw
        #expect(
            goal == Street.ether.wrappingMultiply(25).wrappingAdd(UInt256(25_000_000_000_000_000))
        )
        street.limit { $0.raise = BasisPoints(0) }
        #expect(street.bid(UInt256(25_000_000_000_000_000), limit: 0).failure == nil)
        #expect(perform(check().data) == nil)
        #expect(street.call(Street.vault, from: Street.bob, Vault.Function.phase).word() == 2)
    }

    @Test func `trips the breaker`() {
        street.limit { $0.breakerDrop = BasisPoints(2_000) }
        street.give(Street.vault, Street.weth, Street.ether.wrappingMultiply(50))
        street.call(Street.vault, from: Street.bob, Vault.Function.accrue)
        // 100,000 + 50 · 1,200 is 80 % of 200,000: a dollar less is below.
        street.price(dollars: 1_201)
        #expect(!check().isNeeded || check().data[31] != 0)
        street.price(dollars: 1_199)
        #expect(perform(check().data) == nil)
        #expect(street.call(Street.vault, from: Street.bob, Vault.Function.phase).word() == 3)
    }

    /// Words that are no task: never a crash, always a revert without data.
    @Test func `is refused for data that is none`() {
        let cases: [[UInt256]] = [
            [], [0], [0, 64], [9, 64, 0], [0, 32, 0], [1, 64, .max], [1, 64, 1, 0, 0],
            [.max, 64, 0],
        ]
        for words in cases {
            #expect(perform(words.flatMap(\.bigEndianBytes)) == .revert(.empty))
        }
        let nothing = [1, 64, 0] as [UInt256]
        #expect(perform(nothing.flatMap(\.bigEndianBytes)) == refusal("NoTrades()", []))
    }
}

@Suite struct `A keeper's reward` {
    /// A tip of 3 USDC, and gas at 20 + 2 gwei and 2,000 USDC an ether.
    @Test func `is his tip and gas, capped, and part of the loss`() throws {
        let street = try Street()
        street.fillPool()
        street.deposit(UInt256(1_000_000_000_000), from: Street.alice)
        var reward = Vault.RewardTerms()
        reward.tip = 3_000_000
        reward.cap = 100_000_000
        reward.priorityFee = 2_000_000_000
        street.store(Street.vault, Vault.Storage.reward.location, reward)
        street.store(Street.vault, Vault.Storage.etherFeed.location, Street.feed)
        street.machine.block.baseFee = Wei(20_000_000_000)
        let trade = street.trade(sell: Street.usdc, 1_000_000_000)
        // The first rebalance fills slots that later ones only change.
        #expect(street.rebalance([trade]).failure == nil)
        street.wait(seconds: 600)
        let before = street.balance(Street.usdc, Street.keeper)
        let checkpoint = street.state.checkpoint()
        let result = street.rebalance([trade])
        #expect(result.failure == nil)
        let paid = street.balance(Street.usdc, Street.keeper).wrappingSubtract(before)
        // 44 USDC for a million of gas: 22 gwei · 2,000.
        let gas = paid.wrappingSubtract(3_000_000).asDouble / 44
        let used = Double(result.gas.units) + 21_000
        #expect(abs(gas - used) < 0.05 * used, "\(gas) of \(used)")
        street.state.rollBack(checkpoint)
        reward.cap = 4_000_000
        street.store(Street.vault, Vault.Storage.reward.location, reward)
        // Lost to fee and impact: 3.49 USDC of the 100 that a basis point is.
        street.limit { $0.loss = BasisPoints(1) }
        #expect(street.rebalance([trade]).failure == nil)
        #expect(street.balance(Street.usdc, Street.keeper) == before.wrappingAdd(4_000_000))
    }

    @Test func `is no more than the loss limit leaves`() throws {
        let street = try Street()
        street.fillPool()
        // A basis point of 100,000 USDC is 10 USDC; the trade loses 3.492516.
        street.deposit(UInt256(100_000_000_000), from: Street.alice)
        var reward = Vault.RewardTerms()
        reward.tip = 50_000_000
        reward.cap = 50_000_000
        street.store(Street.vault, Vault.Storage.reward.location, reward)
        street.limit { $0.loss = BasisPoints(1) }
        let before = UInt256(100_000_000_000)
        #expect(street.rebalance([street.trade(sell: Street.usdc, 1_000_000_000)]).failure == nil)
        let nav = street.call(Street.vault, from: Street.bob, Vault.Function.totalAssets).word()
        #expect(nav == before.wrappingSubtract(10_000_000))
    }
}
