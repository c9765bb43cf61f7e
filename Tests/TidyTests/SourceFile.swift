import Foundation
import Testing

/// A file of the checkout as text, and the same text with its comments and strings blanked.
struct SourceFile: Sendable {
    /// The path from the root of the checkout, such as `Sources/Chain/Block.swift`.
    let path: String
    /// The lines as written.
    let lines: [Substring]
    /// The lines with every comment and every string literal replaced by spaces.
    let codeLines: [Substring]

    init(_ path: String, _ text: String) {
        self.path = path
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        self.lines = lines
        codeLines = codeOnly(text).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The folder under `Sources` or `Tests`; nothing for a file elsewhere.
    var module: String? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
        return String(parts[1])
    }

    /// The file's name without its extension.
    var name: String {
        let last = path.split(separator: "/").last ?? ""
        return String(last.prefix { $0 != "." })
    }

    /// Where the pattern stands in the code, one finding a line.
    func findings(_ pattern: Regex<Substring>, _ message: String) -> [Finding] {
        Self.findings(codeLines, pattern, message, path)
    }

    /// Where the pattern stands in the text, comments and strings included.
    func findingsInText(_ pattern: Regex<Substring>, _ message: String) -> [Finding] {
        Self.findings(lines, pattern, message, path)
    }

    private static func findings(
        _ lines: [Substring],
        _ pattern: Regex<Substring>,
        _ message: String,
        _ path: String
    ) -> [Finding] {
        // The default boundary follows Unicode, which sees one word in `Clock.now`.
        let pattern = pattern.wordBoundaryKind(.simple)
        return lines.enumerated()
            .filter { $0.element.contains(pattern) }
            .map { Finding(path: path, line: $0.offset + 1, message: message) }
    }
}

/// One thing that stands against the rules, and where.
struct Finding: Equatable, Sendable {
    let path: String
    let line: Int
    let message: String
}

extension Finding {
    /// Fails the running test, pointing at the file's own line.
    func record(severity: Issue.Severity = .error) {
        let place = SourceLocation(
            fileID: "Tidy/\(path)",
            filePath: SourceTree.root.appending(path: path).path(percentEncoded: false),
            line: line,
            column: 1
        )
        Issue.record("\(path):\(line): \(message)", severity: severity, sourceLocation: place)
    }
}
