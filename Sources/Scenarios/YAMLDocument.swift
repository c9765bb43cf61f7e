import Yams

/// A YAML file as one tree without anchors, aliases and tags.
enum YAMLDocument {
    /// Parses checked text into its root.
    static func root(of source: SourceText) throws(ScenarioError) -> Element {
        // Yams keeps a pointer into the text, which a Swift string of up to 15 bytes does not
        // support: line ends at the end make every text longer than that.
        let text = source.text + String(repeating: "\n", count: 16)
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            let node = try parser.singleRoot()
            let root = try withExtendedLifetime(parser) { () throws(ScenarioError) -> Element in
                guard let node else { throw Self.error(source, nil, "the file is empty") }
                try refuseExtras(in: node, source, line: 1)
                return Element(
                    node: node,
                    path: "",
                    line: min(node.mark?.line ?? 1, source.lineCount),
                    file: source.file
                )
            }
            return root
        } catch let error as ScenarioError {
            throw error
        } catch let error as YamlError {
            throw translate(error, source)
        } catch {
            throw Self.error(source, nil, "the file cannot be read as YAML")
        }
    }

    private static func error(
        _ source: SourceText,
        _ line: Int?,
        _ message: String,
        _ remedy: String = ""
    ) -> ScenarioError {
        ScenarioError(
            file: source.file,
            line: line.map { min(max($0, 1), source.lineCount) },
            path: "",
            message: message,
            remedy: remedy
        )
    }

    /// Refuses anchors and tags.
    ///
    /// An alias repeats a node that has an anchor and stands before it,
    /// so this ends at the first anchor, before any alias is followed.
    private static func refuseExtras(
        in node: Node,
        _ source: SourceText,
        line: Int
    ) throws(ScenarioError) {
        let line = node.mark?.line ?? line
        if let anchor = node.anchor {
            throw error(
                source,
                line,
                "the anchor &\(Wording.short(anchor.rawValue)) is not allowed",
                "write each value out"
            )
        }
        let expected: Tag.Name
        switch node {
        case .scalar: expected = .str
        case .mapping: expected = .map
        case .sequence: expected = .seq
        case .alias: throw error(source, line, "an alias is not allowed", "write each value out")
        }
        // By name: a tag made for every node would fill tables that nobody reads.
        if node.tag.description != expected.rawValue {
            throw error(
                source,
                line,
                "the tag \(Wording.short(node.tag.description)) is not allowed",
                "write the value alone"
            )
        }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                try refuseExtras(in: key, source, line: line)
                try refuseExtras(in: value, source, line: line)
            }
        case .sequence(let sequence):
            for item in sequence { try refuseExtras(in: item, source, line: line) }
        case .scalar, .alias:
            break
        }
    }

    private static func translate(_ problem: YamlError, _ source: SourceText) -> ScenarioError {
        switch problem {
        case .scanner(let context, let text, let mark, _),
            .parser(let context, let text, let mark, _),
            .composer(let context, let text, let mark, _):
            if text == "but found another document" {
                return error(
                    source,
                    mark.line,
                    "a second document begins here",
                    "a scenario is one document; remove the line ---"
                )
            }
            if text == "found undefined alias" {
                return error(source, mark.line, "an alias is not allowed", "write each value out")
            }
            let begin =
                context.map {
                    ", \($0.text) that begins in line \(min($0.mark.line, source.lineCount))"
                } ?? ""
            return error(
                source,
                mark.line,
                "not YAML: \(plain(text))\(begin)",
                "check the indentation, quotes and brackets here"
            )
        case .duplicatedKeysInMapping(let keys, let context):
            let key = Wording.quoted(keys.first ?? "")
            return error(
                source,
                context.mark.line,
                "the key \(key) is given more than once in one section",
                "keep one of them"
            )
        case .reader(let text, _, _, _):
            return error(source, nil, "not YAML: \(text)", "save the file as UTF-8 text")
        default:
            return error(source, nil, "the file cannot be read as YAML")
        }
    }

    /// libyaml's words, but for those that help nobody.
    private static func plain(_ text: String) -> String {
        switch text {
        case "found character that cannot start any token":
            "a value cannot begin with this character (a tab, @, ` or %)"
        case "mapping values are not allowed in this context":
            "a second colon in one line; text with a colon and a space needs quotes"
        case "could not find expected ':'": "a key without its colon"
        default: text
        }
    }
}
