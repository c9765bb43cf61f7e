import Foundation
import TestSupport
import Testing

/// What docs/CRASHES.md shows, run as its readers would: one crash in each check, all in a soak.
@Suite struct `The page about crashes` {
    static let names = [
        "liquidations-2025", "black-thursday-2020", "china-ban-2021", "luna-2022", "ftx-2022",
    ]

    @Test(arguments: Soak.isFull ? names : [names[0]])
    func `shows what each crash costs by cause`(_ name: String) throws {
        let page = try String(
            contentsOf: packageFolder.appending(path: "docs/CRASHES.md"),
            encoding: .utf8
        )
        let folder = try Scratch.checkout()
        let file = "scenarios/crashes/\(name).yaml"
        let outcome = try Program.run(["run", file], in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let table = try block(after: "<!-- ballast run \(file) -->", in: page)
        #expect(table.count == 19)
        #expect(outcome.output.contains("Loss by cause\n" + table.joined(separator: "\n") + "\n"))
    }

    @Test func `is of every crash there is`() throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: packageFolder.appending(path: "scenarios/crashes").path
        )
        #expect(Set(files) == Set(Self.names.map { "\($0).yaml" }))
    }
}
