/// A JSON Schema (draft 2020-12), whose members keep their order.
///
/// An editor reads YAML by the core schema of YAML 1.2, in which `18` is a number and `5_120`,
/// `30 bp` and dates are text, while decoding looks at the text of every value. A schema may accept
/// what decoding refuses, since most rules are about several values; it refuses nothing that
/// decoding accepts, but assumptions where nobody would make one: of a name, say.
public struct Schema: Sendable, Hashable {
    /// What stands behind a keyword.
    public indirect enum Value: Sendable, Hashable {
        case flag(Bool)
        case whole(UInt64)
        case number(Double)
        case text(String)
        case list([Value])
        case schema(Schema)
    }

    /// A keyword and what stands behind it.
    public struct Member: Sendable, Hashable {
        /// The keyword, or the name of a property.
        public let name: String
        /// What stands there.
        public let value: Value
    }

    /// The members, in order.
    public private(set) var members: [Member] = []

    /// What stands behind a keyword.
    public subscript(name: String) -> Value? { members.first { $0.name == name }?.value }

    /// The schema with another keyword; nothing changes where there is no value.
    func with(_ name: String, _ value: Value?) -> Schema {
        var schema = self
        if let value { schema.members.append(Member(name: name, value: value)) }
        return schema
    }
}

extension Schema {
    /// Values of a type.
    static func type(_ name: String) -> Schema { Schema().with("type", .text(name)) }

    /// Text of a pattern, which is anchored at both ends here.
    static func text(_ pattern: String) -> Schema {
        type("string").with("pattern", .text("^(?:\(pattern))$"))
    }

    /// A scalar that is read as text whatever YAML takes it for: the name `2024`, or `true`.
    static func word(_ pattern: String) -> Schema {
        Schema().with("type", .list([.text("string"), .text("number"), .text("boolean")]))
            .with("pattern", .text("^(?:\(pattern))$"))
    }

    /// What one of several schemas admits.
    static func any(_ schemas: [Schema]) -> Schema {
        Schema().with("anyOf", .list(schemas.map { .schema($0) }))
    }

    /// One of a few words; those that YAML takes for truth values are admitted as such, too.
    static func choice(_ words: [String]) -> Schema {
        let flags = words.compactMap { Bool($0) }
        return Schema().with("enum", .list(words.map { .text($0) } + flags.map { .flag($0) }))
    }

    /// Text that begins with a number, or an assumption of it.
    static func quantity(_ pattern: String) -> Schema { any([text(pattern), assumption]) }

    /// What stands where a number does that nobody knows, or that is drawn from the seed.
    static let assumption = Schema().with("$ref", .text("#/$defs/assumption"))

    /// A number with any unit or none, as the parts of an assumption have it.
    static let assumed = any([type("number"), text("\(Pattern.number)[A-Za-z0-9 %_-]*")])

    /// A plain number within bounds, or one that is grouped by `_` and so text, or an assumption.
    static func number(_ bounds: ClosedRange<Double>) -> Schema {
        any([
            type("number").with("minimum", .number(bounds.lowerBound))
                .with("maximum", .number(bounds.upperBound)),
            text(Pattern.number), assumption,
        ])
    }

    /// A plain whole number within bounds, or one that is grouped by `_` and so text, or an
    /// assumption.
    static func whole(_ bounds: ClosedRange<UInt64>) -> Schema {
        any([
            type("integer").with("minimum", .whole(bounds.lowerBound))
                .with("maximum", .whole(bounds.upperBound)),
            text(Pattern.whole), assumption,
        ])
    }

    /// A line that compares by one of some signs, or such a line under the name of a variant.
    static func lines(_ signs: String, example: String) -> Schema {
        let line = text(Pattern.comparison(signs)).examples(example)
        let named = type("object").with("additionalProperties", .schema(line))
            .with("minProperties", .whole(1)).with("maxProperties", .whole(1))
        return any([line, named])
    }

    /// A list whose items are alike.
    static func list(of item: Schema, count: ClosedRange<Int>) -> Schema {
        type("array").with("items", .schema(item))
            .with("minItems", .whole(UInt64(count.lowerBound)))
            .with("maxItems", .whole(UInt64(count.upperBound)))
    }

    /// A section whose keys are names of the file, such as assets.
    static func section(of value: Schema, names: String = Pattern.name) -> Schema {
        type("object")
            .with("patternProperties", .schema(Schema().with("^(?:\(names))$", .schema(value))))
            .with("additionalProperties", .flag(false)).with("minProperties", .whole(1))
            .with("maxProperties", .whole(100))
    }

    /// The patterns that several forms share; without look-behind and named groups, so that every
    /// dialect of regular expressions reads them alike.
    enum Pattern {
        /// A whole number, its digits in groups or not.
        static let whole = "[0-9](?:_?[0-9])*"
        /// A number, exactly as `DecimalNumber` reads one.
        static let number = "\(whole)(?:\\.\(whole))?"
        /// A name.
        static let name = "[A-Za-z0-9_-]{1,32}"
        /// An amount: without a space, its token cannot begin with what belongs to the number.
        static let amount = "\(number)(?: +\(name)| *[A-Za-z-][A-Za-z0-9_-]{0,31})"

        /// A number with one of some units behind it.
        static func quantity(_ units: [String], number: String = number) -> String {
            "\(number) *(?:\(units.joined(separator: "|")))"
        }

        /// A date and time, as `DateForm` reads it.
        static let date = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"

        /// A line that compares something with something.
        static func comparison(_ signs: String) -> String {
            let words = "[^<>=!]*[^<>=! ][^<>=!]*"
            return "\(words)(?:\(signs))\(words)"
        }
    }
}

extension Measure {
    /// A number with one of the units.
    var schema: Schema { Schema.quantity(Schema.Pattern.quantity(units)).examples(example) }
}

extension Schema {
    /// The schema with examples, given as words of the format's errors: `5 % or 500 bp`.
    func examples(_ text: String) -> Schema {
        var words: [String] = []
        var word = ""
        for part in text.split(separator: " ") {
            if part == "or" {
                words.append(word)
                word = ""
            } else {
                word += (word.isEmpty ? "" : " ") + part
            }
        }
        return with("examples", .list((words + [word]).map { .text($0) }))
    }
}

extension KeyTable {
    /// The section as a schema: its keys and no others.
    var schema: Schema {
        var properties = Schema()
        for key in keys { properties = properties.with(key.name, .schema(key.schema)) }
        let required = keys.filter { $0.presence == .required }.map { Schema.Value.text($0.name) }
        return Schema.type("object").with("properties", .schema(properties))
            .with("required", required.isEmpty ? nil : .list(required))
            .with("additionalProperties", .flag(false))
    }
}

extension Key {
    var schema: Schema {
        form.schema.with("description", .text(about)).with("default", presence.value)
    }
}

extension Presence {
    /// What stands for a key that is left out.
    fileprivate var value: Schema.Value? {
        guard case .fallback(let text) = self else { return nil }
        if let flag = Bool(text) { return .flag(flag) }
        if let whole = UInt64(text) { return .whole(whole) }
        return text == "{}" ? .schema(Schema()) : text == "[]" ? .list([]) : .text(text)
    }
}
