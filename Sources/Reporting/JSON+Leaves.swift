extension JSON {
    /// A value that holds no others, and where it is.
    public struct Leaf: Equatable, Sendable {
        /// The keys from the outside in, divided by dots as `expect:` and `compare` have them: an
        /// item of a list goes by its name, one without, or with another's, by its number from 0.
        ///
        /// A key that would read as several stands in quotes: `agents.a.flows."b.c"`.
        public let path: String
        /// The value as it is written, without quotes; nothing for `null`.
        public let text: String?
        /// The value of a number, and of text that is one; 1 or 0 for a truth value.
        public let number: Double?
    }

    /// All leaves in the order in which they are written; no two have the same path.
    public var leaves: [Leaf] {
        var leaves: [Leaf] = []
        collect(at: "", into: &leaves)
        return leaves
    }

    private func collect(at path: String, into leaves: inout [Leaf]) {
        switch self {
        case .object(let members):
            for (key, value) in members {
                let key = Self.part(key)
                value.collect(at: path.isEmpty ? key : "\(path).\(key)", into: &leaves)
            }
        case .array(let items):
            var places: Set<String> = []
            for (index, item) in items.enumerated() {
                // The last of these is nobody's name: a name with a bracket stands in quotes.
                let choices = [item.itemPath, "\(index)", "[\(index)]"].compactMap(\.self)
                let place = choices.first { places.insert($0).inserted } ?? ""
                item.collect(at: "\(path).\(place)", into: &leaves)
            }
        case .null: leaves.append(Leaf(path: path, text: nil, number: nil))
        case .bool(let value):
            leaves.append(Leaf(path: path, text: "\(value)", number: value ? 1 : 0))
        case .int(let value):
            leaves.append(Leaf(path: path, text: "\(value)", number: Double(value)))
        case .signed(let value):
            leaves.append(Leaf(path: path, text: "\(value)", number: Double(value)))
        case .double(let value):
            let isNumber = value.isFinite
            leaves.append(
                Leaf(path: path, text: isNumber ? "\(value)" : nil, number: isNumber ? value : nil)
            )
        case .string(let text):
            leaves.append(Leaf(path: path, text: text, number: Self.decimal(text)))
        }
    }

    /// The name of an item of a list: that of an agent, or of a variant at a level of its
    /// assumptions.
    var itemName: String? { itemNames?.joined(separator: ".") }

    /// The same where a name may be anything.
    private var itemPath: String? { itemNames?.map(Self.part).joined(separator: ".") }

    private var itemNames: [String]? {
        if case .string(let name) = self["name"] { return [name] }
        // What is expected of variants names them too, and has no level.
        guard case .string(let variant) = self["variant"], let level = self["assumptions"] else {
            return nil
        }
        if case .string(let level) = level { return [variant, level] }
        return [variant]
    }

    /// A key as a part of a path.
    private static func part(_ key: String) -> String {
        let isPlain = !key.isEmpty && !key.contains { ".[\"".contains($0) }
        return isPlain ? key : "\"" + key.replacing("\"", with: "\"\"") + "\""
    }

    /// A decimal number; hashes and words such as `nan` are none.
    private static func decimal(_ text: String) -> Double? {
        guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "-") }),
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
            text.utf8.allSatisfy({ "0123456789.-+e".utf8.contains($0) }),
            let number = Double(text), number.isFinite
        else { return nil }
        return number
    }
}
