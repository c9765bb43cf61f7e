import Yams

extension Element {
    /// The node with some of its parts replaced.
    ///
    /// `replace` is asked of every part, the outer before the inner, with its path as overrides
    /// have it; where it gives a node, that stands in its place and is not looked into. Sections of
    /// the document's top that are named in `skipping` stay as they are. Keys keep their places,
    /// which errors name.
    func rewritten(
        path: String = "",
        depth: Int = 0,
        skipping: Set<String>,
        _ replace: (Element, String) throws(ScenarioError) -> Node?
    ) throws(ScenarioError) -> Node {
        if let node = try replace(self, path) { return node }
        // A path has at most sixteen steps; what lies deeper is refused where it is decoded.
        guard depth < 16 else { return node }
        switch node {
        case .scalar, .alias: return node
        case .sequence(var sequence):
            for (index, item) in try items("a list").enumerated() {
                let name = item.node.value(of: "name")?.scalar?.string
                sequence[index] = try item.rewritten(
                    path: "\(path).\(name ?? String(index))",
                    depth: depth + 1,
                    skipping: skipping,
                    replace
                )
            }
            return .sequence(sequence)
        case .mapping(let mapping):
            var pairs: [(Node, Node)] = []
            for (key, entry) in zip(mapping.map(\.key), try entries("a section")) {
                if depth == 0, skipping.contains(entry.name) {
                    pairs.append((key, entry.value.node))
                    continue
                }
                let value = try entry.value.rewritten(
                    path: path.isEmpty ? entry.name : "\(path).\(entry.name)",
                    depth: depth + 1,
                    skipping: skipping,
                    replace
                )
                pairs.append((key, value))
            }
            return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark))
        }
    }

    /// The same place with another node.
    func with(_ node: Node) -> Element {
        Element(node: node, path: path, line: line, file: file)
    }
}
