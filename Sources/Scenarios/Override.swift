import Yams

/// One value of a scenario that is replaced: `vault.guards.slippage` by `50 bp`.
///
/// A path is the names of sections, with a dot between; an item of a list is named by its `name`
/// or by its number, `pools.main.liquidity` or `pools.0.liquidity`. Sections that are missing on
/// the way are made.
struct Override {
    /// Where the value goes, as it was written.
    let path: String
    /// The value, and where it was written.
    let value: Element

    /// Whether it came from the command line rather than the file.
    private let isGiven: Bool

    /// A value that stands in the file.
    init(path: String, value: Element) {
        self.path = path
        self.value = value
        isGiven = false
    }

    /// Reads `path=value` from the command line; the value is YAML on one line.
    init(_ text: String) throws(ScenarioError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        isGiven = true
        let file = "--set \(Wording.short(path))"
        func refuse(_ message: String, _ remedy: String) -> ScenarioError {
            ScenarioError(file: file, line: nil, path: "", message: message, remedy: remedy)
        }
        guard parts.count == 2, parts[1].contains(where: { $0 != " " }) else {
            throw refuse("has no value", "write it as --set vault.guards.slippage=50bp")
        }
        let root: Element
        do throws(ScenarioError) {
            root = try YAMLDocument.root(
                of: try SourceText(bytes: Array(parts[1].utf8), file: file)
            )
        } catch {
            throw refuse(error.message, error.remedy)
        }
        value = Element(node: Self.unplaced(root.node), path: path, line: 1, file: file)
    }

    /// The node without the places that it has in a text of its own.
    private static func unplaced(_ node: Node) -> Node {
        switch node {
        case .scalar(var scalar):
            scalar.mark = nil
            return .scalar(scalar)
        case .sequence(let sequence):
            return .sequence(Node.Sequence(sequence.map(unplaced)))
        case .mapping(let mapping):
            return .mapping(Node.Mapping(mapping.map { (unplaced($0.key), unplaced($0.value)) }))
        case .alias: return node
        }
    }

    /// The root with the value in its place, and that place as errors name it.
    ///
    /// What `assumptions` says of the value that stood there, or of one in it, goes with it, as an
    /// assumption does that stands where the value does.
    func applied(to root: Element) throws(ScenarioError) -> (root: Element, place: String) {
        guard steps.allSatisfy({ !$0.isEmpty }), steps.count <= 16 else {
            throw refusal("is not a path", "write it as vault.guards.slippage")
        }
        var place = ""
        let node = try replacing(in: root.node, steps[...], &place)
        return (root.with(Assumptions.without(steps, in: root.node, from: node)), place)
    }

    /// The root with all of the values in their places.
    static func applying(
        _ overrides: [Override],
        to root: Element
    ) throws(ScenarioError) -> Element {
        var root = root
        for override in overrides { root = try override.applied(to: root).root }
        return root
    }

    /// What stands in its place now.
    func value(in root: Element) throws(ScenarioError) -> Element {
        guard let node = root.node.part(at: steps)?.node else {
            throw refusal("nothing stands at \(Wording.short(path))", "name a value of the file")
        }
        return Element(
            node: node,
            path: path,
            line: node.mark?.line ?? root.line,
            file: root.file
        )
    }

    private var steps: [String] { Self.steps(of: path) }

