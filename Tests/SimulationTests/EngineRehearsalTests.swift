import BlockBuilding
import Chain
import Primitives
import Reporting
import Scenarios
import Simulation
import Testing

/// A draft can be looked at and rehearsed as often as one likes: the run does not notice.
@Suite struct `The rehearsal of a draft` {
    @Test(arguments: [
        "quickstart.yaml", "mev-lab/sandwich.yaml", "mev-lab/defence-batch-auction.yaml",
        "mev-lab/censoring-builder.yaml",
    ])
    func `gives the block that is built, and changes none`(_ name: String) throws {
        let file = try Scenario.file(name)
        // A defence is the variant of its file.
        let scenario = (file.variants.first?.scenario ?? file).cut(to: 12)
        let flight = try Flight(scenario)
        var engine = Engine(try WorldBuilder.build(scenario))
        var recorder = Recorder(engine.world, start: engine.observeStart())
        var events = ""
        for expected in flight.records {
            engine.open(notesTurns: true)
            let draft = try #require(engine.draft)
            #expect(draft.number == expected.number)
            let planned = try #require(engine.rehearse())
            #expect(planned.transactions == expected.transactions)
            #expect(
                planned.counterfactuals.map(\.transactions)
                    == expected.counterfactuals.map(\.transactions)
            )
            // Somebody tries it the other way round.
            let backwards = planned.transactions.map(\.pending).reversed()
            _ = engine.rehearse(Array(backwards))
            let sealed = engine.seal()
            let record = try #require(sealed)
            events += recorder.record(record).events
        }
        #expect(events == flight.events)
        engine.open()
        #expect(engine.draft == nil && engine.seal() == nil && engine.rehearse() == nil)
    }

    @Test func `opens a draft once`() throws {
        var engine = Engine(try WorldBuilder.build(.quickstart(blocks: 3)))
        engine.open()
        engine.open()
        #expect(engine.number == 1)
        #expect(engine.step()?.number == 1)
        #expect(engine.draft == nil)
    }

    /// What was seen is what an agent is entitled to: its own, and what its sight lets through.
    @Test func `notes what each agent saw when it looked`() throws {
        var engine = Engine(try WorldBuilder.build(.file("mev-lab/sandwich.yaml")))
        engine.open(notesTurns: true)
        let draft = try #require(engine.draft)
        #expect(draft.turns.map(\.agent) == ["flow", "arbitrage", "thief"])
        for turn in draft.turns {
            #expect(turn.time >= draft.opens && turn.time <= draft.closes)
            for pending in turn.seen where pending.author != turn.agent {
                #expect(turn.sight.sees(pending, at: turn.time, block: draft.number))
            }
        }
        let thief = try #require(draft.turns.last)
        #expect(thief.seen == draft.waiting)
        #expect(draft.turns.first?.seen.isEmpty == true)
        #expect(draft.bundles.map(\.author) == ["thief"])
    }
}
