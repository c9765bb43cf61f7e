import Chain
import Contracts
import Foundation
import Measures
import Scenarios
import Simulation
import TestSupport
import Testing
import WideMath

@Suite struct `The detector's score` {
    /// The measures of a whole run; that signatures are checked changes no log.
    private func measures(_ scenario: Scenario) throws -> RunMeasures {
        var scenario = scenario
        scenario.chain.signatures = .assumed
        let world = try WorldBuilder.build(scenario)
        var engine = Engine(world)
        var measures = RunMeasures(world, start: engine.observeStart())
        while let record = engine.step() { measures.add(record) }
        return measures
    }

    private func expectGood(_ measures: RunMeasures, atLeast least: UInt64, _ label: String) {
        let detector = measures.detector
        #expect(detector.made == measures.sandwiches.attacks, "\(label)")
        #expect(detector.made >= least, "\(label)")
        if detector.found > 0 { #expect((detector.precision ?? 0) >= 0.99, "\(label)") }
        if detector.made > 0 { #expect((detector.recall ?? 0) >= 0.99, "\(label)") }
    }

    @Test(arguments: [("black-thursday.yaml", 400), ("quickstart.yaml", 10)])
    func `is at least 0.99 over a scenario`(_ name: String, _ least: UInt64) throws {
        expectGood(try measures(.file(name)), atLeast: least, name)
    }

    /// Few wallets and many trades: people trade twice in a block, around others' trades.
    @Test func `is at least 0.99 whatever the seed, in a crowd too`() throws {
        var numbers = Soak.numbers("detector")
        var made: UInt64 = 0
        for (number, seed) in Soak.seeds("detector", of: 500).enumerated() {
            var scenario = try Scenario.quickstart()
            scenario.seed = seed
            let wallets = 1 + numbers.below(4)
            let rate = Double(1 + numbers.below(6))
            for index in scenario.agents.indices {
                guard case .traders(var settings) = scenario.agents[index].role else { continue }
                settings.wallets = wallets
                settings.ratePerBlock = rate
                scenario.agents[index].role = .traders(settings)
            }
            let measures = try measures(scenario)
            let label = "\(Soak.label("detector", part: number)), \(wallets) wallets, rate \(rate)"
            expectGood(measures, atLeast: 0, label)
            made += measures.detector.made
        }
        #expect(made > 0)
    }

    /// Nothing to find and nothing found: no ratio of nothing.
    @Test func `is nothing where nobody makes sandwiches`() throws {
        var scenario = try Scenario.quickstart()
        scenario.agents.removeAll { $0.name == "sandwicher" }
        let flight = try Flight(scenario)
        let detector = flight.measures.detector
        #expect(detector.made == 0 && detector.found == 0)
        #expect(detector.precision == nil && detector.recall == nil)
        let shown = try Self.shown(flight)
        #expect(shown["found"] as? Int == 0 && shown["true"] as? Int == 0)
        #expect(shown["precision"] is NSNull && shown["recall"] is NSNull)
    }

    @Test func `is in the summary`() throws {
        let flight = try Flight(.quickstart())
        let shown = try Self.shown(flight)
        let detector = flight.measures.detector
        #expect(detector.found > 0)
        #expect(shown["found"] as? UInt64 == detector.found)
        #expect(shown["true"] as? UInt64 == flight.measures.sandwiches.attacks)
        #expect(shown["precision"] as? Double == detector.precision)
        #expect(shown["recall"] as? Double == detector.recall)
    }

    private static func shown(_ flight: Flight) throws -> [String: Any] {
        let summary = try #require(
            JSONSerialization.jsonObject(with: Data(flight.summary.utf8)) as? [String: Any]
        )
        let mev = try #require(summary["mev"] as? [String: Any])
        let detector = try #require(mev["detector"] as? [String: Any])
        return try #require(detector["sandwiches"] as? [String: Any])
    }

    /// A block of a run with one leg taken out: what was there is missed, and nothing else found.
    @Test func `falls with what is hidden from it, and with what is not there`() throws {
        let flight = try Flight(.quickstart())
        var truth = RunMeasures(flight.world, start: flight.start)
        var blind = DetectorMeasures()
        var fooled = DetectorMeasures()
        for record in flight.records {
            truth.add(record)
            let attacks = truth.sandwiches.last
            let block = record.transactions.map { PublicTransaction($0) }
            let fronts = Set(attacks.map(\.legs.lowerBound))
            blind.add(block.filter { !fronts.contains($0.index) }, truth: attacks)
            fooled.add(block, truth: [])
        }
        #expect(blind.made == truth.sandwiches.attacks && blind.right == 0)
        #expect(blind.recall == 0)
        #expect(fooled.found == truth.detector.found && fooled.found > 0)
        #expect(fooled.precision == 0 && fooled.recall == nil)
    }
}

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
