import Agents
import BlockBuilding
import Chain
import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

/// Whatever waits, no searcher traps, and none changes anything by looking.
@Suite struct `Searchers before a hostile mempool` {
    /// 4,000 mempools of ten calls in a soak, to all contracts there are: with the selectors they
    /// know or any others, with words that are lengths, offsets, addresses and anything else, cut
    /// anywhere; and calls as they should be with some bytes changed.
    @Test func `read whatever is there`() throws {
        let suite = "Searchers before a hostile mempool"
        var answered = 0
        for seed in Soak.seeds(suite, of: 4_000) {
            var numbers = TestNumbers(seed: seed)
            let policy: any OrderingPolicy =
                numbers.below(2) == 0 ? PriorityFeeOrder() : BundleAuction()
            var stage = try SearchStage.withVault(policy: policy)
            if numbers.below(2) == 0 { try stage.reprice(2_000 + UInt64(numbers.below(1_000))) }
            // Something to answer to, so that it is not hostile alone.
            if numbers.below(2) == 0 {
                let pool = numbers.below(2) == 0 ? "side" : "main"
                try stage.swap(dollars(40_000), in: pool, from: try stage.wallet("rival"))
            }
            for _ in 0..<10 { try send(&stage, &numbers) }
            let before = stage.traces
            answered += try act(&stage, numbers.below(7))
            #expect(stage.traces == before, "\(Soak.label(suite)), seed \(seed)")
            stage.build()
        }
        #expect(answered > 0)
    }

    /// Lets one of the searchers act.
    private func act(_ stage: inout SearchStage, _ number: Int) throws -> Int {
        let wallet = try stage.wallet("searcher")
        let (main, vault) = (try stage.pool("main"), try stage.vault())
        let fees = SearchStage.fees
        switch number {
        case 0, 1:
            var agent = CycleArbitrageur(
                name: "searcher",
                wallet: wallet,
                scope: CycleArbitrageur.Scope(
                    executor: stage.world.executor,
                    pools: stage.world.pools,
                    token: stage.world.tokens[number]
                ),
                minProfit: 0,
                bidding: .bundle(BasisPoints(5_000)),
                fees: fees
            )
            return stage.act(&agent).count + stage.bundles.count
        case 2:
            var agent = JustInTimeProvider(
                name: "searcher",
                wallet: wallet,
                pool: main,
                minProfit: 0,
                share: BasisPoints(5_000)
            )
            return stage.act(&agent).count + stage.bundles.count
        case 3:
            var agent = KeeperGriefer(
                name: "searcher",
                wallet: wallet,
                vault: vault,
                budget: nil,
                fees: fees
            )
            return stage.act(&agent).count
        case 4:
            var agent = OraclePusher(
                name: "searcher",
                wallet: wallet,
                pool: main,
                push: OraclePusher.Push(
                    kind: .spot(vault: vault.address),
                    factor: 1.1,
                    blocks: 1,
                    start: 0
                ),
                fees: fees
            )
            return stage.act(&agent).count
        default:
            var agent = CopyCat(
                name: "searcher",
                wallet: wallet,
                tokens: stage.world.tokens,
                fees: fees
            )
            return stage.act(&agent).count
        }
    }

    private func send(_ stage: inout SearchStage, _ numbers: inout TestNumbers) throws {
        let vault = try stage.vault()
        let main = try stage.pool("main")
        let targets =
            [vault.address, main.router, main.pair, stage.world.executor, stage.world.burner]
            + stage.world.tokens.map(\.address) + [Address(word: numbers.word())]
        let wallet = try stage.wallet("flow", numbers.below(8))
        let data = calldata(stage, wallet, &numbers)
        var tip = UInt256(numbers.next() >> 20)
        if numbers.below(8) == 0 { tip = numbers.edgeWord() }
        let most = numbers.below(8) == 0 ? numbers.edgeWord() : UInt256(1_000_000_000_000)
        // What the mempool refuses is as good as not sent.
        _ = try? stage.send(
            Outbox.Order(
                target: targets[numbers.below(targets.count)],
                data: data,
                value: Wei(numbers.below(4) == 0 ? numbers.edgeWord() : .zero),
                gasLimit: Gas(UInt64(numbers.below(2_000_000))),
                fees: (Wei(tip), Wei(most)),
                purpose: .trade
            ),
            from: wallet
        )
    }

    private func calldata(
        _ stage: SearchStage,
        _ wallet: Wallet,
        _ numbers: inout TestNumbers
    ) -> [UInt8] {
        let functions =
            Router.Function.all + Vault.Function.all + Executor.Function.all
            + [GasBurner.burn, ERC20.transfer, ERC20.transferFrom, ERC20.approve]
        let selector =
            numbers.below(8) == 0
            ? UInt32(numbers.next() >> 32) : functions[numbers.below(functions.count)].value
        let tokens = stage.world.tokens.map(\.address.word)
        let pools = stage.world.pools.map(\.pair.word)
        var data: [UInt8]
        switch numbers.below(3) {
        case 0:
            // A swap as it should be.
            let path = [tokens[numbers.below(3)], tokens[numbers.below(3)]]
            let amount = UInt256(numbers.next() >> numbers.below(40))
            data = ABI.encodeCall(
                selector: Router.Function.swapExactTokensForTokens.value,
                words: [amount, .zero, 160, wallet.address.word, .max, 2] + path
            )
        case 1:
            // A rebalance as it should be.
            let trades = (0..<numbers.below(4)).map { _ in
                Vault.Trade(
                    pair: Address(word: pools[numbers.below(pools.count)]),
                    tokenIn: Address(word: tokens[numbers.below(3)]),
                    amountIn: TokenAmount(numbers.edgeWord()),
                    amountOutMin: .zero
                )
            }
            data = Vault.rebalanceCalldata(trades)
        default:
            let words = (0..<numbers.below(12)).map { _ -> UInt256 in
                switch numbers.below(5) {
                case 0: UInt256(UInt64(32 * numbers.below(12)))
                case 1: UInt256(UInt64(numbers.below(6)))
                case 2: (tokens + pools + [wallet.address.word])[numbers.below(8)]
                case 3: UInt256(numbers.next())
                default: numbers.edgeWord()
                }
            }
            data = ABI.encodeCall(selector: selector, words: words)
        }
        for _ in 0..<numbers.below(3) where !data.isEmpty {
            data[numbers.below(data.count)] = UInt8(numbers.below(256))
        }
        return numbers.below(3) == 0 ? Array(data.prefix(numbers.below(data.count + 1))) : data
    }
}
