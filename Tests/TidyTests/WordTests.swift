import Testing

extension SourceFile {
    /// Words that no source, or no source of the core, may hold.
    func wordFindings(isCore: Bool) -> [Finding] {
        var findings: [Finding] = []
        if module != "WideMath" {
            findings += self.findings(
                /&\+|&-|&\*|&<<|&>>|\btruncatingIfNeeded\b/,
                "wrapping arithmetic outside WideMath"
            )
        }
        findings += self.findings(/\btry!/, "try!")
        findings += self.findings(/\bas!/, "as!")
        findings += self.findings(/\bfatalError\s*\(/, "fatalError")
        findings += findingsInText(/\b(?:TODO|FIXME)\b/, "a note of unfinished work")
        findings += findingsInText(/-Ounchecked\b/, "-Ounchecked")
        guard isCore else { return findings }
        findings += self.findings(/\bDate\s*\(\s*\)/, "the clock, in the core")
        findings += self.findings(/\b(?:Continuous|Suspending)Clock\b/, "the clock, in the core")
        findings += self.findings(
            /\.random\s*\(|\bSystemRandomNumberGenerator\b/,
            "chance without a seed, in the core"
        )
        return findings
    }
}

@Suite struct `The words of a source` {
    @Test func `hold nothing that the style forbids`() throws {
        for file in try SourceTree.checkout.get().sources {
            let isCore = file.module.flatMap { ModuleTable.checkout[$0] }?.isCore ?? true
            for finding in file.wordFindings(isCore: isCore) { finding.record() }
        }
    }

    @Test(arguments: [
        "let a = b &+ c", "a &-= 1", "a &* b", "a &<< 3", "a &>> 3", "UInt8(truncatingIfNeeded: a)",
        "try! f()", "a as! B", "fatalError()", "f() // TODO: later", "/* FIXME */",
        "\"-Ounchecked\"",
        "Date()", "ContinuousClock.now", "SuspendingClock()", "Int.random(in: 0..<9)",
        "SystemRandomNumberGenerator()", "let a = \"\\(b &+ c)\"",
    ])
    func `are refused in the core`(_ line: String) {
        let file = SourceFile("Sources/Chain/Block.swift", "struct Block {}\n\(line)\n")
        #expect(file.wordFindings(isCore: true).map(\.line) == [2])
    }

    @Test(arguments: [
        "let a = b & c", "f(&a)", "let a = b && c", "try f()", "a as? B", "// never try! it",
        "let a = \"as! &+ Date()\"", "/* a /* nested */ &+ */ let b = 1", "func fatalErrors() {}",
        "let a = #\"\"quoted\" &+ \"#", "pulldate()", "Update()", "stream.randomUnit()",
    ])
    func `are left alone where they only look alike`(_ line: String) {
        let file = SourceFile("Sources/Chain/Block.swift", "\(line)\n")
        #expect(file.wordFindings(isCore: true) == [])
    }

    @Test func `may wrap in WideMath and read the clock at the edges`() {
        let wide = SourceFile("Sources/WideMath/UInt256.swift", "a &+ b")
        #expect(wide.wordFindings(isCore: true) == [])
        let edge = SourceFile("Sources/Reporting/Summary.swift", "Date()")
        #expect(edge.wordFindings(isCore: false) == [])
    }
}
