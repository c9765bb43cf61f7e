import Scenarios
import Testing

@Suite struct `An adversarial builder in a scenario` {
    private func builder(_ text: String) throws -> BuilderSettings {
        let ordering = "ordering: { policy: adversarial, builder: \(text) }"
        let scenario = try Scenario.decode(
            sample(replacing: "run: { for: 2 h }", with: "\(ordering)\nrun: { for: 2 h }"),
            file: "s.yaml"
        )
        let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == scenario)
        return try #require(scenario.ordering.builder)
    }

    /// Each list may be left out: it is empty then.
    @Test func `has what is said, and the defaults`() throws {
        #expect(try builder("{}") == BuilderSettings())
        #expect(try builder("{ censors: [keeper] }") == BuilderSettings(censors: ["keeper"]))
        #expect(
            try builder("{ own: [sandwicher], from_block: 10, run: 2 blocks }")
                == BuilderSettings(own: ["sandwicher"], first: 10, run: 2)
        )
        #expect(
            try builder("{ delays: [flow], delay: 3 blocks, every: 5 blocks, run: 1 block }")
                == BuilderSettings(delays: ["flow"], delay: 3, run: 1, every: 5)
        )
    }
}
