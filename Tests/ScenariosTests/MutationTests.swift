import Foundation
import Scenarios
import TestSupport
import Testing

@Suite struct `A damaged scenario` {
    /// How many files one case of the test damages.
    static let filesAtOnce = 500
    /// The most processor time that one file may take, written and read again, in seconds.
    ///
    /// The worst file of 1 MB takes four to refuse in a debug build (`SourceText`); these are a
    /// tenth of that at most.
    static let secondsMax = 1.0

    private static let files = (Shipped.all.map(\.text) + [sample, priceSample, eventSample]).map {
        Array($0.utf8)
    }

    /// The numbers of those with assumptions.
    ///
    /// They are read at five levels, and so is each of their variants: one takes as long as twenty
    /// others.
    private static let heavy = Set(
        files.indices.filter { String(decoding: files[$0], as: UTF8.self).contains("assumption") }
    )

    /// A file to damage; of those with assumptions that are drawn, one in eight is taken.
    private static func file(_ damage: inout Damage) -> [UInt8] {
        while true {
            let index = damage.below(files.count)
            if !heavy.contains(index) || damage.below(8) == 0 { return files[index] }
        }
    }

    /// Words of all files, each once.
    private static let words: [[UInt8]] = {
        var words: Set<[UInt8]> = []
        for file in files {
            var place = 0
            while place < file.count {
                let word = Damage.word(in: file, at: place)
                words.insert(Array(file[word]))
                place = word.upperBound + 1
            }
        }
        return words.sorted { $0.lexicographicallyPrecedes($1) }
    }()

    /// 20 seeds (2,000 in a soak) · 500 files: each is refused in one line with a remedy and where
    /// it is, or decodes and can be written and read again, and an editor admits it.
    @Test(arguments: Soak.seeds("scenarios", of: 2_000))
    func `never traps, and is refused or read back the same`(_ seed: UInt64) throws {
        let checker = SchemaChecker(Scenario.schema)
        var damage = Damage(TestNumbers(seed: seed), words: Self.words)
        var bytes: [UInt8] = []
        var decoded = 0
        for index in 0..<Self.filesAtOnce {
            // Every fourth file is a new one, so that damage adds up.
            if index.isMultiple(of: 4) { bytes = Self.file(&damage) }
            bytes = damage.change(bytes)
            let label = "\(Soak.label("scenarios")) BALLAST_CASE=\(seed), file \(index)"
            let start = Self.processorSeconds
            do throws(ScenarioError) {
                let scenario = try Scenario.decode(bytes: bytes, file: "s.yaml")
                let text = scenario.resolvedYAML
                let again = try Scenario.decode(text, file: "resolved.yaml")
                if again != scenario { Issue.record("\(label): reads back otherwise") }
                decoded += 1
                if decoded.isMultiple(of: 8) { try Self.checkSchema(checker, bytes, text, label) }
            } catch {
                if let problem = Self.problem(error, in: bytes) {
                    Issue.record("\(label): \(problem): \(error)")
                }
            }
            let seconds = Self.processorSeconds - start
            if seconds > Self.secondsMax { Issue.record("\(label): took \(seconds) s") }
        }
        // Both ways out are tried.
        #expect((25...475).contains(decoded), "\(decoded) of 500 decode")
    }

    private static func checkSchema(
        _ checker: SchemaChecker,
        _ bytes: [UInt8],
        _ resolved: String,
        _ label: String
    ) throws(ScenarioError) {
        // What a regime puts in place, no schema can know: its file may leave out or misspell it.
        let written = String(decoding: bytes, as: UTF8.self)
        for text in written.contains("regime") ? [resolved] : [written, resolved] {
            do {
                let value = try CoreValue(yaml: text)
                if let problem = try checker.problem(value, Scenario.schema) {
                    Issue.record("\(label): decodes, but an editor would mark \(problem)")
                }
            } catch {
                Issue.record("\(label): decodes, but not for an editor: \(error)")
            }
        }
    }

    /// What an error lacks.
    private static func problem(_ error: ScenarioError, in bytes: [UInt8]) -> String? {
        if error.file != "s.yaml" { return "not about the file" }
        if error.description.contains(where: \.isNewline) { return "not one line" }
        if error.description.utf8.count > 2_000 { return "a long line" }
        if error.remedy.isEmpty { return "no remedy" }
        guard let line = error.line else {
            // Nothing that has a line is at fault.
            return error.message == "the file is empty" ? nil : "no line"
        }
        let count = bytes.count { $0 == 10 } + 1
        return (1...count).contains(line) ? nil : "line \(line) of \(count)"
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
