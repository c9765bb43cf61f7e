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
        case _ where text.wholeMatch(of: /0o[0-7]+/) != nil:
            self = Int(text.dropFirst(2), radix: 8).map { .number(Double($0)) } ?? .text(text)
        case _ where text.wholeMatch(of: /0x[0-9a-fA-F]+/) != nil:
            self = Int(text.dropFirst(2), radix: 16).map { .number(Double($0)) } ?? .text(text)
        case _
        where text.wholeMatch(of: /[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?/)
            != nil:
            let digits = text.last == "." ? text + "0" : text
            self = Double(digits.replacing("+.", with: "0.")).map { .number($0) } ?? .text(text)
        default: self = .text(text)
        }
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
