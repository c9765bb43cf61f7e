import Agents
import Chain
import Contracts
import Primitives
import Testing
import WideMath

@Suite struct `A keeper by threshold` {
    private var stage: Stage
    private var keeper: ThresholdKeeper
    private var arbitrageur: Arbitrageur
    private let vault: VaultInfo

    init() throws {
        stage = try Stage()
        vault = try #require(stage.world.vault)
        keeper = ThresholdKeeper(
            name: "keeper",
            wallet: try stage.wallet("keeper"),
            vault: vault,
            retryAfterBlocks: 3,
            fees: Stage.fees
        )
        arbitrageur = Arbitrageur(
            name: "arbitrage",
            wallet: try stage.wallet("arbitrage"),
            pool: stage.pool,
            minProfit: 0,
            fees: Stage.fees
        )
    }

    /// Who held back, and why.
    private var reasons: [String] { stage.heldBack.map { "\($0.author): \($0.reason)" } }

    /// Moves the oracle at once and the pool by arbitrage, to a price in units of 10⁻⁸.
    private mutating func move(to answer: UInt64) {
        stage.machine.write(
            PriceFeed.Storage.answer,
            of: vault.holdings[0].feed,
            UInt256(answer)
        )
        stage.prices[0] = Double(answer) / 1e8
        _ = stage.act(&arbitrageur)
        stage.build()
    }

    /// 1,200 WETH beside 160,000 USDC weigh 58.5 %, which is 1.5 % from the target, at
    /// 0.585 × 160,000 ÷ (0.415 × 1,200) = 187.951_807_228… dollars.
    @Test(
        arguments: [(18_795_180_722, true), (18_795_180_723, false), (20_000_000_000, false)]
            as [(UInt64, Bool)]
    )
    mutating func `acts at the trigger and not below`(_ answer: UInt64, _ isDue: Bool) throws {
        move(to: answer)
        let sent = stage.act(&keeper)
        #expect(sent.map(\.purpose) == (isDue ? [.rebalance] : []))
        #expect(stage.heldBack.isEmpty)
        guard isDue else { return }
        let trades = try #require(Vault.trades(inCalldata: sent[0].transaction.data))
        #expect(trades.map(\.tokenIn) == [vault.quote.address])
        let built = stage.build()
        #expect(built.transactions.map(\.receipt.status) == [.success])
        #expect(
            stage.machine.read(Vault.Storage.status, of: vault.address).lastRebalance
                == stage.machine.block.timestamp - 12
        )
    }

    /// Above the target it sells: 62 % at 0.62 × 160,000 ÷ (0.38 × 1,200) = 217.5 dollars.
    @Test mutating func `sells what weighs too much`() throws {
        move(to: 21_800_000_000)
        let sent = stage.act(&keeper)
        let data = try #require(sent.first).transaction.data
        #expect(
            Vault.trades(inCalldata: data)?.map(\.tokenIn) == [vault.holdings[0].token.address]
        )
        #expect(stage.build().transactions.map(\.receipt.status) == [.success])
    }

    @Test mutating func `respects the cool-down`() throws {
        move(to: 18_700_000_000)
        #expect(stage.act(&keeper).count == 1)
        let built = stage.build()
        #expect(built.transactions.map(\.receipt.status) == [.success])
        let cooldown = stage.machine.read(Vault.Storage.limits, of: vault.address).cooldown
        let rebalanced = stage.machine.block.timestamp - 12
        move(to: 17_000_000_000)
        stage.machine.block.number += 10
        stage.machine.block.timestamp = rebalanced + cooldown - 1
        #expect(stage.act(&keeper).isEmpty)
        #expect(stage.heldBack.isEmpty)
        stage.machine.block.timestamp += 1
        #expect(stage.act(&keeper).count == 1)
        #expect(stage.build().transactions.map(\.receipt.status) == [.success])
    }

    @Test mutating func `holds back what the slippage guard would refuse, and retries later`() {
        // The oracle falls and the pool does not: buying there loses 10 %.
        stage.machine.write(
            PriceFeed.Storage.answer,
            of: vault.holdings[0].feed,
            UInt256(18_000_000_000)
        )
        let expected = ["keeper: no trade within the slippage guard"]
        #expect(stage.act(&keeper).isEmpty)
        #expect(reasons == expected)
        for _ in 0..<2 {
            stage.build()
            #expect(stage.act(&keeper).isEmpty)
            #expect(stage.heldBack.isEmpty)
        }
        stage.build()
        #expect(stage.act(&keeper).isEmpty)
        #expect(reasons == expected)
    }

    @Test mutating func `holds back with the vault's own reason`() {
        move(to: 18_700_000_000)
        // The guard admits answers of 90 minutes, 5,400 s.
        stage.machine.block.timestamp = stage.world.scenario.chain.start + 5_401
        #expect(stage.act(&keeper).isEmpty)
        #expect(reasons == ["keeper: StaleOracle"])
    }

    @Test mutating func `sends one rebalance at a time`() {
        move(to: 18_700_000_000)
        #expect(stage.act(&keeper).count == 1)
        stage.machine.block.number += 10
        #expect(stage.act(&keeper).isEmpty)
    }
}
