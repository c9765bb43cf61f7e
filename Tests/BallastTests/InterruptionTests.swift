import Foundation
import Testing

/// What a run leaves that a signal ended.
@Suite struct `An interrupted run` {
    private static let files = [
        "events.jsonl", "report.html", "run.sqlite", "scenario.resolved.yaml", "series.csv",
        "summary.json",
    ]

    /// A run of minutes, which no test waits for.
    private static func longScenario() throws -> String {
        try shortScenario(blocks: 50_000).replacing("every: 2 min", with: "every: 50_000 min")
    }

    /// Starts a run and signals it by its own number, some time after it has opened its folder.
    private func interrupt(
        _ arguments: [String],
        in folder: Scratch,
        out: String,
        by signal: Int32,
        after seconds: Double
    ) throws -> Outcome {
        let process = try Program.start(
            ["run", "a.yaml", "--out", out] + arguments,
            in: folder
        )
        let place = out.hasSuffix("/") ? String(out.dropLast()) : out
        let partial = "\(place).partial-\(process.processIdentifier)/series.csv"
        var polls = 0
        while !folder.exists(partial), process.isRunning, polls < 2_000 {
            polls += 1
            Thread.sleep(forTimeInterval: 0.005)
        }
        #expect(folder.exists(partial))
        Thread.sleep(forTimeInterval: seconds)
        kill(process.processIdentifier, signal)
        return try Program.finish(process, in: folder)
    }

    private func rows(_ folder: Scratch, _ path: String) throws -> [Substring] {
        String(decoding: try folder.bytes(path), as: UTF8.self).split(separator: "\n")
    }

    @Test(
        arguments: [
            (SIGINT, 0, "runs/deep/mine"), (SIGINT, 0.3, "mine/"), (SIGTERM, 0.05, "mine"),
            (SIGHUP, 0.6, "runs/mine"),
        ] as [(Int32, Double, String)]
    )
    func `leaves all files up to its last block, and says so`(
        _ signal: Int32,
        _ seconds: Double,
        _ out: String
    ) throws {
        let folder = try Scratch()
        try folder.write(try Self.longScenario(), "a.yaml")
        let outcome = try interrupt([], in: folder, out: out, by: signal, after: seconds)
        #expect(outcome.code == 130)
        let path = out.hasSuffix("/") ? String(out.dropLast()) : out
        #expect(
            try folder.paths().filter { $0.hasPrefix("\(path)/") }
                == Self.files.map { "\(path)/\($0)" }
        )
        #expect(try folder.paths().allSatisfy { !$0.contains("partial") })

