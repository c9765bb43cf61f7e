import Scenarios
import TestSupport
import Testing

@Suite struct `A damaged file of bars` {
    /// Each is refused in one line, or gives sound bars that reach the end of the window.
    @Test func `never traps`() {
        let rows = (0..<12).map { "\(1_583_971_200 + $0 * 3_600),200,210.5,190,2.05e2,7\n" }
        let original = Array(("unix,open,high,low,close,volume\n" + rows.joined()).utf8)
        var (read, refused) = (0, 0)
        for seed in Soak.seeds("damaged bars", of: 400_000) {
            var mutator = Mutator(TestNumbers(seed: seed))
            let bytes =
                mutator.below(8) == 0 ? mutator.noise(countMax: 300) : mutator.mutated(original)
            let text = String(decoding: bytes, as: UTF8.self)
            let label = "\(Soak.label("damaged bars")), seed \(seed)"
            do throws(ScenarioError) {
                let content = try readBars(text, hours: 11, piece: 1 + mutator.below(90))
                read += 1
                let unsound = content.bars.count { !$0.isSound }
                #expect(unsound == 0, "\(label)")
                #expect(UInt64(content.bars.count) * content.every >= 11 * 3_600, "\(label)")
            } catch {
                refused += 1
                #expect(!error.description.contains { $0.isNewline }, "\(label): \(error)")
            }
        }
        print("damaged bars: \(read) read, \(refused) refused")
        #expect(read > 0 && refused > 0)
    }
}
