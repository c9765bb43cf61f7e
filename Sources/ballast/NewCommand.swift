import ArgumentParser
import Foundation
import Scenarios

/// `ballast new TEMPLATE`: writes a scenario to begin with.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a commented scenario to begin with.",
        discussion: """
            TEMPLATES
              \(Self.list.joined(separator: "\n  "))

            EXAMPLES
              ballast new
              ballast new vault > my-vault.yaml
              ballast new crash --out my-crash.yaml && ballast run my-crash.yaml
            """
    )

    @Argument(help: "The template; without one, the templates are listed.")
    var template: String?

    @Option(help: "A file to write instead of standard output.")
    var out: String?

    @Flag(help: "Replace the file if it exists.")
    var force = false

    func run() throws {
        guard let name = template else {
            if out != nil { throw Stop.wrong("--out needs a template, such as ballast new vault") }
            return try Terminal.show(Self.list.joined(separator: "\n"))
        }
        let text: String
        do throws(TemplateError) {
            text = try Template.named(name).text
        } catch {
            throw Stop.wrong(error.description)
        }
        // The text ends with a line end of its own, as showing adds one.
        guard let out else { return try Terminal.show(String(text.dropLast())) }
        try write(text, to: out)
        try Terminal.show("\(out) is written; next: ballast check \(out)")
    }

    private func write(_ text: String, to path: String) throws {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if path.isEmpty || isFolder.boolValue {
            throw Stop.wrong("\(path): is no file; give one with --out, such as my-vault.yaml")
        }
        do {
            // Checked by the system as it writes, so that nothing that appears meanwhile is lost.
            try Data(text.utf8).write(
                to: URL(fileURLWithPath: path),
                options: force ? [.atomic] : [.withoutOverwriting]
            )
        } catch {
            throw Stop.wrong(
                exists && !force
                    ? "\(path): exists; use --force to replace it, or give another with --out"
                    : "\(path): cannot be written; give a file in a folder that exists with --out"
            )
        }
    }

    /// A line a template.
    private static var list: [String] {
        let width = Template.all.map(\.name.count).max() ?? 0
        return Template.all.map { template in
            let pad = String(repeating: " ", count: width - template.name.count + 2)
            return template.name + pad + template.about
        }
    }
}
