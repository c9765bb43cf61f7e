import Yams

/// A node of the YAML tree together with where it stands.
struct Element {
    /// The node.
    let node: Node
    /// Where in the scenario, such as `agents[2].fees.tip`.
    let path: String
    /// The line that an error about the node names.
    let line: Int
    /// The file's name.
    let file: String

    /// An error about this node.
    func error(_ message: String, _ remedy: String = "") -> ScenarioError {
        ScenarioError(file: file, line: line, path: path, message: message, remedy: remedy)
    }

    /// Whether nothing stands here: no text, or YAML's words for nothing.
    var isEmpty: Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
            return false
        }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The text of a scalar; `expected` says what should stand here, with an example.
    func text(_ expected: @autoclosure () -> String) throws(ScenarioError) -> String {
        if isEmpty { throw error("has no value", "write \(expected())") }
        switch node {
        case .scalar(let scalar): return scalar.string
        case .mapping: throw error("is a section", "write \(expected())")
        case .sequence: throw error("is a list", "write \(expected())")
        case .alias: throw error("is an alias", "write \(expected())")
        }
    }

    /// Text that stands inside this node, such as what is in brackets.
    func inner(_ text: some StringProtocol) -> Element {
        Element(node: Node(plain: String(text)), path: path, line: line, file: file)
    }

    /// The items of a list.
    func items(_ expected: @autoclosure () -> String) throws(ScenarioError) -> [Element] {
        guard let sequence = node.sequence else {
            throw error(isEmpty ? "has no value" : "is not a list", "write \(expected())")
        }
        return sequence.enumerated().map { index, item in
            Element(
                node: item,
                path: "\(path)[\(index)]",
                line: item.mark?.line ?? line,
                file: file
            )
        }
    }

    /// The names and values of a section, in the order of the file.
    func entries(
        _ expected: @autoclosure () -> String
    ) throws(ScenarioError) -> [(name: String, value: Element)] {
        guard let mapping = node.mapping else {
            throw error(isEmpty ? "has no value" : "is not a section", "write \(expected())")
        }
        var entries: [(name: String, value: Element)] = []
        for (key, value) in mapping {
            let line = key.mark?.line ?? line
            guard let name = key.scalar?.string else {
                throw ScenarioError(
                    file: file,
                    line: line,
                    path: path,
                    message: "a key is a list or a section",
                    remedy: "a key is a single word"
                )
            }
            let word = Wording.short(name)
            let inner = path.isEmpty ? word : "\(path).\(word)"
            let valueLine =
                value.scalar == nil || value.scalar?.string == "" ? nil : value.mark?.line
            entries.append(
                (name, Element(node: value, path: inner, line: valueLine ?? line, file: file))
            )
        }
        return entries
    }
}

extension Node {
    /// The tag of text, made once: making one fills tables of constructors.
    ///
    /// Only an implicit tag is ever changed, by Yams when it resolves one; this one is not.
    private nonisolated(unsafe) static let textTag = Tag(.str)

    /// Text that stands in no file.
    init(plain text: String) {
        self = .scalar(Scalar(text, Self.textTag, .any))
    }
}
