import Scenarios

/// Goes through a document and its schema side by side, and collects which keys of which tables it
/// has met, each with its place.
struct SchemaTour {
    /// A key of a table of keys.
    struct Meeting: Hashable {
        let table: Schema
        let key: String
    }

    private let checker: SchemaChecker
    /// Where each key was met first: the section that holds it.
    private(set) var places: [Meeting: [CoreValue.Step]] = [:]

    init(_ checker: SchemaChecker) { self.checker = checker }

    /// Goes through a document that the schema admits.
    mutating func visit(
        _ value: CoreValue,
        _ schema: Schema,
        at path: [CoreValue.Step] = []
    ) throws {
        for member in schema.members {
            switch (member.name, member.value, value) {
            case ("$ref", .text(let reference), _):
                try visit(value, try checker.definition(reference), at: path)
            case ("anyOf", .list(let branches), _):
                for case .schema(let branch) in branches
                where try checker.problem(value, branch) == nil {
                    try visit(value, branch, at: path)
                }
            case ("allOf", .list(let branches), _):
                for case .schema(let branch) in branches {
                    guard case .schema(let condition)? = branch["if"],
                        case .schema(let keys)? = branch["then"],
                        try checker.problem(value, condition) == nil
                    else { continue }
                    try visit(value, keys, at: path)
                }
            case ("items", .schema(let item), .list(let items)):
                for (index, value) in items.enumerated() {
                    try visit(value, item, at: path + [.index(index)])
                }
            case ("properties", .schema(let properties), .section(let entries)):
                for entry in entries {
                    guard case .schema(let own)? = properties[entry.name] else { continue }
                    if schema.isTable {
                        let meeting = Meeting(table: schema, key: entry.name)
                        if places[meeting] == nil { places[meeting] = path }
                    }
                    try visit(entry.value, own, at: path + [.key(entry.name)])
                }
            case ("patternProperties", .schema(let patterns), .section(let entries)):
                guard case .schema(let own)? = patterns.members.first?.value else { continue }
                for entry in entries { try visit(entry.value, own, at: path + [.key(entry.name)]) }
            default: continue
            }
        }
    }
}

extension Schema {
    /// Whether it is made from a table of keys: it knows all that there are.
    var isTable: Bool { self["properties"] != nil && self["additionalProperties"] == .flag(false) }

    /// Every table in it, with its keys.
    var tables: [Schema: [String]] {
        var tables: [Schema: [String]] = [:]
        if isTable, case .schema(let properties)? = self["properties"] {
            tables[self] = properties.members.map(\.name)
        }
        for member in members { tables.merge(member.value.tables) { $1 } }
        return tables
    }
}

extension Schema.Value {
    fileprivate var tables: [Schema: [String]] {
        switch self {
        case .schema(let schema): schema.tables
        case .list(let values): values.reduce(into: [:]) { $0.merge($1.tables) { $1 } }
        default: [:]
        }
    }
}
