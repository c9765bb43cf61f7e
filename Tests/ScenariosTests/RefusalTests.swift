import Scenarios
import Testing

/// A change to the sample and the one line that it is refused with.
struct Refusal: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let text: String
    var testDescription: String { text }

    init(_ old: String, _ new: String, _ text: String) {
        self.old = old
        self.new = new
        self.text = text
    }
}

/// What decoding the changed sample says.
func outcome(_ text: String) -> String {
    do throws(ScenarioError) {
        _ = try Scenario.decode(text, file: "s.yaml")
        return "decodes"
    } catch {
        return error.description
    }
}

@Suite struct `A scenario` {
    @Test func `that is the sample decodes`() {
        #expect(outcome(sample) == "decodes")
    }

    @Test(arguments: Refusal.keys + Refusal.units + Refusal.bounds + Refusal.meaning)
    func `is refused with`(_ refusal: Refusal) {
        let text = sample(replacing: refusal.old, with: refusal.new)
        #expect(outcome(text) == refusal.text)
    }
}
