import Foundation
import Testing

@Suite struct `The program` {
    @Test(arguments: [
        ["run", "a.yaml", "--seed", "-1"], ["run", "a.yaml", "--seed", "abc"],
        ["run", "a.yaml", "--seed", "18446744073709551616"], ["run", "a.yaml", "--seed", "1.5"],
        ["run", "a.yaml", "--seed"], ["run", "a.yaml", "--format", "xml"],
        ["run", "a.yaml", "--fromat", "json"], ["run", "a.yaml", "b.yaml"], ["run"], ["check"],
        ["conformance"], ["conformance", "keccak"], ["fly"], ["--fly"],
    ])
    func `refuses words it does not know`(_ arguments: [String]) throws {
        let folder = try Scratch()
        try folder.write(shortScenario(), "a.yaml")
        let outcome = try Program.run(arguments, in: folder)
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("Usage: ballast"), "\(outcome.errors)")
        #expect(try folder.paths() == ["a.yaml"])
    }

    @Test func `shows its commands when it is given no words`() throws {
        let folder = try Scratch()
        let outcome = try Program.run([], in: folder)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("USAGE: ballast <subcommand>"))
        #expect(outcome.errors == "")
        #expect(try folder.paths() == [])
    }

    @Test(arguments: [
        ["--help"], ["run", "--help"], ["check", "--help"], ["compare", "--help"],
        ["conformance", "--help"], ["help", "run"],
    ])
    func `explains itself on standard output`(_ arguments: [String]) throws {
        let outcome = try Program.run(arguments, in: try Scratch())
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.contains("USAGE: ballast"))
        #expect(outcome.output.contains("EXAMPLES"))
    }

    @Test func `offers no command that is not built yet`() throws {
        let help = try Program.run(["--help"], in: try Scratch()).output
        for command in ["attack", "sweep", "serve"] {
            #expect(!help.contains("\n  \(command) "), "\(command)")
        }
    }

    @Test func `tells its version`() throws {
        let outcome = try Program.run(["--version"], in: try Scratch())
        #expect(outcome.code == 0)
        #expect(outcome.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    }
}
