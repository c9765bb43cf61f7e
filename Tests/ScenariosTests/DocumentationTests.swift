import Foundation
import Scenarios
import Testing

@Suite struct `The page about scenarios` {
    @Test func `has only complete examples that decode`() throws {
        let page = try file("docs/SCENARIOS.md")
        let blocks = page.components(separatedBy: "```yaml complete\n").dropFirst()
        #expect(!blocks.isEmpty)
        for block in blocks {
            let text = block.components(separatedBy: "```")[0]
            let scenario = try Scenario.decode(text, file: "docs/SCENARIOS.md")
            let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
            #expect(again == scenario)
        }
    }
}
