import Primitives
import Testing

@testable import Scenarios

/// The sample with another rate of trades, and lines at its end.
func sampleTrading(at rate: String, _ lines: String = "") -> String {
    sample.replacing("rate: 0.4 per block", with: "rate: \(rate)") + lines
}

func rateOfTrades(_ text: String, _ overrides: [String] = []) throws -> Double {
    let scenario = try Scenario.decode(
        bytes: Array(text.utf8),
        file: "s.yaml",
        overrides: overrides
    )
    return try #require(rateOfTrades(scenario))
}

/// How often the first traders of a scenario trade, a block.
func rateOfTrades(_ scenario: Scenario) -> Double? {
    scenario.agents.lazy.compactMap { agent in
        if case .traders(let traders) = agent.role { traders.ratePerBlock } else { nil }
    }.first
}

@Suite struct `A range` {
    @Test func `draws from the seed, within its bounds`() throws {
        let text = sampleTrading(at: "\"uniform(0.1 per block, 0.9 per block)\"")
        var drawn: Set<Double> = []
        for seed in 0..<200 {
            let value = try rateOfTrades(text, ["seed=\(seed)"])
            #expect((0.1...0.9).contains(value))
            #expect(try rateOfTrades(text, ["seed=\(seed)"]) == value)
            drawn.insert(value)
        }
        #expect(drawn.count > 190)
        // The mean of 200 uniform draws: 0.5 ± 0.8 ÷ √(12 · 200), within four errors.
        let mean = drawn.reduce(0, +) / Double(drawn.count)
        #expect(abs(mean - 0.5) < 4 * 0.0164)
    }

    @Test func `of logarithms has as much below its geometric mean as above`() throws {
        let text = sampleTrading(at: "\"loguniform(0.01 per block, 1 per block)\"")
        let low = try (0..<200).count { try rateOfTrades(text, ["seed=\($0)"]) < 0.1 }
        #expect(abs(low - 100) < 29)
    }

    @Test func `is settled in the resolved form, and moves no other`() throws {
        let text = sampleTrading(at: "\"uniform(0.1 per block, 0.9 per block)\"")
        let scenario = try Scenario.decode(text, file: "s.yaml")
        #expect(!scenario.resolvedYAML.contains("uniform"))
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "r.yaml") == scenario)
        let more = text.replacing(
            "liquidity: 8_000_000 USDC",
            with: "liquidity: \"uniform(1_000_000 USDC, 2_000_000 USDC)\""
        )
        #expect(try rateOfTrades(more) == rateOfTrades(text))
        let pool = try Scenario.decode(more, file: "s.yaml").pools[0]
        // Whole tokens, as both bounds are.
        let millionths = pool.liquidity.raw
        #expect(millionths > 1_000_000_000_000 && millionths < 2_000_000_000_000)
        #expect(millionths.quotientAndRemainder(dividingBy: 1_000_000)?.remainder == .zero)
    }

    @Test(
        arguments: [
            ("uniform(1 per block)", "is no range"),
            ("uniform(1 per block, 2 x)", "is no range"),
            ("uniform(2 per block, 1 per block)", "write the lower bound first"),
            ("loguniform(0 per block, 1 per block)", "write the lower bound first"),
            ("uniform(1 parsec, 2 parsec)", "is not a unit of a rate"),
        ]
    )
    func `is refused where it is none`(_ range: String, _ words: String) {
        #expect(outcome(sampleTrading(at: "\"\(range)\"")).contains(words))
    }
}
