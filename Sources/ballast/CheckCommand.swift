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

    @Argument(help: "The scenario file.")
    var file: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Replace a value of the file; may be given several times.",
            valueName: "path=value"
        )
    )
    var overrides: [String] = []

    func run() throws {
        let scenario = try loadScenario(file, overrides: overrides)
        _ = try makeWorld(scenario, file: file)
        let parts = [
            "\(scenario.blocks) blocks of \(scenario.chain.blockTime) s",
            count(scenario.assets.count, "asset"), count(scenario.pools.count, "pool"),
            scenario.vault == nil ? "no vault" : "a vault",
            count(scenario.agents.count, "agent"),
        ]
        try Terminal.show("\(file): fine: \(parts.joined(separator: ", "))")
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
