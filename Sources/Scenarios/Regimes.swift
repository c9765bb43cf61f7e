/// Sets of values that belong together and have a name, of which one may hold.
enum Regimes {
    static let regime = Key(
        "regime",
        TextForm(lengthMax: 64),
        .optional,
        "Which of the regimes holds; without it, none."
    )
    static let regimes = Key(
        "regimes",
        ElementForm(
            expected: "sections by name, as calm: { agents.flow.rate: 1 per block }",
            schema: Schema.type("object")
                .with("additionalProperties", .schema(.type("object")))
                .with("maxProperties", .whole(UInt64(countMax)))
        ),
        .optional,
        "Values that replace others, by their paths, under a name."
    )

    /// The most regimes, and the most values of one.
    private static let countMax = 100

    /// The document with the values of the regime that holds; the places of all are checked.
    static func settled(_ root: Element) throws(ScenarioError) -> Element {
        guard root.node.mapping != nil else { return root }
        let top = try root.entries("the keys of a scenario")
        let chosen = top.first { $0.name == regime.name }?.value
        guard let named = top.first(where: { $0.name == regimes.name })?.value else {
            if let chosen {
                throw chosen.error("there are no regimes", "add a section regimes: or remove it")
            }
            return root
        }
        var result = root
        var names: [String] = []
        let wanted = try chosen?.text("the name of a regime")
        for entry in try named.entries(regimes.expected) {
            names.append(entry.name)
            let values = try entry.value.entries("values by their paths")
            if values.count > countMax || names.count > countMax {
                throw entry.value.error("is too much", "give at most \(countMax)")
            }
            for value in values {
                if ["regime", "regimes", "compare"].contains(value.name) {
                    throw value.value.error("a regime has none of its own", "remove it")
                }
                let changed = try Override(path: value.name, value: value.value).applied(to: result)
                if entry.name == wanted { result = changed.root }
            }
        }
        if let chosen, let wanted, !names.contains(wanted) {
            throw chosen.error(
                "no regime \(Wording.quoted(wanted))",
                Wording.remedy(for: wanted, among: names, listing: "the regimes are")
            )
        }
        return result
    }

    /// The document without regimes.
    static func removed(from root: Element) -> Element {
        root.with(root.node.replacing(regime.name, by: nil).replacing(regimes.name, by: nil))
    }
}
