import Primitives

/// Roots of Merkle-Patricia tries.
///
/// A case of ethereum/tests has what is written as `in` and what comes of it as `root`. `in` is an
/// object of keys and values, whose order does not matter, or an array of pairs in order, where a
/// null value deletes. Text that starts with `0x` is hexadecimal, all of it where `hexEncoded` is
/// true. In a file with "secure" in its name the trie's keys are the hashes of the case's keys.
///
/// Cases with `tests` ask for the keys before and after one, which a root does not need.
enum TrieSuite: ConformanceSuite {
    static let name = "trie"

    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError) {
        let isSecure = file.name.lowercased().contains("secure")
        for (name, value) in try file.cases() {
            if value["tests"] != nil, value["root"] == nil {
                report.skip("previous and next keys are out of scope")
                continue
            }
            report.check(name) { () throws(CaseFailure) in
                try check(value, isSecure: isSecure)
            }
        }
    }

    private static func check(_ value: JSONValue, isSecure: Bool) throws(CaseFailure) {
        guard let input = value["in"], value["root"] != nil else {
            throw .unknownShape(fields: value.keys)
        }
        let root = try value.hash("root")
        let isHex: Bool
        switch value["hexEncoded"] {
        case nil, .bool(false): isHex = false
        case .bool(true): isHex = true
        default: throw .malformed(field: "hexEncoded", expected: "true or false")
        }
        let entries = try entries(input, isHex: isHex)
        try check(entries, isSecure: isSecure, root)
        if case .object = input { try check(entries.reversed(), isSecure: isSecure, root) }
    }

    private static func check(
        _ entries: [Trie.Entry],
        isSecure: Bool,
        _ expected: Hash32
    ) throws(CaseFailure) {
        let actual = isSecure ? Trie.secureRoot(of: entries) : Trie.root(of: entries)
        try CaseFailure.unless("the root", actual, is: expected)
    }

    private static func entries(
        _ input: JSONValue,
        isHex: Bool
    ) throws(CaseFailure) -> [Trie.Entry] {
        var entries: [Trie.Entry] = []
        switch input {
        case .object(let object):
            for (key, value) in object.sorted(by: { $0.key < $1.key }) {
                entries.append(try entry(.string(key), value, isHex: isHex))
            }
        case .array(let pairs):
            for pair in pairs {
                guard case .array(let pair) = pair, pair.count == 2 else {
                    throw .malformed(field: "in", expected: "pairs of key and value")
                }
                entries.append(try entry(pair[0], pair[1], isHex: isHex))
            }
        default: throw .malformed(field: "in", expected: "an object, or pairs of key and value")
        }
        return entries
    }

    private static func entry(
        _ key: JSONValue,
        _ value: JSONValue,
        isHex: Bool
    ) throws(CaseFailure) -> Trie.Entry {
        Trie.Entry(
            key: try bytes(key, isHex: isHex),
            value: value == .null ? [] : try bytes(value, isHex: isHex)
        )
    }

    private static func bytes(_ value: JSONValue, isHex: Bool) throws(CaseFailure) -> [UInt8] {
        guard let text = value.string else {
            throw .malformed(field: "in", expected: "text")
        }
        guard isHex || text.hasPrefix("0x") else { return Array(text.utf8) }
        guard let bytes = Hex.decode(text) else {
            throw .malformed(field: "in", expected: "hexadecimal digits after 0x")
        }
        return bytes
    }
}
