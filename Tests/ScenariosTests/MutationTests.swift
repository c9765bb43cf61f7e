import Scenarios
import TestSupport
import Testing

/// A small generator with a seed, so that a failing case can be made again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state.addingReportingOverflow(0x9e37_79b9_7f4a_7c15).partialValue
        var mixed = state
        mixed =
            (mixed ^ (mixed >> 30)).multipliedReportingOverflow(by: 0xbf58_476d_1ce4_e5b9)
            .partialValue
        mixed =
            (mixed ^ (mixed >> 27)).multipliedReportingOverflow(by: 0x94d0_49bb_1331_11eb)
            .partialValue
        return mixed ^ (mixed >> 31)
    }
}

/// Pieces that the format gives meaning to.
private let pieces: [[UInt8]] = [
    "-", "- ", ": ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "|", ">", "'", "\"", "#", "\t",
    "\n---\n", "~", "null", "0", "-1", "1e9", ".5", "5.", "99999999999999999999", "1_", "0x10",
    "ETH", " USDC", "lognormal(", ")", ", ", "%", " h", "x", "? ", "\r\n", "\u{85}", "\u{feff}",
    "2^112", "\\", "name", "pool", "WETH", "replay", "18446744073709551615 ", "gbm", "peg", "bars",
    "regimes", "jumps", " per year", " per hour", "-100 %", "1000 %", "0.000000001", ".csv",
    "2199-12-31T23:59:59Z",
].map { Array($0.utf8) }

/// The bytes with one change of a random kind.
private func mutated(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var result = bytes
    guard !bytes.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    let line = Int.random(in: 0..<lines.count, using: &random)
    let other = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: return Array(bytes.prefix(place))
    case 2: lines.remove(at: line)
    case 3: lines.insert(lines[line], at: other)
    case 4: lines.swapAt(line, other)
    case 5: lines[line].insert(contentsOf: [32, 32], at: 0)
    case 6:
        var words = lines[line].split(separator: 32, omittingEmptySubsequences: false)
        words.shuffle(using: &random)
        lines[line] = Array(words.joined(separator: [32]))
    default:
        result.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
    }
    return result == bytes ? Array(lines.joined(separator: [10])) : result
}

@Suite struct `A damaged scenario` {
    /// 3 files · 4 seeds (400 in a soak) · 500 cases: each is refused in one line, or decodes and
    /// can be written and read again.
    @Test(
        arguments: ["scenarios/quickstart.yaml", "scenarios/black-thursday.yaml", "prices"],
        Soak.seeds("scenarios", of: 400)
    )
    func `never traps`(_ path: String, _ seed: UInt64) throws {
        let original = Array(path == "prices" ? priceSample.utf8 : try file(path).utf8)
        let label = "\(Soak.label("scenarios")), seed \(seed)"
        var random = SplitMix(state: seed)
        var bytes = original
        var refused = 0
        for index in 0..<500 {
            // Every fourth case is a change of the one before, so that damage adds up.
            bytes = mutated(index.isMultiple(of: 4) ? original : bytes, &random)
            do throws(ScenarioError) {
                let scenario = try Scenario.decode(bytes: bytes, file: "s.yaml")
                let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
                #expect(again == scenario, "\(label), case \(index)")
            } catch {
                refused += 1
                #expect(error.file == "s.yaml", "\(label), case \(index): \(error)")
                let isOneLine = !error.description.contains { $0.isNewline }
                #expect(isOneLine, "\(label), case \(index)")
            }
        }
        #expect(refused > 100)
    }
}
