import Foundation
import Testing

@Suite struct `The command new` {
    private static let names = ["vault", "mev", "crash", "index", "empty"]

    @Test func `lists the templates, one a line`() throws {
        let folder = try Scratch()
        let outcome = try Program.run(["new"], in: folder)
        #expect(outcome.code == 0)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.map { String($0.prefix { $0 != " " }) } == Self.names)
        #expect(try folder.paths() == [])
    }

    @Test(arguments: names)
    func `writes a template that is fine and runs as it expects`(_ name: String) throws {
        let folder = try Scratch()
        #expect(try Program.run(["new", name, "--out", "a.yaml"], in: folder).code == 0)
        let shown = try Program.run(["new", name], in: folder)
        #expect(Data(shown.output.utf8) == (try folder.bytes("a.yaml")))
        #expect(try Program.run(["check", "a.yaml", "--quiet"], in: folder).code == 0)
        let run = try Program.run(["run", "a.yaml", "--quiet"], in: folder)
        #expect(run.code == 0, "\(run.errors)")
    }

    /// A newcomer reads one screen's width, and no line that an editor would wrap.
    @Test(arguments: names)
    func `explains each template in comments`(_ name: String) throws {
        let text = try Program.run(["new", name], in: try Scratch()).output
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first?.hasPrefix("# ") == true)
        #expect(lines.allSatisfy { $0.count <= 96 })
        #expect(lines.count { $0.drop { $0 == " " }.hasPrefix("#") } * 5 >= lines.count)
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    }

    @Test func `leaves a file that exists alone, unless it is told to replace it`() throws {
        let folder = try Scratch()
        try folder.write("mine", "a.yaml")
        let refused = try Program.run(["new", "empty", "--out", "a.yaml"], in: folder)
        #expect(refused.code == 2)
        #expect(
            refused.errors
                == "ballast: a.yaml: exists; use --force to replace it, or give another with "
                + "--out\n"
        )
        #expect(try folder.bytes("a.yaml") == Data("mine".utf8))
        let forced = try Program.run(["new", "empty", "--out", "a.yaml", "--force"], in: folder)
        #expect(forced.code == 0)
        #expect(try folder.bytes("a.yaml") != Data("mine".utf8))
    }

    @Test(
        arguments: [
            (["valt"], "ballast: no template \"valt\"; did you mean \"vault\"?\n"),
            (
                ["x"],
                "ballast: no template \"x\"; there are: vault, mev, crash, index, empty\n"
            ),
            (["--out", "a.yaml"], "ballast: --out needs a template, such as ballast new vault\n"),
            (
                ["vault", "--out", "none/a.yaml"],
                "ballast: none/a.yaml: cannot be written; give a file in a folder that exists "
                    + "with --out\n"
            ),
            (
                ["vault", "--out", "."],
                "ballast: .: is no file; give one with --out, such as my-vault.yaml\n"
            ),
        ]
    )
    func `refuses in one line`(_ words: [String], _ line: String) throws {
        let folder = try Scratch()
        let outcome = try Program.run(["new"] + words, in: folder)
        #expect(outcome.code == 2)
        #expect(outcome.errors == line)
        #expect(outcome.output == "")
        #expect(try folder.paths() == [])
    }
}

@Suite struct `The command schema` {
    /// What the schema says is tested where it is made; here that all of it is printed, as JSON.
    @Test func `prints a JSON Schema and nothing else`() throws {
        let folder = try Scratch()
        let outcome = try Program.run(["schema"], in: folder)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let root = try #require(object as? [String: Any])
        #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let properties = try #require(root["properties"] as? [String: Any])
        for key in ["format", "assets", "pools", "vault", "agents", "run", "compare", "expect"] {
            #expect(properties[key] != nil, "no \(key)")
        }
        #expect((root["$defs"] as? [String: Any])?["agent_keeper"] != nil)
        #expect(outcome.output == (try Program.run(["schema"], in: folder)).output)
    }
}
