import Primitives
import Reporting
import Scenarios
import Simulation
import Testing

/// What a walk goes back to: a copy of a run gives the same blocks as the run itself.
@Suite struct `The copy of an engine` {
    @Test(arguments: [
        "quickstart.yaml", "searchers.yaml", "mev-lab/sandwich.yaml", "mev-lab/two-blocks.yaml",
        "mev-lab/oracle-push-average.yaml", "index-april-2021.yaml",
    ])
    func `goes on as the engine does, and neither notices the other`(_ name: String) throws {
        let flight = try Flight(try Scenario.file(name).cut(to: 24))
        var engine = Engine(try WorldBuilder.build(flight.world.scenario))
        for expected in flight.records.prefix(12) {
            #expect(engine.step()?.transactions == expected.transactions)
        }
        var copy = engine.copy()
        #expect(copy.world.machine.stateRoot == engine.world.machine.stateRoot)
        for expected in flight.records.dropFirst(12) {
            let (first, second) = (engine.step(), copy.step())
            for record in [first, second] {
                #expect(record?.transactions == expected.transactions)
                #expect(record?.violations == [])
            }
        }
        #expect(engine.step() == nil && copy.step() == nil)
        #expect(copy.world.machine.stateRoot == flight.world.machine.stateRoot)
        #expect(engine.world.machine.stateRoot == flight.world.machine.stateRoot)
    }

    @Test func `has what deployments and registered contracts need`() throws {
        var engine = Engine(try WorldBuilder.build(.quickstart(blocks: 4)))
        let copy = engine.copy()
        #expect(engine.step() != nil)
        // The engine has gone on; the copy is where it was.
        let fresh = try WorldBuilder.build(.quickstart(blocks: 4)).machine.stateRoot
        #expect(copy.world.machine.stateRoot == fresh)
        #expect(engine.world.machine.stateRoot != fresh)
    }
}
