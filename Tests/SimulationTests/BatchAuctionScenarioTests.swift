import Chain
import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

/// The quickstart with all swaps of a block at one price.
@Suite struct `A run with batch auctions` {
    private func scenario(blocks: UInt64 = 60) throws -> Scenario {
        var scenario = try Scenario.quickstart(blocks: blocks)
        scenario.ordering.policy = .batchAuction
        return scenario
    }

    /// A swap of a pair's event: what went in after 0.3 %, and what came out.
    private struct Swap {
        let sellsToken0: Bool
        let kept: Double
        let out: Double

        /// Token1 for a unit of token0.
        var price: Double { sellsToken0 ? out / kept : kept / out }
        /// How far a unit of the output moves the price; and its impact on the pool shown, an input
        /// of at most 10⁷ USDC or 10⁵ WETH on 2⁷⁸ or more: below 10⁻⁹.
        var tolerance: Double { 1 / out + 1e-9 }
    }

    private func swaps(_ record: BlockRecord, of pair: Address) -> [Swap] {
        record.transactions.flatMap(\.receipt.logs)
            .filter { $0.address == pair && $0.topics.first == Pair.Swap.topic }
            .map { log in
                let words = stride(from: 0, to: 128, by: 32)
                    .map { UInt256(bigEndian: log.data[$0..<($0 + 32)])?.asDouble ?? 0 }
                let sells = words[0] > 0
                return Swap(
                    sellsToken0: sells,
                    kept: (sells ? words[0] : words[1]) * 0.997,
                    out: sells ? words[3] : words[2]
                )
            }
    }

    @Test func `trades at one price a block, rebalances, and keeps every invariant`() throws {
        let flight = try Flight(scenario())
        #expect(flight.violations == [])
        let pair = flight.world.pools[0].pair
        #expect(flight.world.machine.contract(at: pair) == BatchPair.self)
        var crossed = 0
        for record in flight.records {
            #expect(!BatchPair.isOpen(pair, on: flight.world.machine))
            let swaps = swaps(record, of: pair)
            guard let first = swaps.first else { continue }
            for swap in swaps {
                let distance = abs(swap.price / first.price - 1)
                #expect(distance <= swap.tolerance + first.tolerance, "block \(record.number)")
                if swap.sellsToken0 != first.sellsToken0 { crossed += 1 }
            }
        }
        #expect(crossed > 10, "few blocks trade both ways: \(crossed)")
        let vault = try #require(flight.measures.vault)
        #expect(vault.done >= 1)
        // A waterfall whose terms add up to the shortfall, trade by trade and in all.
        #expect(vault.waterfall.trades >= 1 && vault.waterfall.isComplete)
        #expect(vault.waterfall.terms.total == vault.waterfall.shortfall)
        #expect(flight.measures.sandwiches.attacks == 0)
    }

    /// The vault sells where others sell as well, and where some buy: nobody comes before it, and
    /// what it sells is the same to the unit whoever came first.
    @Test func `is the same run each time`() throws {
        let first = try Flight(scenario(blocks: 30))
        let second = try Flight(scenario(blocks: 30))
        #expect(first.summary == second.summary)
        #expect(first.events == second.events)
    }

    /// A block with an attacker is tried on a fork, cleared without him, and comes out as planned.
    @Test func `is cleared anew without those who attack`() throws {
        var scenario = try scenario()
        let settings = OraclePusherSettings(
            pool: "main",
            kind: .average,
            factor: 1.02,
            blocks: 5,
            start: 300
        )
        scenario.agents.append(AgentSettings(name: "pusher", role: .oraclePusher(settings)))
        let flight = try Flight(scenario)
        #expect(flight.violations == [])
        let attacked = flight.records.filter { !$0.counterfactuals.isEmpty }
        #expect(!attacked.isEmpty)
        let pair = flight.world.pools[0].pair
        var moved = 0
        for record in attacked {
            let without = try #require(record.counterfactuals.first)
            for included in record.transactions where !included.pending.purpose.isAttack {
                guard let other = without.outcome(of: included.pending) else { continue }
                let trades = included.receipt.logs.contains {
                    $0.address == pair && $0.topics.first == Pair.Swap.topic
                }
                if trades, other.receipt.logs != included.receipt.logs { moved += 1 }
            }
        }
        // Whoever trades in a block with a large sale trades at another price without it.
        #expect(moved > 0)
    }

    /// A pair whose batch nobody closes is no excuse for what happens in it.
    @Test func `catches a batch that is not closed`() throws {
        let flight = try Flight(.quickstart(blocks: 12)) { world, block in
            let pair = world.pools[0].pair
            if block == 0 { world.machine.place(BatchPair.self, at: pair, immutable: 30) }
            guard block == 5 else { return }
            let reserves = world.machine.read(Pair.Storage.reserves, of: pair)
            let words = [UInt256(low: reserves.reserve0), UInt256(low: reserves.reserve1)]
            let open = world.machine.call(
                pair,
                from: BatchPair.system,
                data: ABI.encodeCall(
                    selector: BatchPair.Function.openBatch.value,
                    words: words
                )
            )
            #expect(open.failure == nil)
        }
        let caught = try #require(flight.violations.first)
        #expect(caught.invariant == "pool product" && caught.block >= 5)
        #expect(caught.transaction == nil)
        #expect(caught.detail.hasSuffix("in a batch that is still open"))
    }
}
