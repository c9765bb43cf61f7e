import Foundation
import Testing

/// docs/LESSONS.md and `scenarios/lessons`: what a reader types, sees and works out by hand.
@Suite struct `The lessons` {
    /// What is before the first lesson, and the lessons.
    private static let sections = ((try? Lesson.all()) ?? []).compactMap { $0 }
    private static let folder = packageFolder.appending(path: "scenarios/lessons")
    private static let names: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).sorted()
    }()

    private func file(_ name: String) throws -> String {
        try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    }

    /// All commands of a section in one folder, each as it is printed.
    @Test(arguments: sections)
    func `do what the page prints`(_ lesson: Lesson) throws {
        let checkout = try Scratch.checkout()
        for command in lesson.commands {
            let outcome = try Program.shell(command.line, in: checkout)
            #expect(outcome.code == command.code, "\(command.line): \(outcome.errors)")
            #expect(!outcome.output.isEmpty, "\(command.line)")
            let shown = command.shown.joined(separator: "\n") + "\n"
            #expect(
                command.shown.isEmpty || "\n\(outcome.output)".contains("\n" + shown),
                "\(command.line) prints \(outcome.output)"
            )
        }
    }

    @Test func `are ten, each with a file that the page runs, shows and breaks`() throws {
        #expect(try Lesson.all().count == 11)
        try #require(Self.sections.count == 11)
        try #require(Self.names.count == 10)
        let lessons = Self.sections.dropFirst()
        for (number, (lesson, name)) in zip(lessons, Self.names).enumerated() {
            #expect(lesson.title.hasPrefix("\(number + 1). "))
            #expect(name.hasPrefix(number < 9 ? "0\(number + 1)-" : "\(number + 1)-"))
            let runs = lesson.commands.filter { $0.line.contains("scenarios/") }
            #expect(runs.allSatisfy { $0.line.contains(" scenarios/lessons/\(name) ") })
            #expect(runs.map(\.code) == [0, 99], "\(lesson.title)")
            #expect(lesson.commands.contains { !$0.shown.isEmpty })
            for part in ["Question.", "Look at", "Answer.", "Break it", "Next."] {
                #expect(lesson.text.contains("\n\n**\(part)**"), "\(lesson.title): \(part)")
            }
        }
    }

    /// The run's own lines; those of its variants would not be judged where variants are not run.
    @Test(arguments: names)
    func `ask a question and expect an answer`(_ name: String) throws {
        let text = try file(name)
        let parts = text.components(separatedBy: "\nabout: >-\n")
        try #require(parts.count == 2)
        let about = parts[1].components(separatedBy: "\n").prefix { $0.hasPrefix("  ") }
        #expect(about.joined().contains("?"))
        let answers = text.components(separatedBy: "\nexpect:\n").dropFirst().joined()
        #expect(answers.contains(/(?m)^  - [a-z_.A-Z]+ [<>=]/))
        #expect(text.contains("\n# To break it, "))
    }

    /// Every line that stands in by four spaces or more is a sum, in the page and in a comment.
    @Test func `are worked out right by hand`() throws {
        let page = packageFolder.appending(path: "docs/LESSONS.md")
        var lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
        let parts = lines.split(omittingEmptySubsequences: false) { $0.hasPrefix("```") }
        lines = parts.enumerated().flatMap { $0.offset % 2 == 0 ? Array($0.element) : [] }
        for name in Self.names {
            lines += try file(name).split(separator: "\n").filter { $0.hasPrefix("# ") }
                .map { $0.dropFirst(2) }
        }
        let sums = lines.filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
        #expect(sums.count > 90)
        for line in sums {
            let sum = try #require(HandSum(line), "\(line)")
            #expect(sum.isRight, "\(line), and not \(sum.value)")
        }
    }

    @Test(arguments: [
        ("0.98 · 10,000 = 9,800 USDC", true), ("0.98 · 10,000 = 9,801 USDC", false),
        ("1 − 2 − 3 + 4 · 5 ÷ 2 = 6", true), ("2 · (3 + 4)^2 ÷ √(9 + 16) = 19.6", true),
        ("200 ÷ 3 = 66.67 WETH", true), ("200 ÷ 3 = 66.66 WETH", false),
        ("100 · (√1.01 − 1) = 0.499", true),
    ])
    func `are checked by one who can reckon`(_ line: String, _ isRight: Bool) throws {
        #expect(try #require(HandSum(line)).isRight == isRight)
    }

    @Test(arguments: ["no sum", "1 + = 1", "(1 + 1 = 2", "1 + 1", "1 x 1 = 1"])
    func `take nothing else for a sum`(_ line: String) {
        #expect(HandSum(line) == nil)
    }
}
