/// A value of `summary.json` as Foundation reads it, to the last bit of a number.
indirect enum SummaryValue: Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([SummaryValue])
    case object([String: SummaryValue])

    init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .null
        } else if let value = try? box.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? box.decode(Double.self) {
            self = .number(value)
        } else if let value = try? box.decode(String.self) {
            self = .text(value)
        } else if let values = try? box.decode([SummaryValue].self) {
            self = .list(values)
        } else {
            self = .object(try box.decode([String: SummaryValue].self))
        }
    }

    /// What holds no others, each with its path: items of lists by name, variants with the level of
    /// their assumptions, the rest by number.
    var leaves: [(path: String, value: SummaryValue)] {
        switch self {
        case .null, .bool, .number, .text: return [("", self)]
        case .list(let values):
            return values.enumerated().flatMap { index, value in
                value.leaves(below: value.name ?? "\(index)")
            }
        case .object(let members):
            return members.flatMap { key, value in
                value.leaves(below: key.contains(".") ? "\"\(key)\"" : key)
            }
        }
    }

    private func leaves(below key: String) -> [(path: String, value: SummaryValue)] {
        leaves.map { ($0.path.isEmpty ? key : "\(key).\($0.path)", $0.value) }
    }

    private var name: String? {
        guard case .object(let members) = self else { return nil }
        let keys = members["assumptions"] == nil ? ["name"] : ["variant", "assumptions"]
        let names = keys.compactMap { key in
            if case .text(let name) = members[key] { name } else { nil }
        }
        return names.isEmpty ? nil : names.joined(separator: ".")
    }
}
