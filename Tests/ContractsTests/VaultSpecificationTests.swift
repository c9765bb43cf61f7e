import Contracts
import Execution
import Foundation
import Testing

/// docs/VAULT.md is the vault's specification: what it lists is what the code has.
@Suite struct `The specification of the vault` {
    private let page: String
    private let sources: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        page = try String(contentsOf: root.appending(path: "docs/VAULT.md"), encoding: .utf8)
        let folder = root.appending(path: "Sources/Contracts/Vault")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        sources = try files.map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }.joined()
    }

    @Test func `draws the phases of the table`() {
        var lines = ["```mermaid", "stateDiagram-v2", "    [*] --> active"]
        for row in Vault.transitions {
            for from in row.from {
                for to in row.to { lines.append("    \(from) --> \(to): \(row.entry)") }
            }
        }
        lines += ["    shutdown --> [*]", "```", "", "| entry | who | in | leads to |"]
        lines.append("|---|---|---|---|")
        for row in Vault.transitions {
            let who = row.entry == .time ? "" : "\(row.role)"
            let from = row.from.map { "\($0)" }.joined(separator: ", ")
            let to = row.to.map { "\($0)" }.joined(separator: ", ")
            lines.append("| \(row.entry) | \(who) | \(from) | \(to) |")
        }
        let expected = lines.joined(separator: "\n")
        #expect(page.contains(expected), "expected in docs/VAULT.md:\n\(expected)")
    }

    @Test(arguments: Vault.Function.all)
    func `lists each function`(_ function: Selector) {
        #expect(page.contains("`\(function.signature)`"))
    }

    @Test func `lists each error with its numbers`() {
        let names = sources.matches(of: /custom\(\s*"(\w+\([a-z0-9,]*\))"/).map { $0.output.1 }
        #expect(names.count > 40)
        for name in names { #expect(page.contains("`\(name)`")) }
    }

    @Test func `lists each event with its arguments`() throws {
        let names = sources.matches(of: /eventTopic\(\s*"(\w+\([a-z0-9,]*\))"/).map { $0.output.1 }
        #expect(names.count > 12)
        for name in names {
            #expect(page.contains("`\(name)`"))
            let declaration = EventCatalog.all.first { $0.topic == eventTopic(String(name)) }
            #expect(declaration != nil, "\(name) is not in EventCatalog")
        }
    }

    @Test func `lists the storage as it is laid out`() throws {
        let documentation = #"/// ([^\n]+)\n(?:\s+/// [^\n]+\n)*\s+"#
        let slot = #"public static let (\w+) = (?:\w+<[^>]*>+|RollingSum)\((\d+)\)"#
        let pattern = try Regex(
            documentation + slot,
            as: (Substring, Substring, Substring, Substring).self
        )
        let slots = sources.matches(of: pattern).map { $0.output }
        #expect(slots.count > 30)
        for slot in slots {
            #expect(page.contains("| \(slot.3) | `\(slot.2)` | \(slot.1) |"))
        }
    }

    @Test func `lists what may be configured`() {
        for setting in Vault.Setting.allCases {
            #expect(page.contains("| \(setting.rawValue) | `\(setting)` |"))
        }
    }
}
