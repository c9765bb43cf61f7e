import Testing

@testable import Scenarios

/// The sample with events, whose line is the last but one.
private func outcomes(of line: String) -> String {
    let text = sample + "events:\n  - \(line)\n"
    let result = outcome(text)
    guard let split = result.firstIndex(of: " ") else { return result }
    return String(result[split...].dropFirst())
}

@Suite struct `An event's line` {
    @Test(
        arguments: [
            (
                "{ gas_demand: 2x }",
                "events[0]: needs one of at, when and after, and only one; write at: 6 h, when: "
                    + "main.depth < 100_000 USDC, or after: the name of another"
            ),
            ("{ at: 1 h, for: 1 h }", "events[0]: the event does nothing; write what it does"),
            (
                "{ at: 1 h, ofline: keeper }",
                "events[0].ofline: unknown key; did you mean \"offline\"?"
            ),
            ("{ at: 1 h, offline: keper }", "did you mean \"keeper\"?"),
            ("{ at: 1 h, late: keeper }", "by is missing; late needs it"),
            (
                "{ at: 1 h, by: 2 blocks, gas_demand: 2x }",
                "events[0].by: goes with late; remove it"
            ),
            (
                "{ at: 1 h, wrong: keeper, factor: 2x }",
                "no agent of the role oracle_reporter is called"
            ),
            ("{ at: 1 h, deviating: oracle, reaches: 2x }", "for is missing; deviating needs it"),
            ("{ at: 1 h, depth: 0.1x, pool: mian }", "no pool \"mian\"; did you mean \"main\"?"),
            ("{ at: 9 d, gas_demand: 2x }", "comes when the run is over"),
            ("{ at: 25:00, gas_demand: 2x }", "\"25:00\" is no time of a day"),
            ("{ after: crash, gas_demand: 2x }", "no earlier event is called \"crash\""),
            ("{ when: mian.depth < 1 USDC, gas_demand: 2x }", "did you mean \"main.depth\"?"),
            ("{ when: main.depth < 1 WETH, gas_demand: 2x }", "main.depth(1 %) is not in WETH"),
            (
                "{ when: main.depth == 1 USDC, gas_demand: 2x }",
                "compares what is never quite equal"
            ),
            ("{ when: main.gap(5 %) > 1 %, gas_demand: 2x }", "takes nothing in brackets"),
            ("{ at: 1 h, relay_down: yes }", "is not one of the choices"),
            ("{ at: 1 h, blocked: WETHH }", "no asset \"WETHH\""),
        ]
    )
    func `is refused with the remedy`(_ line: String, _ words: String) {
        let result = outcomes(of: line)
        #expect(result.contains(words), "\(result)")
    }

    @Test func `of missed slots needs a run that ends by the clock`() {
        let text =
            sample.replacing("run: { for: 2 h }", with: "run: { for: 200 blocks }")
            + "events:\n  - { at: 1 min, missed_slots: 10 % }\n"
        #expect(outcome(text).contains("give run.for as a time"))
    }
}