    /// The names and numbers of a path.
    static func steps(of path: String) -> [String] {
        path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    private func replacing(
        in node: Node?,
        _ steps: ArraySlice<String>,
        _ place: inout String
    ) throws(ScenarioError) -> Node {
        guard let step = steps.first else { return value.node }
        switch node ?? .mapping(Node.Mapping([])) {
        case .mapping:
            // `~` takes a section of the document out.
            if place.isEmpty, steps.count == 1, value.isEmpty, value.node.scalar?.string == "~" {
                place = step
                return (node ?? value.node).replacing(step, by: nil)
            }
            place += place.isEmpty ? step : ".\(step)"
            let inner = try replacing(in: node?.value(of: step), steps.dropFirst(), &place)
            let key = Node.scalar(Node.Scalar(step, .implicit, .any, value.node.mark))
            return (node ?? .mapping(Node.Mapping([]))).replacing(step, by: (key, inner))
        case .sequence(var sequence):
            guard let index = sequence.index(of: step) else {
                let known = sequence.compactMap { $0.value(of: "name")?.scalar?.string }
                throw refusal(
                    "\(place) has no item \(Wording.quoted(step))",
                    Wording.remedy(for: step, among: known, listing: "items are")
                )
            }
            place += "[\(index)]"
            sequence[index] = try replacing(in: sequence[index], steps.dropFirst(), &place)
            return .sequence(sequence)
        case .scalar, .alias:
            throw refusal("\(place) is no section", "a path goes through sections and lists")
        }
    }

    private func refusal(_ message: String, _ remedy: String) -> ScenarioError {
        if !isGiven { return value.error(message, remedy) }
        return ScenarioError(
            file: value.file,
            line: nil,
            path: "",
            message: message,
            remedy: remedy
        )
    }
}

extension Node {
    /// The value of a key, found by its text: Yams' own search works out the tag of every key.
    func value(of key: String) -> Node? {
        mapping?.first { $0.key.scalar?.string == key }?.value
    }

    /// A section with another key and value in the place of a key, or last; or without the key.
    func replacing(_ key: String, by pair: (key: Node, value: Node)?) -> Node {
        guard case .mapping(let mapping) = self else { return self }
        var pairs = mapping.map { ($0.key, $0.value) }
        let index = pairs.firstIndex { $0.0.scalar?.string == key } ?? pairs.endIndex
        let old = index..<min(index + 1, pairs.endIndex)
        pairs.replaceSubrange(old, with: pair.map { [$0] } ?? [])
        return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark))
    }

    /// The part that a path leads to, and the path with numbers for the names of items.
    func part(at steps: [String]) -> (node: Node, place: [String])? {
        var node = self
        var place: [String] = []
        for step in steps {
            switch node {
            case .mapping:
                guard let next = node.value(of: step) else { return nil }
                node = next
                place.append(step)
            case .sequence(let sequence):
                guard let index = sequence.index(of: step) else { return nil }
                node = sequence[index]
                place.append(String(index))
            case .scalar, .alias: return nil
            }
        }
        return (node, place)
    }
}

extension Node.Sequence {
    /// The place of an item, by its `name` or by its number.
    func index(of step: String) -> Int? {
        firstIndex { $0.value(of: "name")?.scalar?.string == step }
            ?? Int(step).flatMap { indices.contains($0) ? $0 : nil }
    }
}

extension ScenarioError {
    /// The error, put where the value was written if one of these places from the command line is
    /// at fault.
    func placed(among overrides: [(place: String, override: Override)]) -> ScenarioError {
        let fault = overrides.last {
            path == $0.place || path.hasPrefix("\($0.place).")
                || message == Section.unknownKey && $0.place.hasPrefix("\(path).")
        }
        guard let fault else { return self }
        return ScenarioError(
            file: fault.override.value.file,
            line: nil,
            path: path == fault.override.path ? "" : path,
            message: message,
            remedy: remedy
        )
    }
}

extension Element {
    /// The value in YAML's flow style on one line, every text in quotes.
    var flow: String {
        switch node {
        case .scalar(let scalar): return isEmpty ? "~" : Canonical.quoted(scalar.string)
        case .alias: return "~"
        case .sequence(let sequence):
            let items = sequence.map { with($0).flow }
            return "[\(items.joined(separator: ", "))]"
        case .mapping(let mapping):
            let items = mapping.map { key, value in
                "\(Canonical.quoted(key.scalar?.string ?? "")): \(with(value).flow)"
            }
            return "{ \(items.joined(separator: ", ")) }"
        }
    }
}
