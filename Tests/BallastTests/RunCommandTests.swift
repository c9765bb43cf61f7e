import Foundation
import Testing

@Suite struct `The command run` {
    private static let files = [
        "events.jsonl", "report.html", "run.sqlite", "scenario.resolved.yaml", "series.csv",
        "summary.json",
    ]

    private func run(
        _ folder: Scratch,
        _ options: String...,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        try Program.run(["run", "a.yaml"] + options, in: folder, environment: environment)
    }

    private func scratch() throws -> Scratch {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        return folder
    }

    @Test func `leaves a folder of five files and says where`() throws {
        let folder = try scratch()
        let outcome = try run(folder)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(
            outcome.output.hasSuffix(
                "\nThe run is in runs/quickstart-42: open report.html there in a browser\n"
            )
        )
        #expect(
            try folder.paths()
                == ["a.yaml", "runs", "runs/quickstart-42"]
                + Self.files.map { "runs/quickstart-42/\($0)" }
        )
        let rows = String(
            decoding: try folder.bytes("runs/quickstart-42/series.csv"),
            as: UTF8.self
        )
        #expect(rows.split(separator: "\n").count == 21)
        #expect(rows.hasPrefix("block,timestamp,base_fee_wei,gas_used,"))
        let lines = String(
            decoding: try folder.bytes("runs/quickstart-42/events.jsonl"),
            as: UTF8.self
        )
        for line in lines.split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            #expect((object as? [String: Any])?["type"] is String)
        }
    }

    @Test(arguments: ["quickstart.yaml"])
    func `gives the same bytes in another process`(_ name: String) throws {
        let folder = try Scratch()
        let file = packageFolder.appending(path: "scenarios/\(name)").path
        for out in ["one", "two"] {
            #expect(try Program.run(["run", file, "--out", out], in: folder).code == 0)
        }
        for name in Self.files {
            #expect(try folder.bytes("one/\(name)") == folder.bytes("two/\(name)"), "\(name)")
        }
    }

    @Test func `gives the same bytes from its own resolved scenario`() throws {
        let folder = try scratch()
        #expect(try run(folder, "--out", "one").code == 0)
        let again = try Program.run(
            ["run", "one/scenario.resolved.yaml", "--out", "two"],
            in: folder
        )
        #expect(again.code == 0)
        for name in Self.files {
            #expect(try folder.bytes("one/\(name)") == folder.bytes("two/\(name)"), "\(name)")
        }
    }

    @Test func `takes a seed instead of the file's`() throws {
        let folder = try scratch()
        #expect(try run(folder, "--seed", "7").code == 0)
        #expect(try run(folder).code == 0)
        for name in Self.files {
            #expect(
                try folder.bytes("runs/quickstart-7/\(name)")
                    != folder.bytes("runs/quickstart-42/\(name)"),
                "\(name)"
            )
        }
        let summary = try JSONSerialization.jsonObject(
            with: try folder.bytes("runs/quickstart-7/summary.json")
        )
        #expect((summary as? [String: Any])?["seed"] as? Int == 7)
    }

    @Test func `prints the summary as JSON and nothing else`() throws {
        let folder = try scratch()
        let outcome = try run(folder, "--format", "json", "--quiet")
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(Data(outcome.output.utf8) == (try folder.bytes("runs/quickstart-42/summary.json")))
        let summary = try SummaryShape(Data(outcome.output.utf8))
        summary.expectKeysOfTheDesign()
        #expect(summary["blocks"] as? Int == 20)
        #expect(summary["scenario"] as? String == "quickstart")
        for path in SummaryShape.notYetComputed {
            #expect(summary[path] is NSNull, "\(path) must be null while it is not computed")
        }
    }

    @Test func `says nothing when it is to be quiet`() throws {
        let folder = try scratch()
        let outcome = try run(folder, "--quiet")
        #expect(outcome.code == 0)
        #expect(outcome.output == "")
        #expect(outcome.errors == "")
        #expect(folder.exists("runs/quickstart-42/summary.json"))
    }

    @Test func `writes no escape codes where no terminal reads`() throws {
        let folder = try scratch()
        let outcome = try run(folder, environment: ["TERM": "xterm-256color", "FORCE_COLOR": "1"])
        #expect(outcome.code == 0)
        #expect(!outcome.output.contains("\u{1b}"))
        #expect(!outcome.errors.contains("\u{1b}"))
        #expect(!outcome.output.contains("\r"))
    }

    @Test func `refuses a folder that holds anything, and leaves it alone`() throws {
        let folder = try scratch()
        #expect(try run(folder, "--out", "mine").code == 0)
        try folder.write("keep me", "mine/notes.txt")
        try folder.write("old", "mine/summary.json")
        let before = try folder.paths()
        let refused = try run(folder, "--out", "mine")
        #expect(refused.code == 2)
        #expect(refused.output == "")
        #expect(
            refused.errors
                == "ballast: mine: the folder is not empty; use --force to replace the run in it, "
                + "or give another with --out\n"
        )
        #expect(try folder.paths() == before)
        #expect(try folder.bytes("mine/summary.json") == Data("old".utf8))

        #expect(try run(folder, "--out", "mine", "--force").code == 0)
        #expect(try folder.bytes("mine/notes.txt") == Data("keep me".utf8))
        #expect(try folder.bytes("mine/summary.json") != Data("old".utf8))
        #expect(try folder.paths() == before)
    }

    @Test func `takes an empty folder, and refuses a file or a place it may not write to`() throws {
        let folder = try scratch()
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "empty"),
            withIntermediateDirectories: false
        )
        #expect(try run(folder, "--out", "empty").code == 0)
        let none = try run(folder, "--out", "")
        #expect(none.code == 2)
        #expect(none.errors == "ballast: --out is empty; give a folder, such as runs/mine\n")
        for out in ["a.yaml", "a.yaml/below", "/proc/ballast"] {
            let refused = try run(folder, "--out", out)
            #expect(refused.code == 2, "\(out)")
            #expect(refused.errorLines.count == 1, "\(refused.errors)")
            #expect(refused.errors.contains(out) && refused.errors.contains("--out"))
            #expect(refused.output == "")
        }
        #expect(try folder.paths().filter { !$0.hasPrefix("empty") } == ["a.yaml"])
    }
}

