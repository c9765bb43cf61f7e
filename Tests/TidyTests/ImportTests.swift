import Testing

extension SourceFile {
    /// The modules this file imports, each with its line.
    var imports: [(module: String, line: Int)] {
        let pattern =
            #/
            ^ \s* (?: @\w+ (?: \( [^)]* \) )? \s+ )*
            (?: (?: public | package | internal | fileprivate | private ) \s+ )?
            import \s+
            (?: (?: struct | class | enum | protocol | typealias | func | let | var ) \s+ )?
            (\w+)
            /#
        return codeLines.enumerated().compactMap { offset, line in
            line.firstMatch(of: pattern).map { (String($0.output.1), offset + 1) }
        }
    }

    /// Imports that the file's line of the table does not name.
    func importFindings(_ table: ModuleTable) -> [Finding] {
        guard let module, let row = table[module] else {
            return [Finding(path: path, line: 1, message: "its module is not in the table")]
        }
        return
            imports
            .filter { !row.imports.contains($0.module) && !row.external.contains($0.module) }
            .map {
                Finding(path: path, line: $0.line, message: "\(module) may not import \($0.module)")
            }
    }
}

@Suite struct `The imports of a source` {
    @Test func `are those of its line in the module table`() throws {
        for file in try SourceTree.checkout.get().sources {
            for finding in file.importFindings(.checkout) { finding.record() }
        }
    }

    @Test func `name the C library in two files of the core only`() throws {
        let files = try SourceTree.checkout.get().sources.filter { file in
            file.imports.contains { $0.module == "Glibc" }
                && file.module.flatMap { ModuleTable.checkout[$0] }?.isCore == true
        }
        #expect(
            files.map(\.path).sorted() == [
                "Sources/Execution/NativeStack.swift", "Sources/Ledger/LargePages.swift",
            ]
        )
    }

    @Test(arguments: [
        "import Foundation", "import Glibc", "import Dispatch", "import Synchronization",
        "import Ledger", "@testable import Execution", "@preconcurrency public import Yams",
        "import struct Foundation.Data", "  package import Contracts",
    ])
    func `are refused in Chain`(_ line: String) {
        let file = SourceFile("Sources/Chain/Block.swift", "import Primitives\n\(line)\n")
        #expect(file.importFindings(.checkout).map(\.line) == [2])
    }

    @Test(arguments: [
        "import WideMath", "import Signing", "// import Ledger", "let importLedger = 1",
    ])
    func `are accepted in Chain`(_ line: String) {
        #expect(SourceFile("Sources/Chain/Block.swift", line).importFindings(.checkout) == [])
    }

    @Test func `are refused in a folder that the table does not know`() {
        let file = SourceFile("Sources/Bridges/Lane.swift", "import Primitives")
        #expect(file.importFindings(.checkout).count == 1)
    }
}
