/// What each module may import: section 2 of the design, in its own order.
struct ModuleTable: Sendable {
    /// A line of the table.
    struct Module: Equatable, Sendable {
        let name: String
        /// Modules of this package.
        let imports: Set<String>
        /// Modules of other packages, of the system and of the toolchain.
        let external: Set<String>
        /// Whether this is the core: no Foundation, no clock, no chance, no files.
        let isCore: Bool
    }

    let modules: [Module]

    subscript(name: String) -> Module? { modules.first { $0.name == name } }

    /// Reads the table; "all above" and "X and above" mean the lines above, X's own included.
    init(parsing text: String) {
        var modules: [Module] = []
        var pastCore = false
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingPrefix(while: \.isWhitespace) }
                .map { String($0.reversed().trimmingPrefix(while: \.isWhitespace).reversed()) }
            guard cells.count == 5, cells[1] != "module", cells[1].first != "-" else { continue }
            let above = modules.map(\.name)
            let imports: [String]
            if cells[2] == "all above" {
                imports = above
            } else if let last = cells[2].firstMatch(of: /^(\w+) and above$/)?.1,
                let end = above.firstIndex(of: String(last))
            {
                imports = Array(above[...end])
            } else {
                imports = Self.words(cells[2])
            }
            modules.append(
                Module(
                    name: cells[1],
                    imports: Set(imports).union(["WideMath"]).subtracting([cells[1]]),
                    external: Set(Self.words(cells[3])),
                    isCore: !pastCore
                )
            )
            if cells[1] == "Simulation" { pastCore = true }
        }
        self.modules = modules
    }

    private static func words(_ cell: String) -> [String] {
        cell.matches(of: /\w+/).map { String($0.output) }
    }

    /// The table of this checkout.
    ///
    /// A new module, or a package that a module newly needs, is a line or a word here and in the
    /// design.
    static let checkout = ModuleTable(
        parsing: """
            | module        | imports                                        | external |
            |---------------|------------------------------------------------|----------|
            | WideMath      |                                                |          |
            | Primitives    | WideMath                                       |          |
            | Signing       | Primitives           | CSecp256k1, Crypto, CryptoExtras   |
            | Chain         | Primitives, Signing                            |          |
            | Ledger        | Primitives                                     | Glibc    |
            | Execution     | Primitives, Signing, Chain, Ledger             | Glibc    |
            | Contracts     | Primitives, Chain, Execution                   |          |
            | BlockBuilding | Primitives, Chain, Ledger, Execution, Contracts |         |
            | Markets       | Primitives                                     |          |
            | Agents        | all above                                      |          |
            | Scenarios     | Primitives                                     | Yams     |
            | Simulation    | all above                                      |          |
            | Verification  | Primitives, Signing, Chain | Foundation, Dispatch, Synchronization |
            | Adversary     | Simulation and above | Foundation                         |
            | Measures      | Simulation and above | Foundation, Rainbow, TextTable     |
            | Sweeps        | Measures and above   | Foundation, Dispatch, Synchronization |
            | Reporting | Measures and above | Foundation, Crypto, Mustache, Rainbow, TextTable |
            | Persistence   | Measures and above   | Foundation, GRDB, GRDBSQLite       |
            | Conformance   | Simulation and above | Foundation, Rainbow, TextTable     |
            | JSONRPC       | Measures and above   | Foundation                         |
            | ballast       | all above            | Foundation, Synchronization, ArgumentParser |
            """
    )
}
