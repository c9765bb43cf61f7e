import ArgumentParser
import Reporting
import Scenarios

/// Which scenario a command is about: a file, and values that replace some of the file's.
struct ScenarioArguments: ParsableArguments {
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

    /// Reads the scenario, with another seed if there is one, or stops with its one-line error.
    func load(seed: UInt64? = nil) throws -> Scenario {
        do throws(ScenarioError) {
            let seeds = seed.map { ["seed=\($0)"] } ?? []
            return try ScenarioFile.read(file, overrides: overrides + seeds)
        } catch {
            throw Stop.wrong(error.description)
        }
    }
}