        let summary = try SummaryShape(try folder.bytes("\(path)/summary.json"))
        summary.expectKeysOfTheDesign()
        let blocks = try #require(summary["blocks"] as? Int)
        #expect((1..<50_000).contains(blocks))
        #expect(summary["interrupted"] as? Bool == true)
        let series = try rows(folder, "\(path)/series.csv")
        #expect(series.count == blocks + 1)
        #expect(series.last?.hasPrefix("\(blocks),") == true)
        for line in try rows(folder, "\(path)/events.jsonl") {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
        let count = blocks.formatted(.number.locale(Locale(identifier: "en_US")))
        #expect(
            outcome.errors
                == "ballast: interrupted after \(count) of 50,000 blocks; the run so far is in "
                + "\(out)\n"
        )
        #expect(outcome.output.contains("\ninterrupted after \(count) of 50,000 blocks\n"))
    }

    /// The blocks of an interrupted run are those of a run that ends there.
    @Test func `is the beginning of the whole run, byte for byte`() throws {
        let folder = try Scratch()
        try folder.write(try Self.longScenario(), "a.yaml")
        let outcome = try interrupt([], in: folder, out: "cut", by: SIGINT, after: 0.1)
        #expect(outcome.code == 130)
        let blocks = try #require(
            try SummaryShape(try folder.bytes("cut/summary.json"))["blocks"] as? Int
        )
        let whole = try Program.run(
            ["run", "a.yaml", "--set", "run.for=\(blocks) blocks", "--out", "whole", "--quiet"],
            in: folder
        )
        #expect(whole.code == 0)
        #expect(try folder.bytes("cut/series.csv") == folder.bytes("whole/series.csv"))
        #expect(try folder.bytes("cut/events.jsonl") == folder.bytes("whole/events.jsonl"))
    }

    @Test func `keeps its code where expectations are not met, and judges what ran`() throws {
        let folder = try Scratch()
        try folder.write(
            try Self.longScenario() + "  - blocks == 50_000\n  - blocks >= 1\n",
            "a.yaml"
        )
        let outcome = try interrupt(
            ["--format", "json"],
            in: folder,
            out: "mine",
            by: SIGINT,
            after: 0
        )
        #expect(outcome.code == 130)
        let root = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let judged = (root as? [String: Any])?["expectations"] as? [[String: Any]]
        #expect(judged?.suffix(2).map { $0["pass"] as? Bool } == [false, true])
    }

    /// Twenty blocks of its own, then variants that take minutes.
    @Test func `leaves out the variants that had not run, and names them`() throws {
        let folder = try Scratch()
        let text = try Self.longScenario().replacing(
            "run: { for: 50000 blocks }",
            with: """
                run: { for: 20 blocks }
                compare:
                  - { name: short, set: { run.for: 30 blocks } }
                  - { name: long, set: { run.for: 49_000 blocks } }
                """
        )
        try folder.write(text + "  - long: blocks == 49_000\n", "a.yaml")
        let outcome = try interrupt([], in: folder, out: "mine", by: SIGINT, after: 1.5)
        #expect(outcome.code == 130)
        #expect(
            outcome.errors
                == "ballast: interrupted after all 20 blocks; not run: long; the run so far is in "
                + "mine\n"
        )
        #expect(outcome.output.contains("2 of 2 met; 1 of variants that were not run"))
        let data = try folder.bytes("mine/summary.json")
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        #expect(root?["interrupted"] as? Bool == true)
        let compared = root?["comparison"] as? [[String: Any]]
        #expect(compared?.map { $0["variant"] as? String } == ["short"])
    }

    /// What cannot be caught leaves the old run as it was, and the new one beside it.
    @Test func `touches no other run while it is on, even if it is killed`() throws {
        let folder = try Scratch()
        try folder.write(try Self.longScenario(), "a.yaml")
        try folder.write("old", "mine/summary.json")
        let outcome = try interrupt(
            ["--force"],
            in: folder,
            out: "mine",
            by: SIGKILL,
            after: 0.2
        )
        #expect(outcome.code == 1_000 + SIGKILL)
        #expect(try folder.paths().filter { $0.hasPrefix("mine/") } == ["mine/summary.json"])
        #expect(try folder.bytes("mine/summary.json") == Data("old".utf8))
        #expect(try folder.paths().contains { $0.hasPrefix("mine.partial-") })
    }

    @Test func `replaces the run in its folder as a whole one does`() throws {
        let folder = try Scratch()
        try folder.write(try Self.longScenario(), "a.yaml")
        try folder.write("keep me", "mine/notes.txt")
        try folder.write("old", "mine/summary.json")
        try folder.write("old", "mine/events.jsonl")
        // The log of another database would be taken for the new one's.
        try folder.write("old", "mine/run.sqlite-wal")
        let outcome = try interrupt(
            ["--force", "--record", "summary"],
            in: folder,
            out: "mine",
            by: SIGINT,
            after: 0
        )
        #expect(outcome.code == 130)
        #expect(try folder.bytes("mine/notes.txt") == Data("keep me".utf8))
        // A summary has no events, so none of another run stay beside it.
        #expect(
            try folder.paths() == ["a.yaml", "mine"]
                + [
                    "notes.txt", "report.html", "run.sqlite", "scenario.resolved.yaml",
                    "series.csv", "summary.json",
                ].map { "mine/\($0)" }
        )
        let blocks = try SummaryShape(try folder.bytes("mine/summary.json"))["blocks"] as? Int
        let last = try rows(folder, "mine/series.csv").last
        #expect(last?.hasPrefix("\(try #require(blocks)),") == true)
    }
}
