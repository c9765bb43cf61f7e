import Testing

extension SourceFile {
    /// Lines beyond 100 columns, and the file itself beyond 400 lines.
    var sizeFindings: [Finding] {
        var findings = lines.enumerated().filter { $0.element.count > 100 }.map {
            Finding(path: path, line: $0.offset + 1, message: "\($0.element.count) columns of 100")
        }
        if lines.count > 400 {
            findings.append(
                Finding(path: path, line: 401, message: "\(lines.count) lines of 400")
            )
        }
        return findings
    }
}

@Suite struct `The size of a file` {
    @Test func `stays within 400 lines of 100 columns`() throws {
        let files = try SourceTree.checkout.get().all
        #expect(files.count > 10)
        for finding in files.flatMap(\.sizeFindings) { finding.record() }
    }

    @Test func `is refused one column and one line above`() {
        let line = String(repeating: "x", count: 100)
        let full = SourceFile("full", String(repeating: line + "\n", count: 400))
        #expect(full.sizeFindings.isEmpty)
        let wide = SourceFile("wide", "ok\n" + line + "x\n")
        #expect(
            wide.sizeFindings == [Finding(path: "wide", line: 2, message: "101 columns of 100")]
        )
        let long = SourceFile("long", String(repeating: "x\n", count: 401))
        #expect(
            long.sizeFindings == [Finding(path: "long", line: 401, message: "401 lines of 400")]
        )
    }
}
