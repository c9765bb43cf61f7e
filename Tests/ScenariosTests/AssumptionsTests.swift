import Testing

@testable import Scenarios

@Suite struct `An assumption` {
    @Test func `may be of any number, where it stands or by its path`() throws {
        let inPlace = sampleTrading(
            at: "{ assumption: 0.4 per block, low: 0.1 per block, high: 0.9 per block }"
        )
        let listed = sampleTrading(
            at: "0.4 per block",
            "assumptions: [{ path: agents.flow.rate, low: 0.1 per block, high: 0.9 per block }]\n"
        )
        let scenario = try Scenario.decode(inPlace, file: "s.yaml")
        #expect(try Scenario.decode(listed, file: "s.yaml") == scenario)
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "r.yaml") == scenario)
        let rates = AssumptionLevel.allCases.map { level in
            scenario.assuming(level).agents.compactMap { agent in
                if case .traders(let traders) = agent.role { traders.ratePerBlock } else { nil }
            }[0]
        }
        // √(0.1 · 0.4) = 0.2 and √(0.4 · 0.9) = 0.6.
        #expect(rates == [0.1, 0.2, 0.4, 0.6, 0.9])
    }

    @Test func `is refused by a path that leads nowhere`() {
        let text = sampleTrading(
            at: "0.4 per block",
            "assumptions: [{ path: agents.flwo.rate, low: 1 per block, high: 2 per block }]\n"
        )
        #expect(outcome(text).contains("nothing stands at agents.flwo.rate"))
    }

    /// A value of another takes the bounds away wherever they were written.
    @Test(
        arguments: [
            "agents.flow.rate=1 per block", "agents.2.rate=1 per block",
            "agents.flow={ name: flow, role: traders, rate: 1 per block, size: 1 USDC }",
            "agents.flow={ name: flow, role: observer }",
        ]
    )
    func `goes with the value that it is about`(_ override: String) throws {
        let inPlace = sampleTrading(
            at: "{ assumption: 0.4 per block, low: 0.1 per block, high: 0.9 per block }"
        )
        let listed = sampleTrading(
            at: "0.4 per block",
            "assumptions: [{ path: agents.flow.rate, low: 0.1 per block, high: 0.9 per block }]\n"
        )
        let known = try [inPlace, listed].map { text in
            try Scenario.decode(bytes: Array(text.utf8), file: "s.yaml", overrides: [override])
        }
        #expect(known[0] == known[1])
        #expect(known[0].assumptions.isEmpty && known[0].levels.isEmpty)
    }

    @Test func `is refused where there are too many`() {
        let item = "{ path: agents.flow.rate, low: 0.1 per block, high: 0.9 per block }"
        let list = Array(repeating: item, count: 201).joined(separator: ", ")
        let text = sampleTrading(at: "0.4 per block", "assumptions: [\(list)]\n")
        #expect(outcome(text).contains("a scenario has at most 200"))
    }
}
