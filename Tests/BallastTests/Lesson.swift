import Foundation
import Testing

/// A section of docs/LESSONS.md, with the commands that it prints.
struct Lesson: Sendable, CustomTestStringConvertible {
    /// A line for the shell, and how it should end.
    struct Command: Sendable {
        /// As printed; a line that ends with a backslash has the next one with it.
        var line: String
        /// What the page shows of its output, line by line.
        var shown: [String] = []

        /// What a comment at the end of the line says, `# exit code 99`; without one, zero.
        var code: Int32 {
            line.firstMatch(of: /# exit code ([0-9]+)$/).flatMap { Int32($0.output.1) } ?? 0
        }
    }

    /// The heading, `1. A swap and its curve`.
    let title: String
    /// All of the section.
    let text: String
    /// What stands in its blocks of `sh`, in order, each with the block of `text` that follows it.
    let commands: [Command]

    var testDescription: String { title }

    /// Reads a section; nothing where a block is neither of `sh` nor shown after a command.
    init?(_ section: String) {
        text = section
        title = String(section.prefix { $0 != "\n" })
        var commands: [Command] = []
        for (number, part) in section.components(separatedBy: "\n```").enumerated()
        where number % 2 == 1 {
            var lines = part.components(separatedBy: "\n")
            switch lines.removeFirst() {
            case "sh":
                let block = lines.joined(separator: "\n").replacing("\\\n", with: "\\\u{0}")
                commands += block.components(separatedBy: "\n").map {
                    Command(line: $0.replacing("\u{0}", with: "\n"))
                }
            case "text" where commands.last?.shown == []:
                commands[commands.count - 1].shown = lines
            default: return nil
            }
        }
        self.commands = commands
    }

    /// All sections of the page, the introduction first; nothing in the place of one that cannot
    /// be read.
    static func all() throws -> [Lesson?] {
        let page = packageFolder.appending(path: "docs/LESSONS.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        return text.components(separatedBy: "\n## ").map(Lesson.init)
    }
}
