import Scenarios

extension JSON {
    /// A schema as a JSON document.
    public init(_ schema: Schema) {
        self = .object(schema.members.map { ($0.name, JSON($0.value)) })
    }

    private init(_ value: Schema.Value) {
        self =
            switch value {
            case .flag(let flag): .bool(flag)
            case .whole(let whole): .int(whole)
            case .number(let number): .double(number)
            case .text(let text): .string(text)
            case .list(let values): .array(values.map { JSON($0) })
            case .schema(let schema): JSON(schema)
            }
    }
}
