import ArgumentParser
import Reporting
import Scenarios

/// `ballast schema`: prints the JSON Schema of scenario files.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenario files, for editors.",
        discussion: """
            With the schema in a file, an editor with the YAML language server completes keys and \
            marks wrong ones; the first line of a scenario says where it is:

              # yaml-language-server: $schema=ballast.schema.json

            EXAMPLES
              ballast schema > ballast.schema.json
              ballast schema | jq '.properties | keys'
            """
    )

    func run() throws { try Terminal.show(JSON(Scenario.schema).pretty) }
}
