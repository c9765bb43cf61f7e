import ArgumentParser
import Foundation

/// The command line: words in, exit code out.
@main
struct Ballast: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "ballast",
        abstract: "A flight simulator for on-chain portfolio vaults.",
        discussion: """
            A whole blockchain in one process: signed transactions, gas, a mempool that others can \
            read, and a vault that keepers rebalance. A scenario file says what happens.

            EXAMPLES
              ballast run scenarios/quickstart.yaml
              ballast run scenarios/black-thursday.yaml --seed 7 --out /tmp/thursday
              ballast run scenarios/quickstart.yaml --format json | jq .vault
              ballast step scenarios/quickstart.yaml
              ballast new vault --out my-vault.yaml
              ballast check my-vault.yaml
              ballast compare runs/quickstart-42 /tmp/thursday
              ballast schema > ballast.schema.json
              ballast conformance keccak keccak256_kat.json

            EXIT CODES
              0 fine; 1 the run failed; 2 the file or the words are wrong;
              99 an expectation of the scenario is not met; 130 interrupted.
            """,
        version: version,
        subcommands: [
            RunCommand.self, StepCommand.self, CheckCommand.self, CompareCommand.self,
            NewCommand.self, SchemaCommand.self, ConformanceCommand.self,
        ]
    )

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            exit(withCode: code(for: error), message: error)
        }
    }

    /// The exit codes that the documentation names, instead of the parser's own.
    private static func code(for error: any Error) -> Int32 {
        if let stop = error as? Stop { return stop.code }
        let code = exitCode(for: error)
        return code == .validationFailure ? 2 : code.rawValue
    }

    private static func exit(withCode code: Int32, message error: any Error) {
        let text: String
        if let stop = error as? Stop {
            text = stop.message
        } else {
            text = fullMessage(for: error)
        }
        if !text.isEmpty {
            let output = code == 0 ? FileHandle.standardOutput : FileHandle.standardError
            output.write(Data((text + "\n").utf8))
        }
        Foundation.exit(code)
    }
}

/// The end of a command with a message on standard error and an exit code.
struct Stop: Error {
    let code: Int32
    let message: String

    /// The file or the words are wrong.
    static func wrong(_ message: String) -> Stop {
        Stop(code: 2, message: "ballast: \(message)")
    }

    /// The run went well, but did not end as the scenario expects.
    static func unmet(_ message: String) -> Stop {
        Stop(code: 99, message: "ballast: \(message)")
    }

    /// The run was stopped by a signal; what ran is written.
    static func interrupted(_ message: String) -> Stop {
        Stop(code: 130, message: "ballast: \(message)")
    }

    /// The run failed.
    static func failed(_ message: String) -> Stop {
        Stop(code: 1, message: "ballast: \(message)")
    }
}
