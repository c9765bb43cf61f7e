import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import Testing
import WideMath

@Suite struct `A keeper's griefer` {
    private func griefer(_ stage: SearchStage, budget: Double? = nil) throws -> KeeperGriefer {
        KeeperGriefer(
            name: "searcher",
            wallet: try stage.wallet("searcher"),
            vault: try stage.vault(),
            budget: budget,
            fees: SearchStage.fees
        )
    }

    /// What an account is worth in dollars, ether at 2,800.
    private func worth(_ stage: SearchStage, _ wallet: Wallet) -> Double {
        zip(stage.world.tokens, stage.prices).reduce(
            stage.ether(of: wallet.address).asDouble / 1e18 * stage.prices[0]
        ) { sum, item in
            sum + stage.balance(item.0, of: wallet).asDouble / item.0.unit.asDouble * item.1
        }
    }

    @Test(arguments: ["slippage: 100 bp", "slippage: 100 bp, pool_deviation: 200 bp"])
    func `makes a rebalance revert and trades back`(_ guards: String) throws {
        var stage = try SearchStage.withVault(guards: guards)
        var agent = try griefer(stage)
        let (wallet, keeper) = (try stage.wallet("searcher"), try stage.wallet("keeper"))
        try stage.reprice(2_800)
        let rebalance = try stage.rebalance()
        let hash = rebalance.signed.signingHash
        let before = stage.traces
        let sent = stage.act(&agent)
        #expect(stage.traces == before)
        #expect(sent.map(\.purpose) == [.griefFront(victim: hash), .griefBack(victim: hash)])

        let vault = try stage.vault()
        let held = stage.world.tokens.map {
            ShareLedger.balance(of: vault.address, token: $0.address, on: stage.machine)
        }
        let (mine, keepers) = (worth(stage, wallet), stage.ether(of: keeper.address))
        let built = stage.build()
        #expect(
            built.transactions.map(\.pending.arrival)
                == [sent[0], rebalance, sent[1]].map(\.arrival)
        )
        #expect(
            built.transactions.map { $0.receipt.status == .success } == [true, false, true]
        )
        #expect(
            stage.world.tokens.map {
                ShareLedger.balance(of: vault.address, token: $0.address, on: stage.machine)
            } == held
        )
        let price = built.transactions[1].receipt.effectiveGasPrice.raw
        let burnt = try price * UInt256(built.transactions[1].receipt.gasUsed.units)
        #expect(stage.ether(of: keeper.address) == (try keepers - burnt))
        // A round trip in a pool costs twice its fee of what it moved, and gas.
        let moved = try #require(sent[0].word(0)).asDouble
        let input = built.transactions[0].receipt.gasUsed.units
        #expect(input > 21_000)
        let spent = mine - worth(stage, wallet)
        #expect(spent > 0)
        let isBase = sent[0].word(6) == vault.holdings[0].token.address.word
        let turnover = moved / (isBase ? 1e18 : 1e6) * (isBase ? 2_800 : 1)
        // Some 220,000 gas at 12 gwei are 7 dollars at most.
        #expect(spent < turnover * 0.0062 + 8)
    }

    @Test func `moves no further than it must`() throws {
        var stage = try SearchStage.withVault(guards: "slippage: 100 bp, pool_deviation: 200 bp")
        var agent = try griefer(stage)
        try stage.reprice(2_800)
        let rebalance = try stage.rebalance()
        let front = try #require(stage.act(&agent).first)
        let amount = try #require(front.word(0))
        let isBase = front.word(6) == (try stage.token("WETH")).address.word
        let pool = try stage.pool("main")
        func succeeds(after amountIn: UInt256) -> Bool {
            let checkpoint = stage.machine.state.checkpoint()
            stage.machine.call(
                pool.router,
                from: front.sender,
                data: pool.swapCalldata(
                    amountIn: amountIn,
                    amountOutMin: .zero,
                    sellsBase: isBase,
                    to: front.sender,
                    deadline: .max
                )
            )
            let result = try? stage.machine.execute(
                rebalance.transaction,
                from: rebalance.sender,
                blockGasLeft: stage.machine.block.gasLimit
            )
            stage.machine.state.rollBack(checkpoint)
            return result?.status == .success
        }
        #expect(!succeeds(after: amount))
        #expect(succeeds(after: try mulDiv(amount, 99, 100, rounding: .down)))
    }

    @Test func `spends no more than its budget`() throws {
        var stage = try SearchStage.withVault()
        try stage.reprice(2_800)
        _ = try stage.rebalance()
        var poor = try griefer(stage, budget: 1)
        #expect(stage.act(&poor).isEmpty)
        var rich = try griefer(stage, budget: 100_000)
        #expect(stage.act(&rich).count == 2)
    }

    @Test func `leaves alone what is no rebalance or fails anyway`() throws {
        var stage = try SearchStage.withVault()
        var agent = try griefer(stage)
        #expect(stage.act(&agent).isEmpty)
        try stage.swap(dollars(40_000), in: "main", from: try stage.wallet("flow"))
        #expect(stage.act(&agent).isEmpty)
        try stage.reprice(2_800)
        _ = try stage.rebalance()
        // The price comes back before the block: nothing is due.
        try stage.reprice(2_000)
        #expect(stage.act(&agent).isEmpty)
    }

    @Test func `does not trade in a pool that somebody moved before it`() throws {
        var stage = try SearchStage.withVault()
        var agent = try griefer(stage)
        try stage.reprice(2_800)
        _ = try stage.rebalance()
        let sent = stage.act(&agent)
        #expect(sent.count == 2)
        let isBase = sent[0].word(6) == (try stage.token("WETH")).address.word
        // The same way, further.
        try stage.swap(
            isBase ? whole(100) : dollars(280_000),
            in: "main",
            sellsBase: isBase,
            slippage: 10_000,
            tip: 9_000_000_000,
            from: try stage.wallet("flow")
        )
        let before = worth(stage, try stage.wallet("searcher"))
        let built = stage.build()
        let own = built.transactions.filter { $0.pending.sender == sent[0].sender }
        // The way back is better than it thought: it gives more than what it asks.
        #expect(own.map { $0.receipt.status == .success } == [false, true])
        #expect(worth(stage, try stage.wallet("searcher")) > before - 8)
    }
}
