import Chain
import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import TestSupport
import Testing
import WideMath

@Suite struct `What swaps bring and cost a pool` {
    /// A run of an arbitrage chain: what the measures say of its pool, and of its value.
    private struct Outcome {
        var trading: PoolTrading?
        /// Loss after fees of each block over the pool's value before it.
        var losses: BatchMeans
        /// Loss before fees in the same way.
        var gross: BatchMeans

        init(_ chain: ArbitrageChain, blocks: Int, seed: UInt64) throws {
            let all = blocks + chain.burnIn
            let world = try WorldBuilder.build(try chain.scenario(blocks: all, seed: seed))
            var engine = Engine(world)
            var pool = engine.observeStart().pools[0]
            var measures = RunMeasures(world, start: engine.observeStart())
            losses = BatchMeans(length: blocks / 40)
            gross = BatchMeans(length: blocks / 40)
            var before = measures.liquidity.trading[0]
            while let record = engine.step() {
                measures.add(record)
                let trading = measures.liquidity.trading[0]
                let product =
                    pool.reserveBase.raw.asDouble * pool.reserveQuote.raw.asDouble
                let value = 2 * (product * record.observation.prices[0]).squareRoot()
                if record.number > UInt64(chain.burnIn) {
                    losses.add((trading.lossAfterFees - before.lossAfterFees) / value)
                    gross.add(
                        (trading.lossVersusRebalancing - before.lossVersusRebalancing) / value
                    )
                }
                before = trading
                pool = record.observation.pools[0]
            }
            trading = before
        }
    }

    /// Without a fee and with an arbitrageur in every block the loss is (V ÷ 2)·(√R − 1)² a block,
    /// on every path, and σ²/8 of the value on average (ANCHORS A1).
    @Test func `is the theory's loss-versus-rebalancing where there is no fee`() throws {
        let chain = ArbitrageChain(fee: 0, blockTime: 12, isPoisson: false)
        let outcome = try Outcome(chain, blocks: Soak.count(of: 1_000_000), seed: 11)
        let trading = try #require(outcome.trading)
        #expect(trading.fees == 0)
        #expect(trading.lossVersusRebalancing == trading.lossAfterFees)
        // The trades' rounding of a price to nine digits: 1e-11 of what is traded, which is some
        // 5,000 times the loss.
        #expect(abs(trading.lossVersusRebalancing / trading.lossInTheory - 1) < 1e-6)
        let expected = chain.deviation * chain.deviation / 8
        let found = outcome.losses
        print("LVR without a fee:", found.mean, "±", found.standardError, "of", expected)
        #expect(abs(found.mean - expected) <= 3 * found.standardError + 1e-4 * expected)
    }

    /// With a fee, what the pool loses after fees is what the arbitrageur gains: A1's formula for
    /// blocks at equal distances, which leaves out that fees stay in the pool (up to 0.3 %).
    @Test func `is what the arbitrageur gains where there is one`() throws {
        let chain = ArbitrageChain(fee: 5, blockTime: 12, isPoisson: false)
        let outcome = try Outcome(chain, blocks: Soak.count(of: 4_000_000), seed: 12)
        let expected = chain.theory(poisson: false).profit
        let found = outcome.losses
        print("LVR after 5 bp:", found.mean, "±", found.standardError, "of", expected)
        #expect(abs(found.mean - expected) <= 3 * found.standardError + 0.003 * expected)
        let trading = try #require(outcome.trading)
        #expect(trading.fees > 0)
        #expect(outcome.gross.mean > found.mean)
    }

    /// The same from the pool's reserves alone, and from what traders asked to swap.
    @Test func `is recounted from reserves and calldata`() throws {
        var market = Market(
            prices: Market.steps([(2_000, 20), (2_100, 20), (1_900, 20)]),
            agents: [
                "name: flow, role: traders, rate: 2 per block, size: \"lognormal(9_000 USDC, 1)\"",
                "name: arbitrage, role: arbitrageur",
            ]
        )
        market.seed = 5
        let flight = try market.flight()
        let trading = flight.measures.liquidity.trading[0]
        var loss = 0.0
        var volume = 0.0
        var fees = 0.0
        var before = flight.start.pools[0]
        for record in flight.records {
            // A USDC is a dollar: the price of a WETH's 10^18th in millionths.
            let price = record.observation.prices[0] * 1e-12
            let now = record.observation.pools[0]
            loss -=
                (now.reserveBase.raw.asDouble - before.reserveBase.raw.asDouble) * price
                + now.reserveQuote.raw.asDouble - before.reserveQuote.raw.asDouble
            before = now
            for transaction in record.transactions
            where transaction.receipt.status == .success {
                // swapExactTokensForTokens(amountIn, amountOutMin, path at 160, …).
                let data = transaction.pending.transaction.data
                let amountIn = try #require(UInt256(bigEndian: data[4..<36])).asDouble
                let first = try #require(UInt256(bigEndian: data[196..<228]))
                let sellsBase = Address(word: first) == flight.world.pools[0].base.address
                fees += 0.003 * amountIn * (sellsBase ? price : 1)
                for log in transaction.receipt.logs {
                    guard log.address == flight.world.pools[0].quote.address,
                        let transfer = TokenTransfer(log)
                    else { continue }
                    volume += transfer.amount.raw.asDouble
                }
            }
        }
        #expect(volume > 0)
        // Differences of reserves of 8·10^12 units in floating point.
        #expect(abs(trading.lossAfterFees - loss) < 10)
        #expect(abs(trading.volume / volume - 1) < 1e-12)
        #expect(abs(trading.fees / fees - 1) < 1e-12)
    }
}
