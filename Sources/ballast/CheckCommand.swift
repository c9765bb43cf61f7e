import ArgumentParser
import Foundation
import Reporting
import Scenarios
import Simulation
import Sweeps

/// `ballast check FILE`: says whether a scenario could run, and what it would do.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a scenario file and explain what it will do.",
        discussion: """
            The first line is the verdict; then come prices, pools, the vault, every agent, what \
            is expected, and how long a run is likely to take, for which its first blocks are run \
            for at most half a second. Nothing is written.

            EXAMPLES
              ballast check scenarios/quickstart.yaml
              ballast check scenarios/quickstart.yaml --quiet
              ballast check scenarios/quickstart.yaml --set vault.trigger.threshold='2 %'
              ballast check scenarios/black-thursday.yaml --format json | jq .agents
            """
    )

    @OptionGroup var input: ScenarioArguments

    @Option(help: "How the explanation is printed: text or json.")
    var format: OutputFormat = .text

    @Flag(help: "Only the verdict, and no estimate.")
    var quiet = false

    func run() throws {
        let scenario = try input.load()
        let world = try makeWorld(scenario, file: input.file)
        for variant in scenario.variants {
            _ = try makeWorld(variant.scenario, file: "\(input.file): \(variant.name)")
        }
        let estimate = quiet ? nil : RunEstimate(world, blocks: blocksToRun(scenario))
        let explanation = Explanation(scenario, estimate: estimate)
        switch format {
        case .json: try Terminal.show(explanation.json.pretty)
        case .text:
            try Terminal.show("\(input.file): fine: \(explanation.verdict)")
            if !quiet { try Terminal.show("\n" + explanation.text) }
        }
    }

    /// The run's own blocks, and its variants' by the cores that share them.
    private func blocksToRun(_ scenario: Scenario) -> UInt64 {
        let variants = Comparison(scenario)
        let cores = min(ProcessInfo.processInfo.activeProcessorCount, max(variants.count, 1))
        return scenario.blocks + variants.blockCount / UInt64(max(cores, 1))
    }
}
