import Yams

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
    /// What is replaced in the scenario, in the order of the file; whole sections where a value of
    /// the file changes which regime holds, or what is drawn or assumed.
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

/// A document as it was written, and with regimes, ranges and assumptions settled.
struct DocumentForms {
    /// As it was written; variants are made of this.
    let written: Element
    /// As the resolved form has it; what a variant changes is said of this.
    let settled: Element
}

extension Element {
    /// A document without what a variant has not: variants, and what is expected of runs.
    fileprivate var withoutComparison: Element {
        let keys = [ScenarioKeys.compare.name, ScenarioKeys.expect.name, ScenarioKeys.always.name]
        return with(keys.reduce(node) { $0.replacing($1, by: nil) })
    }
}

extension Variant {
    /// Decodes `compare`: each variant is the document with its changes, read from the beginning.
    static func decodeAll(
        _ sections: [Section],
        of forms: DocumentForms
    ) throws(ScenarioError) -> [Variant] {
        var names = UniqueNames(kind: "variant")
        var variants: [Variant] = []
        // By their texts: to compare nodes, Yams works out the tag of each.
        let isSettled = !sections.isEmpty && forms.settled.flow == forms.written.flow
        for section in sections {
            let name = try section.read(VariantKeys.name)
            try names.add(name, try section.child(VariantKeys.name))
            let set = try section.read(VariantKeys.set)
            let changes = try overrides(set, variant: name)
            let document = try Override.applying(changes, to: forms.written)
            let settled =
                try isSettled
                ? changes : settled(changes, of: forms, making: document)
            variants.append(
                Variant(
                    name: name,
                    changes: settled.map { Change(path: $0.path, value: $0.value.flow) },
                    scenario: try Scenario(root: document, isVariant: true)
                )
            )
        }
        return variants
    }

    private static func overrides(
        _ set: Element,
        variant: String
    ) throws(ScenarioError) -> [Override] {
        let entries = try set.entries(VariantKeys.set.expected)
        if entries.count > 100 {
            throw set.error("has \(entries.count) changes", "a variant has at most 100")
        }
        return try entries.map { entry throws(ScenarioError) in
            if entry.name == "compare" || entry.name.hasPrefix("compare.") {
                throw entry.value.error("a variant has no variants", "remove it")
            }
            if entry.name == "expect" || entry.name.hasPrefix("expect.") {
                throw entry.value.error(
                    "a variant has no expectations of its own",
                    "write them in expect, as \(variant): \(Expectation.example)"
                )
            }
            return Override(path: entry.name, value: entry.value)
        }
    }

    /// The changes that make the variant of the settled document.
    ///
    /// They are those of the file, unless one of these reaches into what is settled: another regime
    /// or seed, or a bound of an assumption. Then they are the sections that it makes otherwise.
    private static func settled(
        _ changes: [Override],
        of forms: DocumentForms,
        making document: Element
    ) throws(ScenarioError) -> [Override] {
        let wanted = try Scenario.settled(document).listed.withoutComparison
        if let made = try? Override.applying(changes, to: forms.settled),
            let settled = try? Scenario.settled(made),
            settled.listed.withoutComparison.flow == wanted.flow
        {
            return changes
        }
        let sections = try wanted.entries("the keys of a scenario")
        let known = try forms.settled.withoutComparison.entries("the keys of a scenario")
        var made = sections.filter { name, value in
            known.first { $0.name == name }?.value.flow != value.flow
        }
        let nothing = document.with(Node(plain: "~"))
        for (name, _) in known where !sections.contains(where: { $0.name == name }) {
            made.append((name, nothing))
        }
        // A section takes along what was assumed in it, so the assumptions are last.
        let assumptions = sections.first { $0.name == Assumptions.section }?.value
        made.removeAll { $0.name == Assumptions.section }
        return (made + [(Assumptions.section, assumptions ?? nothing)])
            .map { Override(path: $0.name, value: $0.value) }
    }

    /// The keys and values of the item.
    var lines: [String] {
        let set = changes.map { "  \(Canonical.quoted($0.path)): \($0.value)" }
        return ["name: \(Canonical.quoted(name))"] + (set.isEmpty ? ["set: {}"] : ["set:"] + set)
    }
}
