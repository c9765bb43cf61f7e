import Primitives
import Testing

@testable import Scenarios

@Suite struct `A regime` {
    private let text = sampleTrading(
        at: "0.4 per block",
        """
        regime: calm
        regimes:
          calm: { agents.flow.rate: 0.1 per block }
          wild: { agents.flow.rate: 2 per block, chain.base_fee: 90 gwei }

        """
    )

    @Test func `replaces the values that belong to it`() throws {
        #expect(try rateOfTrades(text) == 0.1)
        #expect(try rateOfTrades(text, ["regime=wild"]) == 2)
        let wild = try Scenario.decode(
            bytes: Array(text.utf8),
            file: "s.yaml",
            overrides: ["regime=wild"]
        )
        #expect(wild.chain.baseFee == Wei(90_000_000_000))
        #expect(wild.seed == (try Scenario.decode(text, file: "s.yaml")).seed)
        #expect(try Scenario.decode(wild.resolvedYAML, file: "r.yaml") == wild)
    }

    @Test func `is refused where there is none of that name, or a value has no place`() {
        #expect(
            outcome(text.replacing("regime: calm", with: "regime: clam"))
                .hasSuffix("regime: no regime \"clam\"; did you mean \"calm\"?")
        )
        let long = text.replacing("wild:", with: String(repeating: "w", count: 5_000) + ":")
            .replacing("regime: calm", with: "regime: storm")
        #expect(outcome(long).utf8.count < 200)
        let misspelt = text.replacing(
            "agents.flow.rate: 2",
            with: "agents.flwo.rate: 2"
        )
        #expect(outcome(misspelt).contains("agents has no item \"flwo\""))
    }
}
