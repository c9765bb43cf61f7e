import Scenarios
import Testing

/// Holds values against a schema, keyword by keyword (JSON Schema draft 2020-12, as far as ours
/// goes); a keyword that it does not know fails the test.
///
/// A class, because it keeps the patterns that it has compiled.
final class SchemaChecker {
    private let root: Schema
    private var patterns: [String: Regex<AnyRegexOutput>] = [:]

    init(_ root: Schema) { self.root = root }

    /// Whether the schema admits a document.
    func admits(_ value: CoreValue) throws -> Bool { try problem(value, root) == nil }

    /// The first thing that the schema refuses, with its place; nothing where it admits the value.
    func problem(
        _ value: CoreValue,
        _ schema: Schema,
        at path: String = ""
    ) throws -> String? {
        for member in schema.members {
            if let problem = try problem(value, schema, member, path) {
                return problem.contains(": ") ? problem : "\(path): \(member.name): \(problem)"
            }
        }
        return nil
    }

    private func problem(
        _ value: CoreValue,
        _ schema: Schema,
        _ member: Schema.Member,
        _ path: String
    ) throws -> String? {
        switch (member.name, member.value) {
        case ("description", _), ("default", _), ("examples", _), ("title", _), ("$schema", _),
            ("$defs", _), ("then", _):
            return nil
        case ("$ref", .text(let reference)):
            return try problem(value, try definition(reference), at: path)
        case ("type", .text(let name)): return value.isOf(name) ? nil : "not \(name)"
        case ("type", .list(let names)):
            return names.contains { $0.text.map(value.isOf) == true } ? nil : "no such type"
        case ("enum", .list(let choices)):
            return choices.contains { $0.is(value) } ? nil : "none of the choices"
        case ("const", let constant): return constant.is(value) ? nil : "another value"
        case ("pattern", .text(let pattern)):
            guard case .text(let text) = value else { return nil }
            return try matches(text, pattern) ? nil : "\"\(text)\" is not of the pattern"
        case ("maxLength", .whole(let most)):
            guard case .text(let text) = value else { return nil }
            return text.unicodeScalars.count <= most ? nil : "too long"
        case ("minimum", let bound):
            guard case .number(let number) = value, let least = bound.number else { return nil }
            return number >= least ? nil : "below \(least)"
        case ("maximum", let bound):
            guard case .number(let number) = value, let most = bound.number else { return nil }
            return number <= most ? nil : "above \(most)"
        case ("anyOf", .list(let branches)):
            for case .schema(let branch) in branches
            where try problem(value, branch, at: path) == nil { return nil }
            return "none of the forms"
        case ("allOf", .list(let branches)):
            for case .schema(let branch) in branches {
                if let problem = try problem(value, branch, at: path) { return problem }
            }
            return nil
        case ("if", .schema(let condition)):
            guard case .schema(let consequence)? = schema["then"],
                try problem(value, condition, at: path) == nil
            else { return nil }
            return try problem(value, consequence, at: path)
        case ("items", _), ("minItems", _), ("maxItems", _), ("uniqueItems", _):
            guard case .list(let items) = value else { return nil }
            return try problem(items, member, path)
        default:
            guard case .section(let entries) = value else {
                try #require(Self.sectionKeywords.contains(member.name), "\(member.name)")
                return nil
            }
            return try problem(entries, schema, member, path)
        }
    }

    private func problem(
        _ items: [CoreValue],
        _ member: Schema.Member,
        _ path: String
    ) throws -> String? {
        switch (member.name, member.value) {
        case ("items", .schema(let item)):
            for (index, value) in items.enumerated() {
                if let problem = try problem(value, item, at: "\(path)[\(index)]") {
                    return problem
                }
            }
            return nil
        case ("minItems", .whole(let least)): return items.count >= least ? nil : "too few"
        case ("maxItems", .whole(let most)): return items.count <= most ? nil : "too many"
        default: return Set(items).count == items.count ? nil : "the same twice"
        }
    }

