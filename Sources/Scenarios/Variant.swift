/// The same scenario with some values replaced, for comparison.
public struct Variant: Sendable, Hashable {
    /// One value that is replaced.
    public struct Change: Sendable, Hashable {
        /// Where it stands, as `vault.execution.slices`.
        public var path: String
        /// What stands there now, in YAML's flow style.
        public var value: String
    }

    /// What it is called.
    public var name: String
    /// What is replaced, in the order of the file.
    public var changes: [Change]
    /// The scenario that results; it has no variants of its own.
    public var scenario: Scenario
}

/// The keys of an item of `compare`.
enum VariantKeys {
    static let name = Key("name", TitleForm(), "What the variant is called.")
    static let set = Key(
        "set",
        ElementForm(
            expected: "a section such as { vault.execution.slices: 4 }",
            schema: Schema.type("object").with("maxProperties", .whole(100))
                .with("propertyNames", .schema(.text("(?!(?:compare|expect)(?:\\.|$)).+")))
        ),
        .fallback("{}"),
        "Which values are replaced."
    )

    static let table = KeyTable(title: "a variant", keys: [name, set])
}

extension Variant {
    /// Decodes `compare`: each variant is the document with its changes, read from the beginning.
    static func decodeAll(
        _ sections: [Section],
        of root: Element
    ) throws(ScenarioError) -> [Variant] {
        var names = UniqueNames(kind: "variant")
        var variants: [Variant] = []
        for section in sections {
            let name = try section.read(VariantKeys.name)
            try names.add(name, try section.child(VariantKeys.name))
            var changed = root
            var changes: [Change] = []
            let set = try section.read(VariantKeys.set)
            let entries = try set.entries(VariantKeys.set.expected)
            if entries.count > 100 {
                throw set.error("has \(entries.count) changes", "a variant has at most 100")
            }
            for entry in entries {
                if entry.name == "compare" || entry.name.hasPrefix("compare.") {
                    throw entry.value.error("a variant has no variants", "remove it")
                }
                if entry.name == "expect" || entry.name.hasPrefix("expect.") {
                    throw entry.value.error(
                        "a variant has no expectations of its own",
                        "write them in expect, as \(name): \(Expectation.example)"
                    )
                }
                let change = Override(path: entry.name, value: entry.value)
                changed = try change.applied(to: changed).root
                changes.append(Change(path: entry.name, value: entry.value.flow))
            }
            variants.append(
                Variant(
                    name: name,
                    changes: changes,
                    scenario: try Scenario(root: changed, isVariant: true)
                )
            )
        }
        return variants
    }

    /// The keys and values of the item.
    var lines: [String] {
        let set = changes.map { "  \(Canonical.quoted($0.path)): \($0.value)" }
        return ["name: \(Canonical.quoted(name))"] + (set.isEmpty ? ["set: {}"] : ["set:"] + set)
    }
}
