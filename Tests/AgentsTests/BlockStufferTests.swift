import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

@Suite struct `A block stuffer` {
    private func stuffer(
        _ stage: SearchStage,
        _ start: BlockStuffer.Start,
        blocks: UInt64
    ) throws -> BlockStuffer {
        BlockStuffer(
            name: "searcher",
            wallet: try stage.wallet("searcher"),
            burner: stage.world.burner,
            start: start,
            blocks: blocks,
            fees: Agents.FeePolicy(tip: .zero, maxFee: .baseFeeThousandths(1_000))
        )
    }

    /// From 10 gwei with 30 million gas, ANCHORS A7: 0.3, 1.92487793 and 5.39357046 ETH.
    @Test(arguments: [(1, 0.3), (5, 1.92487793), (10, 5.39357046)] as [(UInt64, Double)])
    func `burns what its blocks cost, to the unit of the base fee`(
        _ blocks: UInt64,
        _ cost: Double
    ) throws {
        var stage = try SearchStage()
        var agent = try stuffer(stage, .time(12), blocks: blocks)
        let wallet = try stage.wallet("searcher")
        let ether = stage.ether(of: wallet.address)
        var burnt = UInt256.zero
        var expected = UInt64(10_000_000_000)
        for _ in 0..<blocks {
            #expect(stage.baseFee.raw == UInt256(expected))
            let sent = stage.act(&agent)
            #expect(sent.allSatisfy { $0.purpose == .stuffing })
            #expect(sent.allSatisfy { $0.transaction.gasLimit.units <= 1 << 24 })
            let built = stage.build()
            #expect(built.gasUsed == Gas(30_000_000))
            #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
            burnt = try burnt + UInt256(expected) * 30_000_000
            // A full block: used − target = target, divided by 8, at least 1.
            expected += max(1, expected / 8)
        }
        #expect(stage.act(&agent).isEmpty)
        let paid = try ether - stage.ether(of: wallet.address)
        #expect(paid == burnt)
        #expect(abs(paid.asDouble / 1e18 - cost) < 5e-9)
    }

    @Test func `keeps a keeper out for as long as it pays`() throws {
        var stage = try SearchStage.withVault()
        var agent = try stuffer(stage, .keeper(of: try stage.vault().address), blocks: 3)
        try stage.swap(dollars(1_000), from: try stage.wallet("flow"))
        #expect(stage.act(&agent).isEmpty)
        stage.build()
        try stage.reprice(2_800)
        let rebalance = try stage.rebalance()
        for _ in 0..<3 {
            #expect(stage.act(&agent).count == 2)
            let built = stage.build()
            #expect(built.transactions.count == 2)
            #expect(built.transactions.allSatisfy { $0.pending.purpose == .stuffing })
        }
        #expect(stage.pending == [rebalance])
        #expect(stage.act(&agent).isEmpty)
        let built = stage.build()
        #expect(built.transactions.map(\.pending) == [rebalance])
        #expect(built.transactions[0].receipt.status == .success)
    }

    /// What a call burns depends on the bytes that say it: up to 15 gas a part may be left.
    @Test func `fills blocks of any size, in as few parts as the cap allows`() throws {
        let suite = "A block stuffer"
        var numbers = Soak.numbers(suite)
        var stage = try SearchStage()
        for _ in 0..<100 {
            let limit = UInt64(100_000 + numbers.below(150_000_000))
            stage.machine.block.gasLimit = Gas(limit)
            stage.machine.block.baseFee = Wei(UInt256(UInt64(numbers.below(1_000_000))))
            var agent = try stuffer(stage, .time(0), blocks: 1)
            let parts = (limit + (1 << 24) - 1) / (1 << 24)
            #expect(stage.act(&agent).count == Int(parts), "\(limit): \(Soak.label(suite))")
            let built = stage.build()
            #expect(built.gasUsed.units <= limit)
            #expect(built.gasUsed.units + 15 * parts >= limit, "\(limit): \(Soak.label(suite))")
            #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
        }
    }

    @Test func `waits for its time`() throws {
        var stage = try SearchStage()
        var agent = try stuffer(stage, .time(24), blocks: 1)
        #expect(stage.act(&agent).isEmpty)
        stage.build()
        #expect(stage.act(&agent).count == 2)
    }

    @Test func `is outbid by who comes later and pays more`() throws {
        var stage = try SearchStage()
        var agent = try stuffer(stage, .time(12), blocks: 1)
        #expect(stage.act(&agent).count == 2)
        let swap = try stage.swap(dollars(1_000), from: try stage.wallet("flow"))
        let built = stage.build()
        // Its second part no longer fits.
        #expect(built.transactions.map(\.pending.purpose) == [.trade, .stuffing])
        #expect(built.transactions[0].pending == swap)
        #expect(built.transactions[0].receipt.status == .success)
    }
}
