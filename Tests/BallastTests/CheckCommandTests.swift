import Foundation
import Testing

/// A file or words that the program must refuse.
private struct BadInput: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// How the file differs from one that runs; nothing leaves it as it is.
    var write: @Sendable (Scratch) throws -> Void
    /// What standard error must say: the place and the remedy.
    let words: [String]

    /// A file in which one piece of text is replaced.
    init(_ description: String, replacing old: String, with new: String, _ words: String...) {
        testDescription = description
        self.words = words
        write = { folder in
            let text = try shortScenario()
            try #require(text.contains(old))
            try folder.write(text.replacing(old, with: new), "a.yaml")
        }
    }

    init(
        _ description: String,
        _ words: String...,
        write: @escaping @Sendable (Scratch) throws -> Void
    ) {
        testDescription = description
        self.words = words
        self.write = write
    }

    static let table = [
        BadInput("missing", "a.yaml: no such file; check the path") { _ in },
        BadInput("invalid YAML", replacing: "seed: 42", with: "seed: [42", "a.yaml:"),
        BadInput(
            "a misspelt key",
            replacing: "seed: 42",
            with: "seeed: 42",
            "a.yaml:",
            "seeed",
            "\"seed\""
        ),
        BadInput(
            "a wrong unit",
            replacing: "block_time: 12 s",
            with: "block_time: 12 gwei",
            "a.yaml:",
            "chain.block_time",
            "gwei",
            "13 s"
        ),
        BadInput(
            "weights of 101 %",
            replacing: "USDC: 40 %",
            with: "USDC: 41 %",
            "a.yaml:",
            "vault.targets",
            "101 %"
        ),
        BadInput(
            "an unknown pool",
            replacing: "role: sandwicher",
            with: "role: sandwicher\n    pool: mian",
            "a.yaml:",
            "mian",
            "\"main\""
        ),
        BadInput("empty", "a.yaml") { try $0.write("", "a.yaml") },
        BadInput("nothing but a comment", "a.yaml") { try $0.write("# nothing\n", "a.yaml") },
        BadInput("50 MB", "a.yaml", "a scenario is at most 1 MB") { folder in
            let file = folder.url.appending(path: "a.yaml")
            try folder.write("", "a.yaml")
            let handle = try FileHandle(forWritingTo: file)
            try handle.truncate(atOffset: 50 << 20)
            try handle.close()
        },
        BadInput("binary", "a.yaml") { folder in
            let bytes = (0..<4_096).map { UInt8(($0 * 167 + 13) % 256) }
            try Data(bytes).write(to: folder.url.appending(path: "a.yaml"))
        },
        BadInput("a directory", "a.yaml: this is a folder; give a file inside it") { folder in
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: "a.yaml"),
                withIntermediateDirectories: false
            )
        },
    ]
}

@Suite struct `A file that cannot be run` {
    @Test(arguments: BadInput.table, ["run", "check"])
    private func `is refused in one line, with nothing written`(
        _ input: BadInput,
        _ command: String
    ) throws {
        let folder = try Scratch()
        try input.write(folder)
        let before = try folder.paths()
        let outcome = try Program.run([command, "a.yaml"], in: folder)
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("\n"))
        #expect(outcome.errors.hasPrefix("ballast: a.yaml"))
        // The remedy stands after a semicolon.
        #expect(outcome.errors.contains("; "), "\(outcome.errors)")
        for word in input.words {
            #expect(outcome.errors.contains(word), "\(word) is not in \(outcome.errors)")
        }
        #expect(try folder.paths() == before)
    }
}

@Suite struct `The command check` {
    @Test func `counts variants, and takes values beside the file`() throws {
        let folder = try Scratch()
        let file = packageFolder.appending(path: "scenarios/index-april-2021.yaml").path
        let short = ["--set", "run.for=10 blocks"]
        let fine = try Program.run(["check", file, "--quiet"] + short, in: folder)
        #expect(fine.code == 0)
        #expect(
            fine.output
                == "\(file): fine: 10 blocks of 13 s, 16 assets, 14 pools, a vault, 6 agents, "
                + "3 variants\n"
        )
        let wrong = try Program.run(["check", file, "--set", "run.fro=10 blocks"], in: folder)
        #expect(wrong.code == 2)
        #expect(
            wrong.errors
                == "ballast: --set run.fro: unknown key; did you mean \"for\"?\n"
        )
    }

    @Test func `explains what a fine file will do, and writes nothing`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let outcome = try Program.run(["check", "a.yaml"], in: folder)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.first == "a.yaml: fine: 20 blocks of 12 s, 2 assets, 1 pool, a vault, 6 agents"
        )
        #expect(lines.allSatisfy { $0.count <= 100 && !$0.hasSuffix(" ") })
        let takes = try #require(lines.first { $0.hasPrefix("  takes") })
        // A machine that does much else comes no further in its half second.
        #expect(
            takes.contains(/: an estimate, from the first (\d+ blocks|block) at [\d,]+ a second/)
        )
        #expect(try folder.paths() == ["a.yaml"])
    }

    @Test func `explains it to a program`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let outcome = try Program.run(["check", "a.yaml", "--format", "json"], in: folder)
        #expect(outcome.code == 0)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let root = try #require(object as? [String: Any])
        #expect(root["blocks"] as? Int == 20)
        #expect(root["seconds"] as? Int == 240)
        let agents = root["agents"] as? [[String: Any]]
        #expect(agents?.compactMap { $0["role"] as? String }.count == 6)
        let tried = (root["estimate"] as? [String: Any])?["blocks_tried"] as? Int
        #expect(try (1...20).contains(#require(tried)))
        #expect((root["expectations"] as? [String])?.first == "vault.rebalances.failed <= 3")
    }

    /// Half a second for the estimate, and what the machine's other work takes.
    @Test func `takes a moment for a run of days`() throws {
        let folder = try Scratch()
        let file = packageFolder.appending(path: "scenarios/black-thursday.yaml").path
        let start = ContinuousClock.now
        let outcome = try Program.run(["check", file], in: folder)
        #expect(outcome.code == 0)
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(outcome.output.contains("  takes       about "))
    }

    @Test func `accepts every scenario of the package`() throws {
        let folder = try Scratch()
        let scenarios = packageFolder.appending(path: "scenarios").path
        let names = try FileManager.default.subpathsOfDirectory(atPath: scenarios)
        #expect(names.contains("mev-lab/sandwich.yaml"))
        for name in names where name.hasSuffix(".yaml") {
            let outcome = try Program.run(["check", "\(scenarios)/\(name)", "--quiet"], in: folder)
            #expect(outcome.code == 0, "\(name): \(outcome.errors)")
        }
    }
}
