import Foundation
import Testing

extension Manifest {
    /// Targets that the table does not know, or that depend on more than their line names.
    func findings(_ table: ModuleTable) -> [Finding] {
        targets.flatMap { target in
            guard let row = table[target.name] else {
                return [Self.finding("\(target.name) is not in the module table")]
            }
            return target.dependencies.subtracting(row.imports).subtracting(row.external).sorted()
                .map { Self.finding("\(target.name) may not depend on \($0)") }
        }
    }

    /// Folders of `Sources` that no target declares, though the table may know them.
    func findings(folders: Set<String>) -> [Finding] {
        folders.subtracting(targets.map(\.name)).sorted()
            .map { Self.finding("no target for the folder Sources/\($0)") }
    }

    private static func finding(_ message: String) -> Finding {
        Finding(path: "Package.swift", line: 1, message: message)
    }
}

@Suite struct `The module table` {
    @Test func `agrees with Package.swift and the folders of Sources`() throws {
        let manifest = try Manifest.checkout()
        let folders = Set(try SourceTree.checkout.get().sources.compactMap(\.module))
        #expect(manifest.targets.count > 10)
        for finding in manifest.findings(.checkout) { finding.record() }
        for finding in manifest.findings(folders: folders) { finding.record() }
    }

    @Test func `reads each line's own words`() throws {
        let table = ModuleTable.checkout
        let contracts = try #require(table["Contracts"])
        #expect(contracts.imports == ["WideMath", "Primitives", "Chain", "Execution"])
        let agents = try #require(table["Agents"])
        #expect(agents.imports.contains("Markets") && !agents.imports.contains("Scenarios"))
        let measures = try #require(table["Measures"])
        #expect(measures.imports.isSuperset(of: ["Simulation", "Scenarios", "WideMath"]))
        #expect(measures.imports.isDisjoint(with: ["Measures", "Adversary", "Reporting"]))
        #expect(measures.external == ["Foundation", "Rainbow", "TextTable"])
        #expect(
            table.modules.filter(\.isCore).map(\.name) == [
                "WideMath", "Primitives", "Signing", "Chain", "Ledger", "Execution", "Contracts",
                "BlockBuilding", "Markets", "Agents", "Scenarios", "Simulation",
            ]
        )
    }

    /// Decision 0003: Ledger asks the system for memory, Execution for a stack.
    @Test func `lets two lines of the core import the C library, and none more of the system`() {
        let system: Set = ["Foundation", "FoundationEssentials", "Glibc", "Musl", "Dispatch"]
        for module in ModuleTable.checkout.modules where module.isCore {
            let allowed: Set = ["Ledger", "Execution"].contains(module.name) ? ["Glibc"] : []
            #expect(module.external.intersection(system) == allowed, "\(module.name)")
        }
    }

    @Test func `refuses a target with a dependency too many`() throws {
        let manifest = try Manifest(
            parsing: Data(
                """
                { "targets": [
                    { "name": "Chain", "type": "regular", "dependencies": [
                        { "byName": ["Signing", null] }, { "byName": ["Ledger", null] },
                        { "product": ["Yams", "Yams", null, null] } ] },
                    { "name": "Bridges", "type": "regular", "dependencies": [] },
                    { "name": "ChainTests", "type": "test", "dependencies": [] } ] }
                """.utf8
            )
        )
        #expect(
            manifest.findings(.checkout).map(\.message) == [
                "Chain may not depend on Ledger", "Chain may not depend on Yams",
                "Bridges is not in the module table",
            ]
        )
        #expect(
            manifest.findings(folders: ["Chain", "Lanes"]).map(\.message) == [
                "no target for the folder Sources/Lanes"
            ]
        )
    }
}
