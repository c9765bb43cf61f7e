import Foundation
import Testing

/// `scenarios/mev-lab`: what each file says is what happens, with and without the attack.
@Suite struct `The MEV lab` {
    private static let folder = packageFolder.appending(path: "scenarios/mev-lab")
    private static let names: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    private func summary(_ folder: Scratch) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: try folder.bytes("run/summary.json"))
        return try #require(object as? [String: Any])
    }

    @Test func `has a file for each attack and defence, and a line for each file`() throws {
        let defences = Self.names.filter { $0.hasPrefix("defence-") }
        #expect(defences.count == 8)
        #expect(Self.names.count - defences.count == 12)
        let page = packageFolder.appending(path: "docs/MEV.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for name in Self.names {
            #expect(text.contains("| [\(name)](../scenarios/mev-lab/\(name)) |"), "\(name)")
        }
        let links = text.matches(of: /scenarios\/mev-lab\/([a-z-]+\.yaml)/)
        for link in links { #expect(Self.names.contains(String(link.output.1))) }
    }

    /// An expectation of the run itself that holds and one of a variant: the same file with the
    /// attack, or the defence, switched.
    @Test(arguments: names)
    func `ends as each file expects`(_ name: String) throws {
        let scratch = try Scratch()
        let path = Self.folder.appending(path: name).path
        let outcome = try Program.run(["run", path, "--out", "run"], in: scratch)
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        let summary = try summary(scratch)
        let invariants = try #require(summary["invariants"] as? [String: Any])
        #expect(invariants["violated"] as? Int == 0)
        let judged = try #require(summary["expectations"] as? [[String: Any]])
        #expect(judged.allSatisfy { $0["pass"] as? Bool == true })
        #expect(judged.contains { $0["variant"] == nil })
        #expect(judged.contains { $0["variant"] != nil })
    }

    /// Every variant without its changes is the run itself: then something that is expected of it
    /// must fail, or the file would say nothing of the attack or the defence that it switches.
    @Test(arguments: names)
    func `expects of each variant what the run itself does not do`(_ name: String) throws {
        let scratch = try Scratch()
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let variant = #/  - \{ name: ([A-Za-z0-9 -]+), set: .* \}/#
        let variants = text.matches(of: variant).map { String($0.output.1) }
        #expect(!variants.isEmpty)
        try scratch.write(
            text.replacing(variant) { "  - { name: \($0.output.1) }" },
            "a.yaml"
        )
        let outcome = try Program.run(["run", "a.yaml", "--out", "run"], in: scratch)
        #expect(outcome.code == 99, "\(outcome.errors)")
        let judged = try #require(try summary(scratch)["expectations"] as? [[String: Any]])
        for variant in variants {
            let unmet = judged.filter {
                $0["variant"] as? String == variant && $0["pass"] as? Bool == false
            }
            #expect(!unmet.isEmpty, "\(variant)")
        }
    }
}
