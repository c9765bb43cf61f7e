import Yams

/// The keys of an item of `assumptions`.
enum AssumptionKeys {
    static let path = Key(
        "path",
        TextForm(lengthMax: 400),
        "Where the value stands, as pools.main.liquidity."
    )
    static let stated = Key("assumption", form, "What is assumed.")
    static let low = Key("low", form, "The least that it may be.")
    static let high = Key("high", form, "The most that it may be.")
    private static let form = ElementForm(
        expected: "a number with its unit",
        schema: .assumed
    )

    static let table = KeyTable(title: "an assumption", keys: [path, low, high])
    /// The keys where the value stands.
    static let inPlace: [any KeyDescription] = [stated, low, high]
}

/// The assumptions of a document: taken out of the places where they stand, and put back at any
/// level.
struct Assumptions {
    /// One of them.
    private struct Item {
        let path: String
        let stated: Element
        let low: Element
        let high: Element
    }

    /// The key that makes a section an assumption.
    private static let word = AssumptionKeys.stated.name
    /// The section that lists them by their paths.
    static let section = "assumptions"
    /// The most that a document has.
    private static let countMax = 200

    /// The document with what is stated in every place.
    private(set) var root: Element
    private var items: [Item] = []

    /// Takes the assumptions out of a document, those of its section `assumptions` too.
    init(_ document: Element) throws(ScenarioError) {
        root = document
        var items: [Item] = []
        // Variants are documents of their own.
        let node = try document.rewritten(skipping: ["compare", Self.section]) {
            element,
            path throws(ScenarioError) in
            guard element.node.value(of: Self.word) != nil else { return nil }
            let item = try Self.item(element, path: path)
            items.append(item)
            return item.stated.node
        }
        self.items = items
        root = document.with(node)
        try takeListed()
        if self.items.count > Self.countMax {
            throw root.error(
                "has \(self.items.count) assumptions",
                "a scenario has at most \(Self.countMax)"
            )
        }
    }

    /// What is assumed, in the order of the file.
    var all: [Assumption] {
        items.map { item in
            Assumption(path: item.path, low: text(item.low), high: text(item.high))
        }
    }

    /// The document with every assumption at a level.
    func root(at level: AssumptionLevel) throws(ScenarioError) -> Element {
        var root = root
        for item in items {
            let value = try value(of: item, at: level)
            root = try Override(path: item.path, value: value).applied(to: root).root
        }
        return root
    }

    /// The document with what is stated in every place, and all that is assumed in its section
    /// `assumptions`.
    var listed: Element {
        let list = items.map { item in
            Node([
                (Node(AssumptionKeys.path.name), Node(item.path)),
                (Node(AssumptionKeys.low.name), item.low.node),
                (Node(AssumptionKeys.high.name), item.high.node),
            ])
        }
        let pair = list.isEmpty ? nil : (Node(Self.section), Node(list))
        return root.with(root.node.replacing(Self.section, by: pair))
    }

    /// A document in which a value was replaced, without what its section `assumptions` said of
    /// that value or of one in it.
    ///
    /// - Parameters:
    ///   - steps: The path of the value.
    ///   - before: The document as it was.
    ///   - after: The document with the new value.
    /// - Returns: The document with the new value and what is still assumed.
    static func without(_ steps: [String], in before: Node, from after: Node) -> Node {
        guard steps.first != section, case .sequence(let list)? = after.value(of: section),
            let replaced = before.part(at: steps)?.place
        else { return after }
        let left = list.filter { item in
            guard let path = item.value(of: AssumptionKeys.path.name)?.scalar?.string,
                let place = before.part(at: Override.steps(of: path))?.place
            else { return true }
            return !place.starts(with: replaced)
        }
        let leftList = Node.Sequence(Array(left), list.tag, list.style, list.mark)
        return after.replacing(section, by: (Node(section), .sequence(leftList)))
    }

    // MARK: Taking out

    /// The assumption that stands in a place.
    private static func item(_ element: Element, path: String) throws(ScenarioError) -> Item {
        let table = KeyTable(title: "an assumption", keys: AssumptionKeys.inPlace)
        let section = try Section(element, table, Context())
        let item = Item(
            path: path,
            stated: try section.read(AssumptionKeys.stated),
            low: try section.read(AssumptionKeys.low),
            high: try section.read(AssumptionKeys.high)
        )
        try check(item)
        return item
    }

    private mutating func takeListed() throws(ScenarioError) {
        guard let node = root.node.value(of: Self.section) else { return }
        root = root.with(root.node.replacing(Self.section, by: nil))
        let element = Element(
            node: node,
            path: Self.section,
            line: node.mark?.line ?? root.line,
            file: root.file
        )
        let form = SectionForm(table: AssumptionKeys.table)
        let listed = try element.items("a list of assumptions")
        if listed.count > Self.countMax {
            throw element.error("is too long", "a scenario has at most \(Self.countMax)")
        }
        for item in listed {
            let section = try form.read(item, Context())
            let path = try section.read(AssumptionKeys.path)
            let low = try section.read(AssumptionKeys.low)
            let found = try Override(path: path, value: low).value(in: root)
            let listed = Item(
                path: path,
                stated: found,
                low: low,
                high: try section.read(AssumptionKeys.high)
            )
            try Self.check(listed)
            items.append(listed)
        }
    }

    // MARK: Numbers

    private func text(_ element: Element) -> String { element.node.scalar?.string ?? "" }

    private static func number(_ element: Element) throws(ScenarioError) -> (Double, unit: String) {
        let text = try element.text("a number with its unit")
        guard let (number, unit) = DecimalNumber.leading(text) else {
            throw element.error(
                "\(Wording.quoted(text)) is no number",
                "what is assumed is a number with its unit, for example 8_000_000 USDC"
            )
        }
        return (number.double(), unit)
    }

    private static func check(_ item: Item) throws(ScenarioError) {
        let stated = try number(item.stated)
        for (bound, isLow) in [(item.low, true), (item.high, false)] {
            let value = try number(bound)
            if value.unit != stated.unit {
                throw bound.error(
                    "is in \(Wording.quoted(value.unit)), the assumption in "
                        + Wording.quoted(stated.unit),
                    "write both in one unit"
                )
            }
            if isLow ? value.0 > stated.0 : value.0 < stated.0 {
                throw bound.error(
                    isLow ? "is above the assumption" : "is below the assumption",
                    isLow ? "give a lower bound below it" : "give an upper bound above it"
                )
            }
        }
    }

    /// The value at a level, in the place of the bound that it is nearest to.
    private func value(
        of item: Item,
        at level: AssumptionLevel
    ) throws(ScenarioError) -> Element {
        switch level {
        case .low: return item.low
        case .stated: return item.stated
        case .high: return item.high
        case .lower: return try mean(item.low, item.stated, in: item.low)
        case .higher: return try mean(item.high, item.stated, in: item.high)
        }
    }

    /// The geometric mean, rounded to a whole number from a thousand on and to five digits below.
    private func mean(
        _ one: Element,
        _ other: Element,
        in place: Element
    ) throws(ScenarioError) -> Element {
        let (left, right) = (try Self.number(one), try Self.number(other))
        let mean = (left.0 * right.0).squareRoot()
        let rounded = mean >= 1_000 ? mean.rounded() : Ranges.rounded(mean)
        return place.with(Node(Canonical.quantity(rounded, left.unit)))
    }
}
