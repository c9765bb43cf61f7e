import Yams

/// A section of the file whose keys are known.
struct Section {
    /// The section itself.
    let element: Element
    /// What its values may refer to.
    var context: Context
    private let values: [String: Element]

    /// What is said of a key that the format does not have.
    static let unknownKey = "unknown key"

    /// Opens a section and refuses keys that the table does not have.
    init(_ element: Element, _ table: KeyTable, _ context: Context) throws(ScenarioError) {
        let entries = try element.entries(SectionForm(table: table).expected)
        let names = table.names
        var values: [String: Element] = [:]
        for entry in entries {
            if !names.contains(entry.name) {
                throw entry.value.error(
                    Self.unknownKey,
                    Wording.remedy(
                        for: entry.name,
                        among: names,
                        listing: "the keys of \(table.title) are"
                    )
                )
            }
            values[entry.name] = entry.value
        }
        self.element = element
        self.values = values
        self.context = context
    }

    /// The value of a key that is required or has a default.
    func read<F: Form>(_ key: Key<F>) throws(ScenarioError) -> F.Value {
        try key.form.read(child(key), context)
    }

    /// The value of a key that may be missing.
    func readIfPresent<F: Form>(_ key: Key<F>) throws(ScenarioError) -> F.Value? {
        guard let value = values[key.name] else { return nil }
        return try key.form.read(value, context)
    }

    /// The value of a key that something else makes necessary.
    func required<F: Form>(
        _ key: Key<F>,
        _ reason: String
    ) throws(ScenarioError) -> F.Value {
        if let value = try readIfPresent(key) { return value }
        throw element.error(
            "\(key.name) is missing",
            "\(reason) needs it: write \(key.name): and \(key.expected)"
        )
    }

    /// Refuses keys that do not go with something else.
    func refuse(
        _ keys: [any KeyDescription],
        _ message: String,
        _ remedy: String
    ) throws(ScenarioError) {
        for key in keys {
            if let value = values[key.name] { throw value.error(message, remedy) }
        }
    }

    /// Whether a key is written.
    func has(_ key: any KeyDescription) -> Bool { values[key.name] != nil }

    /// The element of a key; its default's, or the section's own, where it is left out.
    func child<F: Form>(_ key: Key<F>) throws(ScenarioError) -> Element {
        if let value = values[key.name] { return value }
        guard case .fallback(let text) = key.presence else {
            if key.presence == .optional { return element }
            throw element.error("\(key.name) is missing", "write \(key.name): and \(key.expected)")
        }
        let node =
            switch text {
            case "{}": Node([(Node, Node)]())
            case "[]": Node([Node]())
            default: Node(plain: text)
            }
        let path = element.path.isEmpty ? key.name : "\(element.path).\(key.name)"
        return Element(node: node, path: path, line: element.line, file: element.file)
    }
}

/// A section inside a section.
struct SectionForm: Form {
    /// The keys it has.
    let table: KeyTable

    var expected: String {
        "the keys of \(table.title): \(table.names.joined(separator: ", "))"
    }

    var schema: Schema { table.schema }

    func read(_ element: Element, _ context: Context) throws(ScenarioError) -> Section {
        try Section(element, table, context)
    }
}