/// `summary.json`, read by dotted paths.
struct SummaryShape {
    private let root: [String: Any]

    init(_ data: Data) throws {
        root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    subscript(path: String) -> Any? {
        path.split(separator: ".").reduce(root as Any?) { value, key in
            (value as? [String: Any])?[String(key)]
        }
    }

    /// DESIGN section 9, every key of the example.
    static let design = [
        "format", "ballast", "scenario", "seed", "blocks", "transactions.included",
        "transactions.reverted", "transactions.halted", "transactions.rejected", "gas.used",
        "gas.burnt_wei", "gas.priority_wei", "state_root", "record_hash", "vault.nav_start",
        "vault.nav_end", "vault.share_price_end", "vault.tracking_error", "vault.rebalances.done",
        "vault.rebalances.failed", "vault.turnover", "vault.loss.timing", "vault.loss.basis",
        "vault.loss.fee", "vault.loss.impact", "vault.loss.mev", "vault.loss.gas",
        "vault.loss.total", "mev.extracted", "mev.victim_loss", "mev.attacks",
        "liquidity.drought_blocks", "invariants.checked", "invariants.violated", "expectations",
    ]
    /// What this version does not compute: null, never zero.
    static let notYetComputed = ["liquidity.drought_blocks"]
    /// Amounts, which are strings of decimal digits.
    private static let amounts = [
        "gas.used", "gas.burnt_wei", "gas.priority_wei", "vault.nav_start", "vault.nav_end",
        "vault.loss.timing", "vault.loss.basis", "vault.loss.fee", "vault.loss.impact",
        "vault.loss.mev", "vault.loss.gas", "vault.loss.total", "mev.extracted", "mev.victim_loss",
    ]

    func expectKeysOfTheDesign() {
        for path in Self.design { #expect(self[path] != nil, "no key \(path)") }
        for path in Self.amounts {
            let text = self[path] as? String
            #expect(text?.wholeMatch(of: /-?[0-9]+/) != nil, "\(path): \(text ?? "no string")")
        }
        #expect((self["state_root"] as? String)?.wholeMatch(of: /0x[0-9a-f]{64}/) != nil)
        #expect((self["record_hash"] as? String)?.wholeMatch(of: /0x[0-9a-f]{64}/) != nil)
        #expect(self["format"] as? Int == 1)
        #expect(self["invariants.violated"] as? Int == 0)
    }
}
