import Measures
import Scenarios
import Simulation
import Testing

@testable import Reporting

/// Going back costs little near where one is, and memory does not grow with the run.
@Suite struct `The places that a walk keeps` {
    /// Places of one engine that nobody looks into: only their numbers matter.
    private func places(upTo last: UInt64) throws -> KeptPlaces {
        var scenario = try scenarioFile("quickstart.yaml", blocks: last)
        scenario.agents = []
        scenario.vault = nil
        scenario.expectations = []
        var engine = Engine(try WorldBuilder.build(scenario))
        let measures = RunMeasures(engine.world, start: engine.observeStart())
        var places = KeptPlaces(start: KeptPlaces.Place(engine.copy(), measures))
        while engine.step() != nil {
            guard places.wants(engine.number) else { continue }
            places.keep(KeptPlaces.Place(engine.copy(), measures))
        }
        return places
    }

    @Test func `are few and dense near the end of a long run, and begin at its start`() throws {
        let last: UInt64 = 20_000
        let numbers = try places(upTo: last).numbers
        #expect(numbers.count == KeptPlaces.most)
        #expect(numbers.first == 0 && numbers.last == last)
        #expect(numbers == numbers.sorted())
        for (number, next) in zip(numbers, numbers.dropFirst()) {
            // Whoever goes back so far builds at most about half as many blocks again.
            #expect(next - number <= max(KeptPlaces.spacing, (last - number) * 3 / 5))
        }
    }

    @Test func `hold the last one before each block, and are wanted once`() throws {
        let places = try places(upTo: 350)
        #expect(places.numbers == [0, 100, 200, 300])
        let found = ([1, 100, 101, 300, 301, 9_999] as [UInt64])
            .map { places.last(before: $0).number }
        #expect(found == [0, 0, 100, 200, 300, 300])
        #expect(!places.wants(100) && !places.wants(150) && places.wants(400))
    }
}
