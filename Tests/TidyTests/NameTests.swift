import Testing

extension SourceFile {
    /// The types this file declares, nested ones included.
    var declaredTypes: Set<String> {
        names(/\b(?:struct|enum|class|actor|protocol|typealias)\s+`?(\w+)/)
    }

    /// The types this file extends, by the last word of each.
    var extendedTypes: Set<String> { names(/\bextension\s+`?(?:\w+\.)*(\w+)/) }

    private func names(_ pattern: Regex<(Substring, Substring)>) -> Set<String> {
        let pattern = pattern.wordBoundaryKind(.simple)
        let names = codeLines.flatMap { $0.matches(of: pattern).map { String($0.output.1) } }
        // `class func` declares no type.
        return Set(names).subtracting(["func", "var", "let", "subscript"])
    }

    /// A source named after none of its types; `Type+Aspect` is named after a type it extends.
    var nameFindings: [Finding] {
        let parts = name.split(separator: "+", maxSplits: 1).map(String.init)
        let known = parts.count > 1 ? declaredTypes.union(extendedTypes) : declaredTypes
        guard name != "main", !known.isEmpty, !known.contains(parts[0]) else { return [] }
        let types = known.sorted().joined(separator: ", ")
        return [Finding(path: path, line: 1, message: "named after none of its types: \(types)")]
    }

    /// A test outside a `XTests` folder of a module X, or one named after nothing in the sources.
    func mirrorFindings(_ modules: Set<String>, words: Set<String>) -> [Finding] {
        let folder = module?.hasSuffix("Tests") == true ? module?.dropLast(5).lowercased() : nil
        if folder == "tidy" || module == "TestSupport" { return [] }
        guard let folder, modules.contains(where: { $0.lowercased() == folder }) else {
            return [Finding(path: path, line: 1, message: "its folder mirrors no module")]
        }
        guard name.hasSuffix("Tests"), words.isDisjoint(with: Self.words(of: name)) else {
            return []
        }
        return [Finding(path: path, line: 1, message: "its name mirrors no type of the sources")]
    }

    /// The words of a name in camel case, without a last `Tests`.
    static func words(of name: String) -> [String] {
        name.matches(of: /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/)
            .map { String($0.output) }
            .filter { $0 != "Tests" && $0.count > 1 }
    }
}

@Suite struct `The name of a file` {
    @Test func `is a type of the source`() throws {
        for file in try SourceTree.checkout.get().sources {
            for finding in file.nameFindings { finding.record() }
            if file.declaredTypes.isEmpty, !file.name.contains("+"), file.name != "main" {
                let finding = Finding(path: file.path, line: 1, message: "declares no type")
                finding.record(severity: .warning)
            }
        }
    }

    @Test func `mirrors the sources where it is a test's`() throws {
        let tree = try SourceTree.checkout.get()
        let modules = Set(tree.sources.compactMap(\.module))
        let types = tree.sources.flatMap { $0.declaredTypes.union([$0.name]) }
        // Behaviour of the whole program, which no one type has.
        let words = Set(types.flatMap(SourceFile.words)).union([
            "Determinism", "Scenarios", "Documentation", "Mutation", "Wycheproof",
        ])
        for file in tree.tests {
            for finding in file.mirrorFindings(modules, words: words) { finding.record() }
        }
    }

    @Test func `is refused when it is no type of the source`() {
        let source = "public struct Block {\n    enum Kind {}\n}\nextension Chain.Header {}\n"
        for name in ["Block", "Kind", "Block+Text", "Header+Text"] {
            #expect(SourceFile("Sources/Chain/\(name).swift", source).nameFindings == [])
        }
        for name in ["Header", "Blocks", "Helper", "Text+Block"] {
            #expect(SourceFile("Sources/Chain/\(name).swift", source).nameFindings.count == 1)
        }
        #expect(
            SourceFile("Sources/Chain/Any.swift", "// struct A\nclass func f() {}").nameFindings
                == []
        )
    }

    @Test(arguments: [
        ("Tests/ChainTests/BlockTests.swift", 0), ("Tests/ChainTests/Fixture.swift", 0),
        ("Tests/ChainTests/UInt256MulDivTests.swift", 0),
        ("Tests/BallastTests/BlockTests.swift", 0),
        ("Tests/TidyTests/SizeTests.swift", 0), ("Tests/ChainTests/WeatherTests.swift", 1),
        ("Tests/LaneTests/BlockTests.swift", 1), ("Tests/Chain/BlockTests.swift", 1),
        ("Tests/BlockTests.swift", 1),
    ])
    func `is refused when a test mirrors nothing`(_ path: String, _ count: Int) {
        let words = Set(["Block", "UInt256"].flatMap(SourceFile.words))
        let file = SourceFile(path, "")
        #expect(file.mirrorFindings(["Chain", "ballast"], words: words).count == count)
    }
}
