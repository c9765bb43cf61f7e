import Foundation
import Yams

/// A YAML document as an editor reads it: by the core schema of YAML 1.2, not by our decoding.
indirect enum CoreValue: Hashable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([CoreValue])
    case section([Entry])

    /// A key and its value.
    struct Entry: Hashable {
        var name: String
        var value: CoreValue
    }

    /// A step into a value.
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    /// Reads a document.
    init(yaml: String) throws {
        self.init(try Yams.compose(yaml: yaml, .basic) ?? Node(""))
    }

    private init(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            self = isPlain ? CoreValue(plain: scalar.string) : .text(scalar.string)
        case .sequence(let items): self = .list(items.map { CoreValue($0) })
        case .mapping(let mapping):
            self = .section(
                mapping.map { Entry(name: $0.key.scalar?.string ?? "", value: CoreValue($0.value)) }
            )
        case .alias: self = .null
        }
    }

    /// YAML 1.2.2, section 10.3.2, table "Core schema tag resolution".
    init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .flag(true)
        case "false", "False", "FALSE": self = .flag(false)
        default: self = Self.number(text).map { .number($0) } ?? .text(text)
        }
    }

    private static func number(_ text: String) -> Double? {
        // Most values are words, which need no regular expression.
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8).map { Double($0) } }
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map { Double($0) } }
        guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else { return nil }
        let form = /[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?/
        return text.wholeMatch(of: form) == nil ? nil : strtod(text, nil)
    }

    /// The value at a place; nothing where there is none.
    subscript(path: ArraySlice<Step>) -> CoreValue? {
        guard let step = path.first else { return self }
        switch (self, step) {
        case (.section(let entries), .key(let name)):
            return entries.first { $0.name == name }?.value[path.dropFirst()]
        case (.list(let items), .index(let index)) where items.indices.contains(index):
            return items[index][path.dropFirst()]
        default: return nil
        }
    }

    /// The value with what stands at a place changed.
    func changing(
        _ path: ArraySlice<Step>,
        _ change: (CoreValue) -> CoreValue
    ) -> CoreValue {
        guard let step = path.first else { return change(self) }
        switch (self, step) {
        case (.section(var entries), .key(let name)):
            for index in entries.indices where entries[index].name == name {
                entries[index].value = entries[index].value.changing(path.dropFirst(), change)
            }
            return .section(entries)
        case (.list(var items), .index(let index)):
            items[index] = items[index].changing(path.dropFirst(), change)
            return .list(items)
        default: return self
        }
    }

    /// The section with a key called otherwise.
    func renaming(_ name: String, to other: String) -> CoreValue {
        guard case .section(var entries) = self else { return self }
        for index in entries.indices where entries[index].name == name {
            entries[index].name = other
        }
        return .section(entries)
    }

    /// The section without a key.
    func removing(_ name: String) -> CoreValue {
        guard case .section(let entries) = self else { return self }
        return .section(entries.filter { $0.name != name })
    }
}
