import Foundation
import Testing

/// `expect` through the program: exit codes, what is printed and what is written.
@Suite struct `Expectations of a scenario` {
    private func run(
        _ expect: String,
        compare: String = "",
        _ options: String...
    ) throws -> (outcome: Outcome, folder: Scratch) {
        let folder = try Scratch()
        try folder.write(try Self.plain() + compare + "\nexpect:\n" + expect, "a.yaml")
        return (try Program.run(["run", "a.yaml"] + options, in: folder), folder)
    }

    /// The short scenario without its own expectations.
    private static func plain() throws -> String {
        let parts = try shortScenario().split(separator: "# What the run should end with.")
        try #require(parts.count == 2)
        return String(parts[0])
    }

    private func expectations(_ folder: Scratch) throws -> [[String: Any]] {
        let summary = try JSONSerialization.jsonObject(
            with: try folder.bytes("runs/quickstart-42/summary.json")
        )
        return try #require((summary as? [String: Any])?["expectations"] as? [[String: Any]])
    }

    @Test func `that are met end with 0`() throws {
        let (outcome, folder) = try run("  - blocks == 20\n  - vault.nav_end > 50 %\n")
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.contains("\nExpectations\n  2 of 2 met\n"))
        let written = try expectations(folder)
        #expect(written.map { $0["pass"] as? Bool } == [true, true])
        #expect(written[0]["text"] as? String == "blocks == 20")
        #expect(written[0]["value"] as? Int == 20)
        #expect(written[0]["variant"] == nil)
        #expect(written[1]["text"] as? String == "vault.nav_end > 5_000 bp")
        #expect((written[1]["value"] as? String)?.wholeMatch(of: /[0-9]+/) != nil)
    }

    @Test func `that are not met end with 99, and what failed is shown`() throws {
        let (outcome, folder) = try run(
            "  - blocks == 20\n  - blocks < 15\n  - liquidity.drought_blocks < 3\n"
        )
        #expect(outcome.code == 99)
        #expect(
            outcome.errors
                == "ballast: 2 of 3 expectations not met: blocks < 15 and others; the run is in "
                + "runs/quickstart-42\n"
        )
        let shown = """

            Expectations
              1 of 3 met
            +------------------------------+---------+-------------------------+
            | not met                      |   it is |                  off by |
            +------------------------------+---------+-------------------------+
            | blocks < 15                  |      20 |                      +5 |
            | liquidity.drought_blocks < 3 | unknown | no pool names a drought |
            +------------------------------+---------+-------------------------+

            """
        #expect(outcome.output.contains(shown), "\(outcome.output)")
        #expect(
            outcome.output.hasSuffix(
                "\nThe run is in runs/quickstart-42: open report.html there in a browser\n"
            )
        )
        let written = try expectations(folder)
        #expect(written.map { $0["pass"] as? Bool } == [true, false, false])
        #expect(written[2]["value"] is NSNull)
        let again = try Program.run(
            ["run", "runs/quickstart-42/scenario.resolved.yaml", "--out", "two"],
            in: folder
        )
        #expect(again.code == 99)
        let files = [
            "summary.json", "scenario.resolved.yaml", "series.csv", "events.jsonl", "report.html",
            "run.sqlite",
        ]
        for name in files {
            #expect(
                try folder.bytes("two/\(name)") == folder.bytes("runs/quickstart-42/\(name)")
            )
        }
    }

    @Test func `end with 99 in JSON and in silence too`() throws {
        let json = try run("  - blocks < 15\n", "--format", "json").outcome
        #expect(json.code == 99)
        #expect(json.output.contains("\"text\": \"blocks < 15\""))
        let quiet = try run("  - blocks < 15\n", "--quiet").outcome
        #expect(quiet.code == 99)
        #expect(quiet.output == "")
        #expect(
            quiet.errors
                == "ballast: 1 of 1 expectations not met: blocks < 15; the run is in "
                + "runs/quickstart-42\n"
        )
    }

    @Test func `of a variant are judged where it is run`() throws {
        let compare = "\ncompare:\n  - { name: shorter, set: { run.for: 3 blocks } }\n"
        let expect = "  - blocks == 20\n  - shorter: blocks == 4\n"
        let (outcome, folder) = try run(expect, compare: compare)
        #expect(outcome.code == 99)
        #expect(outcome.errors.contains("1 of 2 expectations not met: shorter: blocks == 4;"))
        #expect(outcome.output.contains("| shorter: blocks == 4 |     3 |     -1 |"))
        let written = try expectations(folder)
        #expect(written[1]["variant"] as? String == "shorter")
        #expect(written[1]["value"] as? Int == 3)
        let alone = try run(expect, compare: compare, "--no-compare")
        #expect(alone.outcome.code == 0)
        #expect(try expectations(alone.folder).count == 1)
    }

    @Test(arguments: ["run", "check"])
    func `that are malformed are refused with file, line and remedy`(_ command: String) throws {
        let folder = try Scratch()
        let text = try Self.plain() + "\nexpect:\n  - vault.rebalances.faild <= 3\n"
        try folder.write(text, "a.yaml")
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        let outcome = try Program.run([command, "a.yaml"], in: folder)
        #expect(outcome.code == 2)
        #expect(
            outcome.errors
                == "ballast: a.yaml:\(line): expect[0]: no measure \"vault.rebalances.faild\"; did "
                + "you mean \"vault.rebalances.failed\"?\n"
        )
        #expect(try folder.paths() == ["a.yaml"])
    }

    @Test func `are named in the help`() throws {
        let help = try Program.run(["--help"], in: try Scratch()).output
        #expect(help.contains("99 an expectation of"))
    }
}

@Suite struct `Blocks at random` {
    @Test func `are counted by check and by run alike`() throws {
        let folder = try Scratch()
        let text = try shortScenario().replacing(
            "block_time: 12 s",
            with: "block_time: poisson(12 s)"
        )
        .replacing("run: { for: 20 blocks }", with: "run: { for: 240 s }")
        try folder.write(text, "a.yaml")
        let check = try Program.run(["check", "a.yaml"], in: folder)
        #expect(check.code == 0)
        let pattern = /a\.yaml: fine: ([0-9]+) blocks, one in 12 s on average, .*\n/
        let count = try #require(check.output.prefixMatch(of: pattern)?.output.1)
        let run = try Program.run(["run", "a.yaml"], in: folder)
        #expect(run.code == 0)
        #expect(run.output.hasPrefix("quickstart, seed 42: \(count) blocks, "))
        let rows = String(
            decoding: try folder.bytes("runs/quickstart-42/series.csv"),
            as: UTF8.self
        )
        #expect(rows.split(separator: "\n").count == Int(count).map { $0 + 1 })
    }
}
