extension Scenario {
    /// The JSON Schema of scenario files, made from the tables of keys that decode them.
    public static var schema: Schema {
        var definitions = Schema()
        for role in RoleName.allCases {
            definitions = definitions.with(role.definition, .schema(role.table.schema))
        }
        let head = Schema()
            .with("$schema", .text("https://json-schema.org/draft/2020-12/schema"))
            .with("title", .text("A scenario of Ballast"))
            .with("description", .text("docs/SCENARIOS.md explains every key."))
        let assumption = KeyTable(title: "an assumption", keys: AssumptionKeys.inPlace)
        definitions = definitions.with(
            "assumption",
            .schema(.any([assumption.schema, Ranges.schema]))
        )
        let body = ScenarioKeys.table.schema.members
        return body.reduce(head) { $0.with($1.name, $1.value) }.with("$defs", .schema(definitions))
    }
}

extension RoleName {
    /// Where the keys of the role stand among the schema's definitions.
    fileprivate var definition: String { "agent_\(rawValue)" }

    /// An agent, whose role decides which keys it has.
    static let schema: Schema = {
        let cases = allCases.map { role in
            let isRole = Schema().with("const", .text(role.rawValue))
            let condition = Schema()
                .with(
                    "properties",
                    .schema(Schema().with(AgentKeys.role.name, .schema(isRole)))
                )
                .with("required", .list([.text(AgentKeys.role.name)]))
            let keys = Schema().with("$ref", .text("#/$defs/\(role.definition)"))
            return Schema.Value.schema(
                Schema().with("if", .schema(condition)).with("then", .schema(keys))
            )
        }
        let first = [AgentKeys.name, AgentKeys.role] as [any KeyDescription]
        let properties = first.reduce(Schema()) { $0.with($1.name, .schema($1.schema)) }
        return Schema.type("object").with("properties", .schema(properties))
            .with("required", .list(first.map { .text($0.name) })).with("allOf", .list(cases))
    }()
}
