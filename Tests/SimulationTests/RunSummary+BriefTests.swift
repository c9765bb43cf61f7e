import Primitives
import Scenarios
import Simulation
import Testing

@Suite struct `The brief summary` {
    /// A terminal of 24 lines also has the line that says where the run is, with a blank before it,
    /// and the prompt.
    @Test(arguments: scenarioNames)
    func `fits a screen`(_ name: String) throws {
        let text = try Flight(try Scenario.file(name).cut(to: 120)).brief
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 21, "\(text)")
        for line in lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test func `begins with the five numbers that matter`() throws {
        let lines = try Flight(.quickstart()).brief.split(separator: "\n")
        let labels = ["value", "cost of trading", "lost to MEV", "tracking error", "deepest fall"]
        #expect(lines[0] == "quickstart, seed 42: 60 blocks, 12.0 minutes")
        for (line, label) in zip(lines.dropFirst(), labels) {
            #expect(line.hasPrefix("  \(label) "))
        }
    }
}
