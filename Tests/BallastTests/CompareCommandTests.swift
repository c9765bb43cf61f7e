import Foundation
import Testing

/// `ballast compare` through the program: two short runs, one with a smaller deposit.
@Suite struct `The command compare` {
    private let folder: Scratch

    init() throws {
        folder = try Scratch()
        try folder.write(try shortScenario(), "a.yaml")
        for (out, deposit) in [("one", 400_000), ("same", 400_000), ("other", 399_000)] {
            let set = ["--set", "vault.deposit=\(deposit) USDC"]
            let outcome = try Program.run(
                ["run", "a.yaml", "--out", out, "--quiet"] + set,
                in: folder
            )
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
    }

    private func compare(_ arguments: String...) throws -> Outcome {
        try Program.run(["compare"] + arguments, in: folder)
    }

    /// A number of a run's summary, by its path.
    private func number(_ path: String, of run: String) throws -> Double {
        let shape = try SummaryShape(try folder.bytes("\(run)/summary.json"))
        if let text = shape[path] as? String { return try #require(Double(text)) }
        return try #require(shape[path] as? Double)
    }

    @Test func `finds no difference between two runs of one scenario`() throws {
        let outcome = try compare("one", "same")
        #expect(outcome.code == 0 && outcome.errors == "")
        #expect(outcome.output.hasPrefix("A  one: quickstart, seed 42, 20 blocks\nB  same: "))
        #expect(outcome.output.contains(/\n0 of [0-9]+ measures differ\n/))
        #expect(!outcome.output.contains("| vault"))
        let strict = try compare("one", "same", "--tolerance", "0", "--quiet")
        #expect(strict.code == 0 && strict.output == "" && strict.errors == "")
    }

    @Test func `shows in their units what differs, and exits with 0`() throws {
        let outcome = try compare("one", "other")
        #expect(outcome.code == 0)
        let change =
            (try number("vault.nav_end", of: "other") - number("vault.nav_end", of: "one")) / 1e6
        let line = try #require(
            outcome.output.split(separator: "\n").first { $0.contains("| vault.nav_end ") }
        )
        let fields = line.split(separator: "|").map {
            $0.replacing(",", with: "").split(separator: " ")
        }
        #expect(fields[1][1] == "USDC" && fields[3][1] == "USDC" && fields[4][1] == "%")
        #expect(abs(try #require(Double(fields[3][0])) - change) < 0.006)
        // A measure that is equal shows only when asked.
        #expect(!outcome.output.contains("| blocks "))
        #expect(try compare("one", "other", "--all").output.contains("| blocks "))
    }

    @Test func `holds a run to a stored baseline within tolerances`() throws {
        try folder.write(
            String(decoding: try folder.bytes("one/summary.json"), as: UTF8.self),
            "baseline.json"
        )
        let change = abs(
            try number("vault.nav_end", of: "other") - number("vault.nav_end", of: "one")
        )
        try #require(change > 10)
        let name = "vault.nav_end"
        for (tolerance, code) in [
            ("\(name)=\(UInt64(change) + 1)", 0), ("\(name)=\(UInt64(change) - 1)", 99),
            ("\(name)=\(change / 1e6 + 0.001) USDC", 0), ("\(name)=0 bp", 99), ("\(name)=9 %", 0),
            ("vault.rebalances=1_000", 0), ("0", 99), ("vault=0 %", 99),
        ] as [(String, Int32)] {
            let outcome = try compare("baseline.json", "other", "--tolerance", tolerance)
            #expect(outcome.code == code, "\(tolerance): \(outcome.errors)")
            #expect(outcome.output.contains("beyond") == (code == 99), "\(tolerance)")
        }
        let wide = ["--tolerance", "0", "--tolerance", "vault=1000 %", "--quiet"]
        let outcome = try Program.run(["compare", "baseline.json", "other"] + wide, in: folder)
        #expect(outcome.code == 0 && outcome.output == "", "\(outcome.errors)")
        let strict = try compare("baseline.json", "other", "--tolerance", "0", "--quiet")
        #expect(strict.code == 99)
        #expect(strict.errors.hasPrefix("ballast: "))
        #expect(strict.errors.contains(" measures are beyond tolerance: vault."))
    }

    @Test func `writes the same as JSON`() throws {
        let outcome = try compare("one", "other", "--format", "json", "--tolerance", "mev=0")
        #expect(outcome.code == 99 || outcome.code == 0)
        let root = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        )
        let differences = try #require(root["differences"] as? [[String: Any]])
        let nav = try #require(differences.first { $0["measure"] as? String == "vault.nav_end" })
        #expect(nav["a"] as? String == "\(UInt64(try number("vault.nav_end", of: "one")))")
        let all = try #require(root["measures"] as? Int)
        #expect(try #require(root["equal"] as? Int) == all - differences.count)
        #expect((root["beyond"] as? [String])?.allSatisfy { $0.hasPrefix("mev.") } == true)
    }

    /// Each is one line with a remedy, and exit code 2.
    @Test func `refuses what is no run and what is no tolerance`() throws {
        try folder.write("[1]", "list.json")
        try folder.write("{\"format\": 2}", "two.json")
        try folder.write(String(repeating: "[", count: 100_000), "deep.json")
        for (arguments, part) in [
            (["one", "nowhere"], "nowhere: no such file; give a run folder"),
            (["list.json", "one"], "list.json: is no summary of a run"),
            (["two.json", "one"], "two.json: has no \"format\": 1"),
            (["deep.json", "one"], "deep.json: is no summary of a run"),
            ([".", "one"], "./summary.json: cannot be read"),
            (["one", "same", "--tolerance", "some"], "--tolerance some: is no tolerance"),
            (["one", "same", "--tolerance", "=1 %"], "--tolerance =1 %: is no tolerance"),
            (["one", "same", "--tolerance", "-1"], "--tolerance"),
            (["one", "same", "--tolerance", "vault.naf=1"], "has a measure \"vault.naf\""),
            (["one", "same", "--tolerance", "blocks=1 USDC"], "blocks is not counted in"),
        ] {
            let outcome = try Program.run(["compare"] + arguments, in: folder)
            #expect(outcome.code == 2, "\(arguments): \(outcome.errors)")
            #expect(outcome.output == "")
            #expect(outcome.errors.contains(part), "\(outcome.errors)")
        }
    }
}
