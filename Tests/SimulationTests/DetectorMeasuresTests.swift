import Foundation
import Measures
import Scenarios
import Simulation
import TestSupport
import Testing

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
