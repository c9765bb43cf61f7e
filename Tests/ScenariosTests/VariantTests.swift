import Testing

@testable import Scenarios

@Suite struct `A variant` {
    /// Its regimes, ranges and assumptions are settled in the resolved form, so what a variant
    /// changes is said of that form.
    @Test(
        arguments: [
            ("regime: wild", 2.0), ("seed: 9", nil),
            ("agents.flow.rate.assumption: 0.5 per block", 0.5),
            ("agents.flow.rate: 3 per block", 3), ("agents.flow.slippage: 2 %", 0.4),
            ("chain.base_fee: 3 gwei", 0.4),
        ]
    )
    func `of what is settled is the same read from the resolved form`(
        _ change: String,
        _ rate: Double?
    ) throws {
        let text = sampleTrading(
            at: "{ assumption: 0.4 per block, low: 0.1 per block, high: 0.9 per block }",
            """
            regime: calm
            regimes:
              calm: { chain.base_fee: "uniform(1 gwei, 1_000_000 gwei)" }
              wild: { agents.flow.rate: 2 per block, agents.flow.slippage: 5 % }
            compare: [{ name: other, set: { \(change) } }]

            """
        )
        let scenario = try Scenario.decode(text, file: "s.yaml")
        let variant = try #require(scenario.variants.first).scenario
        if let rate {
            #expect(rateOfTrades(variant) == rate)
        } else {
            #expect(variant.seed == 9)
            #expect(variant.chain.baseFee != scenario.chain.baseFee)
        }
        #expect(variant.hasAssumptions == (rate != 2 && rate != 3))
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "r.yaml") == scenario)
    }

    /// A section that it replaces takes the assumptions in it along, wherever they were written.
    @Test func `replaces a section in which something is assumed`() throws {
        let text = sampleTrading(
            at: "{ assumption: 0.4 per block, low: 0.1 per block, high: 0.9 per block }",
            "compare: [{ name: none, set: { agents.flow: { name: flow, role: observer } } }]\n"
        )
        let scenario = try Scenario.decode(text, file: "s.yaml")
        #expect(scenario.variants.first?.scenario.hasAssumptions == false)
        #expect(scenario.variants.first?.changes.map(\.path) == ["agents.flow"])
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "r.yaml") == scenario)
    }

    /// What only a regime brings, another regime's variant does without.
    @Test(
        arguments: [
            "events: [{ at: block 5, paused: main }]",
            "correlation: { assets: [WETH, DAI], matrix: [[100 %, 50 %], [50 %, 100 %]] }",
            "expect: [blocks > 1]", "always: [main.depth > 1 USDC]",
        ]
    )
    func `of another regime has no section of this one`(_ section: String) throws {
        let text =
            sample.replacing(
                "DAI: { decimals: 18, price: 1 }",
                with: "DAI: { decimals: 18, price: { gbm: 1, volatility: 1 % } }"
            )
                + """
                regime: stressed
                regimes:
                  calm: { chain.base_fee: 1 gwei }
                  stressed: { \(section) }
                compare: [{ name: calm, set: { regime: calm } }]

                """
        let scenario = try Scenario.decode(text, file: "s.yaml")
        let variant = try #require(scenario.variants.first).scenario
        #expect(variant.events.isEmpty && variant.correlation == nil)
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "r.yaml") == scenario)
    }

    /// A range in one variant's change is drawn from that variant's own seed.
    @Test func `of another seed is read back beside one that draws`() throws {
        let text = sampleTrading(
            at: "\"uniform(0.1 per block, 0.9 per block)\"",
            """
            compare:
              - { name: a, set: { seed: 2 } }
              - name: b
                set: { pools.main.liquidity: "uniform(1_000_000 USDC, 2_000_000 USDC)" }

            """
        )
        let scenario = try Scenario.decode(text, file: "s.yaml")
        #expect(try Scenario.decode(scenario.resolvedYAML, file: "r.yaml") == scenario)
    }

    @Test func `leaves out a section that it does without`() throws {
        let text = sample + "events: [{ at: block 5, paused: main }]\n"
        let without = try Scenario.decode(
            text + "compare: [{ name: calm, set: { events: ~ } }]\n",
            file: "s.yaml"
        )
        #expect(
            without.events.count == 1 && without.variants.first?.scenario.events.isEmpty == true
        )
        #expect(try Scenario.decode(without.resolvedYAML, file: "r.yaml") == without)
        #expect(outcome(text + "compare: [{ name: calm, set: { events: } }]\n").contains("events"))
    }
}
