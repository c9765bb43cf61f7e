import Chain
import Contracts
import Measures
import Primitives
import Scenarios
import Simulation
import Testing
import WideMath

@Suite struct `Swaps read from logs` {
    /// By the scenario's pools and the pairs' own events, of which none is left out.
    @Test(arguments: ["quickstart.yaml", "index-april-2021.yaml"])
    func `are those of the pairs, token by token`(_ name: String) throws {
        let flight = try Flight(Scenario.file(name).cut(to: 400))
        var count = 0
        for record in flight.records {
            let block = record.transactions.map { PublicTransaction($0) }
            var swaps = SwapTrace.swaps(of: block)[...]
            for transaction in record.transactions {
                for log in transaction.receipt.logs where log.topics.first == Pair.Swap.topic {
                    let next = swaps.popFirst()
                    let swap = try #require(next, "block \(record.number)")
                    let pool = try #require(flight.world.pools.first { $0.pair == log.address })
                    let tokens = [pool.base.address, pool.quote.address].sorted()
                    let words = try (0..<4).map {
                        try #require(UInt256(bigEndian: log.data[(32 * $0)..<(32 * $0 + 32)]))
                    }
                    let sells0 = !words[0].isZero
                    #expect(swap.pair == pool.pair && swap.transaction == transaction.index)
                    #expect(swap.sender == transaction.pending.sender)
                    #expect([swap.tokenIn, swap.tokenOut] == (sells0 ? tokens : tokens.reversed()))
                    #expect(swap.amountIn.raw == words[sells0 ? 0 : 1])
                    #expect(swap.amountOut.raw == words[sells0 ? 3 : 2])
                    count += 1
                }
            }
            #expect(swaps.isEmpty, "block \(record.number)")
        }
        #expect(count > 50)
    }

    /// A donation to the pair, its own shares and another token pass through before the payment.
    @Test func `have the pair's tokens, whatever else passes through it`() throws {
        let letters = Dictionary(uniqueKeysWithValues: "ABCPxy".map { ($0, SwapBlock.address($0)) })
        func transfer(
            _ token: Character,
            _ from: Character,
            _ to: Character,
            _ amount: UInt64
        ) throws -> Log {
            let ends = try [from, to].map { try #require(letters[$0]).word }
            return Log(
                address: try #require(letters[token]),
                topics: [ERC20.Transfer.topic] + ends,
                data: UInt256(amount).bigEndianBytes
            )
        }
        func swap(_ amounts: [UInt64]) throws -> Log {
            let ends = try ["x", "y"].map { try #require(letters[$0]).word }
            return Log(
                address: try #require(letters["P"]),
                topics: [Pair.Swap.topic] + ends,
                data: amounts.flatMap { UInt256($0).bigEndianBytes }
            )
        }
        // A < B < C, and the pair is of B and C.
        let block = PublicTransaction(
            index: 3,
            sender: nil,
            logs: [
                try transfer("P", "x", "P", 7), try transfer("A", "x", "P", 8),
                try transfer("B", "x", "P", 100), try transfer("A", "x", "P", 9),
                try transfer("C", "P", "y", 50),
                try swap([100, 0, 0, 50]),
                // Back again, with as many shares and a unit of B paid in beside it.
                try transfer("C", "y", "P", 50), try transfer("P", "y", "P", 50),
                try transfer("B", "P", "x", 98),
                try transfer("B", "y", "P", 1), try swap([1, 50, 98, 0]),
                // Nothing came in since: paid before, by another transaction.
                try transfer("C", "P", "y", 5), try swap([10, 0, 0, 5]),
            ]
        )
        let swaps = SwapTrace.swaps(of: [block])
        let amounts = swaps.map { [$0.amountIn.raw, $0.amountOut.raw] }
        #expect(amounts == [[100, 50], [50, 97]])
        #expect(swaps.map(\.tokenIn) == ["B", "C"].map { SwapBlock.address($0) })
        #expect(swaps.map(\.tokenOut) == ["C", "B"].map { SwapBlock.address($0) })
    }
}