    private static let sectionKeywords = [
        "properties", "patternProperties", "additionalProperties", "required", "propertyNames",
        "minProperties", "maxProperties",
    ]

    private func problem(
        _ entries: [CoreValue.Entry],
        _ schema: Schema,
        _ member: Schema.Member,
        _ path: String
    ) throws -> String? {
        switch (member.name, member.value) {
        case ("properties", .schema(let properties)):
            for entry in entries {
                guard case .schema(let own)? = properties[entry.name] else { continue }
                if let problem = try problem(entry.value, own, at: "\(path).\(entry.name)") {
                    return problem
                }
            }
            return nil
        case ("patternProperties", .schema(let patterns)):
            for entry in entries {
                for case let pattern in patterns.members where try matches(entry.name, pattern.name)
                {
                    guard case .schema(let own) = pattern.value else { continue }
                    if let problem = try problem(entry.value, own, at: "\(path).\(entry.name)") {
                        return problem
                    }
                }
            }
            return nil
        case ("additionalProperties", let rest):
            for entry in entries where try !isKnown(entry.name, schema) {
                guard case .schema(let own) = rest else { return "\(entry.name) is not known" }
                if let problem = try problem(entry.value, own, at: "\(path).\(entry.name)") {
                    return problem
                }
            }
            return nil
        case ("required", .list(let names)):
            let missing = names.first { name in !entries.contains { $0.name == name.text } }
            return missing.map { "\($0.text ?? "") is missing" }
        case ("propertyNames", .schema(let form)):
            for entry in entries {
                if let problem = try problem(.text(entry.name), form, at: path) { return problem }
            }
            return nil
        case ("minProperties", .whole(let least)): return entries.count >= least ? nil : "too few"
        case ("maxProperties", .whole(let most)): return entries.count <= most ? nil : "too many"
        default: throw Unknown(keyword: member.name)
        }
    }

    private struct Unknown: Error { let keyword: String }

    private func isKnown(_ name: String, _ schema: Schema) throws -> Bool {
        if case .schema(let properties)? = schema["properties"], properties[name] != nil {
            return true
        }
        guard case .schema(let patterns)? = schema["patternProperties"] else { return false }
        return try patterns.members.contains { try matches(name, $0.name) }
    }

    /// The schema that a reference names, such as `#/$defs/agent_keeper`.
    func definition(_ reference: String) throws -> Schema {
        var schema = root
        for step in reference.split(separator: "/").dropFirst() {
            guard case .schema(let inner)? = schema[String(step)] else {
                throw Unknown(keyword: reference)
            }
            schema = inner
        }
        return schema
    }

    private func matches(_ text: String, _ pattern: String) throws -> Bool {
        if patterns[pattern] == nil {
            patterns[pattern] = try Regex(pattern).matchingSemantics(.unicodeScalar)
        }
        return try patterns[pattern]?.firstMatch(in: text) != nil
    }
}

extension CoreValue {
    /// Whether the value is of one of JSON Schema's types.
    fileprivate func isOf(_ type: String) -> Bool {
        switch self {
        case .null: type == "null"
        case .flag: type == "boolean"
        case .number(let number):
            type == "number" || type == "integer" && number == number.rounded()
        case .text: type == "string"
        case .list: type == "array"
        case .section: type == "object"
        }
    }
}

extension Schema.Value {
    /// The text; nothing for anything else.
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The number; nothing for anything else.
    fileprivate var number: Double? {
        switch self {
        case .number(let number): number
        case .whole(let whole): Double(whole)
        default: nil
        }
    }

    /// Whether a document's value is this one.
    fileprivate func `is`(_ value: CoreValue) -> Bool {
        switch (self, value) {
        case (.text(let text), .text(let other)): text == other
        case (.flag(let flag), .flag(let other)): flag == other
        case (_, .number(let other)): number == other
        default: false
        }
    }
}
