import Foundation
import Testing

/// What the README shows, run as a newcomer would.
@Suite struct `The README` {
    private let text: String

    init() throws {
        text = try String(contentsOf: packageFolder.appending(path: "README.md"), encoding: .utf8)
    }

    /// The whole of Black Thursday in a process of its own: the record's hash is in the summary, so
    /// the README holds the result of every block.
    @Test func `shows what Black Thursday prints`() throws {
        let folder = try Scratch.checkout()
        let outcome = try Program.run(["run", "scenarios/black-thursday.yaml"], in: folder)
        #expect(outcome.code == 0)
        let shown = try block(
            after: "<!-- ballast run scenarios/black-thursday.yaml -->",
            in: text
        )
        let printed = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        // The print ends with a line end, which the fence takes.
        #expect(shown == Array(printed.dropLast()))
    }

    /// The table of the variants, as the command prints it.
    @Test func `and the page about the vault show what the index of April 2021 prints`() throws {
        let page = try String(
            contentsOf: packageFolder.appending(path: "docs/VAULT.md"),
            encoding: .utf8
        )
        let command = "<!-- ballast run scenarios/index-april-2021.yaml -->"
        let table = try block(after: command, in: page)
        let outcome = try Program.run(
            ["run", "scenarios/index-april-2021.yaml"],
            in: try Scratch.checkout()
        )
        #expect(outcome.code == 0)
        #expect(table.count == 19)
        #expect(outcome.output.contains(table.joined(separator: "\n")))
    }

    /// All of it but the estimate, which is the machine's.
    @Test func `and the page about scenarios show what check explains`() throws {
        let page = try String(
            contentsOf: packageFolder.appending(path: "docs/SCENARIOS.md"),
            encoding: .utf8
        )
        let command = "<!-- ballast check scenarios/quickstart.yaml -->"
        let shown = try block(after: command, in: page)
        let outcome = try Program.run(
            ["check", "scenarios/quickstart.yaml"],
            in: try Scratch.checkout()
        )
        let printed = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        let estimate = "  takes "
        #expect(shown.count { $0.hasPrefix(estimate) } == 1)
        #expect(
            shown.filter { !$0.hasPrefix(estimate) }
                == printed.dropLast().filter { !$0.hasPrefix(estimate) }
        )
    }

    @Test func `shows commands that work`() throws {
        let folder = try Scratch.checkout()
        let commands = text.split(separator: "\n").filter {
            $0.hasPrefix(".build/release/ballast ")
        }
        #expect(commands.count >= 4)
        for command in commands {
            let outcome = try Program.shell(String(command), in: folder)
            #expect(outcome.code == 0, "\(command): \(outcome.errors)")
            #expect(!outcome.output.isEmpty)
        }
    }

    @Test func `names only files that exist`() throws {
        for link in text.matches(of: /\]\(([^)#]+)\)/) where !link.output.1.contains("://") {
            let path = packageFolder.appending(path: String(link.output.1)).path
            #expect(FileManager.default.fileExists(atPath: path), "\(link.output.1)")
        }
    }
}

/// The lines of the fenced block that follows a marker.
func block(after marker: String, in text: String) throws -> [Substring] {
    let start = try #require(text.range(of: marker)?.upperBound)
    let parts = text[start...].split(
        separator: "```",
        maxSplits: 2,
        omittingEmptySubsequences: false
    )
    try #require(parts.count == 3)
    // Behind the opening fence stands the language, before the closing one a line end.
    return Array(
        parts[1].split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
    )
}
