import Scenarios
import Testing

@Suite struct `The time between blocks` {
    @Test(arguments: ["poisson(12 s)", "poisson( 12s)", "poisson (0.2 min)"])
    func `may be a Poisson process`(_ text: String) throws {
        let scenario = try Scenario.decode(
            sample(replacing: "block_time: 12 s", with: "block_time: \(text)"),
            file: "s.yaml"
        )
        #expect(scenario.chain.blockTime == .poisson(mean: 12))
        // Two hours.
        #expect(scenario.blocksExpected == 600)
        #expect(scenario.resolvedYAML.contains("\n  block_time: poisson(12 s)\n"))
        let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == scenario)
    }

    @Test func `is fixed where it is a time alone`() throws {
        let scenario = try Scenario.decode(sample, file: "s.yaml")
        #expect(scenario.chain.blockTime == .fixed(12))
        #expect(scenario.resolvedYAML.contains("\n  block_time: 12 s\n"))
    }

    @Test(
        arguments: [
            (
                "poisson",
                "\"poisson\" is not a time between blocks; write 12 s, or "
                    + "poisson(12 s) for blocks at random with that mean"
            ),
            (
                "poisson 12 s",
                "\"poisson 12 s\" is not a time between blocks; write 12 s, or "
                    + "poisson(12 s) for blocks at random with that mean"
            ),
            (
                "poisson()", "has no value; write a duration, for example 13 s"
            ),
            (
                "poisson(12)",
                "\"12\" has no unit; the unit of a duration is s, min, h or d, for "
                    + "example 13 s"
            ),
            ("poisson(0 s)", "\"0 s\" is out of bounds; write 1 s to 1 h"),
            ("poisson(2 h)", "\"2 h\" is out of bounds; write 1 s to 1 h"),
            ("poisson(1.5 s)", "\"1.5 s\" is not a whole number of seconds; write it as 13 s"),
        ]
    )
    func `is refused with its line and remedy`(_ text: String, _ refusal: String) {
        let changed = sample(replacing: "block_time: 12 s", with: "block_time: \(text)")
        #expect(outcome(changed) == "s.yaml:5: chain.block_time: \(refusal)")
    }

    /// Of blocks at random the end of a run is known for a time, and on average for a number.
    @Test func `at random lets typed-in prices reach the end of the time, not of the last block`() {
        let poisson = sample(replacing: "block_time: 12 s", with: "block_time: poisson(7 s)")
        #expect(outcome(poisson) == "decodes")
        let longer = poisson.replacingOccurrences(of: "for: 2 h", with: "for: 7_201 s")
        #expect(
            outcome(longer)
                == "s.yaml:10: assets.WETH.price: 3 prices 1 h apart end before the run, which is "
                + "7_201 s long; give 4 prices or shorten the run"
        )
        // With a fixed block time the last block comes 6 s before the end, after 7,196 s.
        let fixed = sample(replacing: "block_time: 12 s", with: "block_time: 7 s")
            .replacingOccurrences(of: "for: 2 h", with: "for: 7_201 s")
        #expect(outcome(fixed) == "decodes")
    }
}

@Suite struct `A price at random` {
    private let text = sample(
        replacing: "{ replay: [200, 190, 180], every: 1 h, volatility: 80 % }",
        with: "{ gbm: 200, volatility: 95.5 %, drift: -20 % }"
    )

    @Test func `has a start, a volatility and a drift of either sign`() throws {
        let scenario = try Scenario.decode(text, file: "s.yaml")
        #expect(
            scenario.assets[0].price
                == .gbm(GeometricPrice(start: 200, drift: -0.2, volatility: 0.955))
        )
        #expect(scenario.assets[0].price.start == 200)
        let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
        #expect(again == scenario)
        let plain = text.replacingOccurrences(of: ", drift: -20 %", with: "")
        #expect(
            try Scenario.decode(plain, file: "s.yaml").assets[0].price
                == .gbm(GeometricPrice(start: 200, volatility: 0.955))
        )
    }

    @Test(
        arguments: [
            (
                "gbm: 200", "gbm: 0",
                ".gbm: \"0\" is out of bounds; write 0.000000001 to "
                    + "1_000_000_000_000"
            ),
            (
                "gbm: 200", "gbm: 200, every: 1 h",
                ".every: unknown key; the keys of a price at "
                    + "random are: gbm, volatility, drift, jumps, regimes"
            ),
            (
                "volatility: 95.5 %, ", "",
                ": volatility is missing; a price without regimes needs it: write "
                    + "volatility: and a volatility, for example 80 %"
            ),
            (
                "volatility: 95.5 %", "volatility: 1001 %",
                ".volatility: \"1001 %\" is out of bounds; "
                    + "write 0 % to 1_000 %"
            ),
            (
                "drift: -20 %", "drift: -1001 %",
                ".drift: \"-1001 %\" is out of bounds; write "
                    + "-1_000 % to 1_000 %"
            ),
            (
                "drift: -20 %", "drift: 0.2",
                ".drift: \"0.2\" has no unit; the unit of a drift is %, "
                    + "for example 5 % or -20 %"
            ),
            (
                "drift: -20 %", "drift: down",
                ".drift: \"down\" is not a drift; write it as 5 % or "
                    + "-20 %"
            ),
        ]
    )
    func `is refused with`(_ old: String, _ new: String, _ refusal: String) {
        precondition(text.contains(old))
        #expect(
            outcome(text.replacingOccurrences(of: old, with: new))
                == "s.yaml:10: assets.WETH.price\(refusal)"
        )
    }
}
