import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `An oracle pusher` {
    /// The length of the average, in blocks: half an hour of 12 seconds.
    private static let length: UInt64 = 150

    private static func pusher(
        _ stage: SearchStage,
        _ kind: OraclePusher.Kind,
        factor: Double,
        blocks: UInt64 = 1,
        start: UInt64 = 0,
        tip: UInt64 = 0
    ) throws -> OraclePusher {
        OraclePusher(
            name: "searcher",
            wallet: try stage.wallet("searcher"),
            pool: try stage.pool("main"),
            push: OraclePusher.Push(kind: kind, factor: factor, blocks: blocks, start: start),
            fees: Agents.FeePolicy(
                tip: Wei(UInt256(tip)),
                maxFee: .baseFeeThousandths(2_000)
            )
        )
    }

    private static func arbitrageur(_ stage: SearchStage) throws -> Arbitrageur {
        Arbitrageur(
            name: "rival",
            wallet: try stage.wallet("rival"),
            pool: try stage.pool("main"),
            minProfit: 0,
            fees: SearchStage.fees
        )
    }

    /// An average of a pool's price that begins now.
    private static func average(_ stage: SearchStage, _ pool: PoolInfo) -> Address {
        let average = Address(word: 0x7a7a)
        PoolTwap.place(
            at: average,
            pair: pool.pair,
            asset: pool.base.address,
            assetUnit: pool.base.unit,
            quoteUnit: pool.quote.unit,
            window: length * 12,
            on: stage.machine
        )
        let observe = ABI.encodeCall(selector: PoolTwap.Function.observe.value, words: [])
        stage.machine.call(average, from: pool.pair, data: observe)
        return average
    }

    /// ANCHORS A7, L = 150, a pool without a fee that arbitrageurs restore every block: what it
    /// costs to lift the average by a part e with one block and with all, in units of the quote
    /// reserve.
    @Test(
        arguments: [
            (0.05, 1, 1.258473), (0.05, 150, 0.089272), (0.1, 1, 2.25), (0.1, 150, 0.340716),
            (0.2, 1, 3.747370), (0.2, 150, 1.247407), (0.5, 1, 6.832506), (0.5, 150, 6.186218),
            (1, 1, 10.369585), (1, 150, 18.198052), (2, 1, 15.406991), (2, 150, 46.410162),
        ] as [(Double, UInt64, Double)]
    )
    func `lifts an average at the cost of the closed form`(
        _ lift: Double,
        _ blocks: UInt64,
        _ cost: Double
    ) throws {
        var stage = try SearchStage(fee: "0 bp")
        let factor = 1 + Double(Self.length) * lift / Double(blocks)
        var agent = try Self.pusher(stage, .average, factor: factor, blocks: blocks)
        var arbitrageur = try Self.arbitrageur(stage)
        let pool = try stage.pool("main")
        let wallet = try stage.wallet("searcher")
        for token in [pool.base, pool.quote] {
            for owner in [wallet, try stage.wallet("rival")] {
                let place = ShareLedger.Storage.balances[owner.address]
                stage.machine.write(place, of: token.address, TokenAmount(UInt256.one << 110))
            }
        }
        let average = Self.average(stage, pool)
        let held = [pool.base, pool.quote].map { stage.balance($0, of: wallet) }
        var pushes = 0
        for _ in 0..<Self.length {
            _ = stage.act(&arbitrageur, etherAsset: nil)
            pushes += stage.act(&agent, etherAsset: nil).count
            let before = try #require(stage.baseFee.raw.asUInt64)
            let built = stage.build()
            #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
            let after = try #require(stage.baseFee.raw.asUInt64)
            #expect(after == Self.nextBaseFee(before, used: built.gasUsed.units))
        }
        #expect(pushes == Int(blocks))
        // The pusher holds what it bought, at the outside price.
        let bought = try stage.balance(pool.base, of: wallet) - held[0]
        let spent = try held[1] - stage.balance(pool.quote, of: wallet)
        let loss = spent.asDouble / 1e6 - bought.asDouble / 1e18 * 2_000
        // The table has six decimals; a reserve of 4·10¹² units is known to 2.5·10⁻¹³ of it.
        #expect(abs(loss / 4_000_000 - cost) < 1e-6)

        let consult = ABI.encodeCall(selector: PoolTwap.Function.consult.value, words: [])
        let answer = stage.machine.simulate(average, from: pool.pair, data: consult)
        #expect(answer.word(1) == UInt256(Self.length * 12))
        let lifted = try #require(answer.word()).asDouble / 1e8 / 2_000
        #expect(abs(lifted - 1 - lift) < 1e-6)
    }

    /// The exact rule of EIP-1559 as ANCHORS A7 writes it, with a limit of 30 million gas.
    private static func nextBaseFee(_ fee: UInt64, used: UInt64) -> UInt64 {
        let target: UInt64 = 15_000_000
        if used == target { return fee }
        return used > target
            ? fee + max(1, fee * (used - target) / target / 8)
            : fee - fee * (target - used) / target / 8
    }

    @Test func `is restored once and pushes again only as long as it is told`() throws {
        var stage = try SearchStage()
        var agent = try Self.pusher(stage, .average, factor: 1.1, blocks: 2, start: 24)
        var arbitrageur = try Self.arbitrageur(stage)
        let pool = try stage.pool("main")
        var spots: [Double] = []
        for _ in 0..<5 {
            _ = stage.act(&arbitrageur)
            _ = stage.act(&agent)
            stage.build()
            spots.append(pool.spot(on: stage.machine))
        }
        // The arbitrageur leaves it at the edge of its band, 30 bp above, less what its own fee of
        // 5 % of the reserve moves.
        let expected = [2_000, 2_200, 2_200, 2_006, 2_006] as [Double]
        for (spot, value) in zip(spots, expected) { #expect(abs(spot / value - 1) < 1.5e-4) }
    }

    @Test(arguments: [1.02, 0.98])
    func `lets a guard of the pool refuse a rebalance`(_ factor: Double) throws {
        var stage = try SearchStage.withVault(guards: "slippage: 500 bp, pool_deviation: 100 bp")
        let vault = try stage.vault()
        var agent = try Self.pusher(stage, .spot(vault: vault.address), factor: factor)
        try stage.swap(dollars(100), from: try stage.wallet("flow"))
        #expect(stage.act(&agent).isEmpty)
        stage.build()
        try stage.reprice(2_800)
        let rebalance = try stage.rebalance()
        let before = stage.traces
        let sent = stage.act(&agent)
        #expect(stage.traces == before)
        #expect(sent.map(\.purpose) == [.oraclePush, .oracleRestore])
        let pool = try stage.pool("main")
        let spot = pool.spot(on: stage.machine)
        let built = stage.build()
        #expect(
            built.transactions.map(\.pending.arrival)
                == [sent[0], rebalance, sent[1]].map(\.arrival)
        )
        #expect(
            built.transactions.map { $0.receipt.status == .success } == [true, false, true]
        )
        // Back but for the fees of the round trip.
        #expect(abs(pool.spot(on: stage.machine) / spot - 1) < 1e-3)
        // One block was all that it was told.
        try stage.send(
            Outbox.Order(
                target: vault.address,
                data: rebalance.transaction.data,
                gasLimit: rebalance.transaction.gasLimit,
                fees: (Wei(1), Wei(100_000_000_000)),
                purpose: .rebalance
            ),
            from: try stage.wallet("rival")
        )
        #expect(stage.act(&agent).isEmpty)
    }

    /// Without such a guard the vault trades where it was pushed to, and loses more.
    @Test func `lets a vault trade at a wrong price`() throws {
        func lost(_ isPushed: Bool) throws -> Double {
            var stage = try SearchStage.withVault(guards: "slippage: 900 bp, value_loss: 500 bp")
            let vault = try stage.vault()
            try stage.reprice(2_800)
            let before = VaultBooks(vault, stage.machine).nav.raw.asDouble
            _ = try stage.rebalance()
            // The vault sells WETH: the price is pushed down before it does.
            var agent = try Self.pusher(stage, .spot(vault: vault.address), factor: 0.99)
            if isPushed { #expect(stage.act(&agent).count == 2) }
            let built = stage.build()
            #expect(built.transactions.allSatisfy { $0.receipt.status == .success })
            return before - VaultBooks(vault, stage.machine).nav.raw.asDouble
        }
        let (alone, pushed) = (try lost(false), try lost(true))
        #expect(pushed > alone)
    }

    @Test func `keeps still where its funds do not reach, or the price is there`() throws {
        var stage = try SearchStage()
        var agent = try Self.pusher(stage, .average, factor: 1)
        #expect(stage.act(&agent).isEmpty)
        let usdc = try stage.token("USDC")
        let place = ShareLedger.Storage.balances[try stage.wallet("searcher").address]
        stage.machine.write(place, of: usdc.address, TokenAmount(dollars(1_000)))
        var poor = try Self.pusher(stage, .average, factor: 1.1)
        #expect(stage.act(&poor).isEmpty)
    }

    @Test func `loses its gas and no more when the pool has moved`() throws {
        var stage = try SearchStage()
        var agent = try Self.pusher(stage, .average, factor: 1.1, tip: 1_000)
        let sent = stage.act(&agent)
        #expect(sent.count == 1)
        try stage.swap(dollars(10_000), in: "main", from: try stage.wallet("flow"))
        let wallet = try stage.wallet("searcher")
        let held = stage.world.tokens.map { stage.balance($0, of: wallet) }
        let built = stage.build()
        #expect(built.transactions.last?.pending.arrival == sent[0].arrival)
        #expect(built.transactions.last?.receipt.status != .success)
        #expect(stage.world.tokens.map { stage.balance($0, of: wallet) } == held)
    }
}
