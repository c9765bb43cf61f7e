import ArgumentParser
import Scenarios
import Simulation

/// `ballast check FILE`: says whether a scenario could run, without running it.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a scenario file without running it.",
        discussion: """
            EXAMPLES
              ballast check scenarios/quickstart.yaml
              ballast check scenarios/quickstart.yaml --set vault.trigger.threshold='2 %'
            """
    )

    @OptionGroup var input: ScenarioArguments

    func run() throws {
        let scenario = try input.load()
        _ = try makeWorld(scenario, file: input.file)
        for variant in scenario.variants {
            _ = try makeWorld(variant.scenario, file: "\(input.file): \(variant.name)")
        }
        let variants = scenario.variants.isEmpty ? [] : [count(scenario.variants.count, "variant")]
        let parts =
            [
                blocks(of: scenario),
                count(scenario.assets.count, "asset"), count(scenario.pools.count, "pool"),
                scenario.vault == nil ? "no vault" : "a vault",
                count(scenario.agents.count, "agent"),
            ] + variants
        try Terminal.show("\(input.file): fine: \(parts.joined(separator: ", "))")
    }

    private func blocks(of scenario: Scenario) -> String {
        switch scenario.chain.blockTime {
        case .fixed(let seconds): "\(scenario.blocks) blocks of \(seconds) s"
        case .poisson(let mean): "\(scenario.blocks) blocks, one in \(mean) s on average"
        }
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
