import Primitives
import TestSupport
import Testing
import WideMath

/// The invariants of the soak against faults that are planted: each must be noticed after the very
/// deed, and again when the run is repeated.
@Suite struct `A fault of a vault in the soak` {
    @Test(arguments: SoakFault.all)
    func `is noticed after the deed, and again in a replay`(_ fault: SoakFault) throws {
        let (part, run) = try planted(fault)
        let failure = try #require(run.report.failures.first, "\(fault.name): unnoticed")
        let label = Soak.label(SoakRun.suite, part: part)
        #expect(run.plantedAt == run.count, "\(label): \(failure)")
        #expect(failure.hasPrefix("\(fault.invariant.rawValue): "), "\(label): \(failure)")
        #expect(failure.contains("after deed \(run.count), "), "\(failure)")
        #expect(failure.contains("BALLAST_SEED=\(Soak.seed)"), "\(failure)")
        #expect(failure.contains("BALLAST_PART=\(part) swift test --filter "), "\(failure)")

        var replay = try SoakRun(part: part, fault: fault, terms: fault.terms)
        #expect(replay.run(deeds: 500) == failure)
        // Without the fault the same world is all right up to there.
        var clean = try SoakRun(part: part, terms: fault.terms)
        #expect(clean.run(deeds: run.count) == nil)
    }

    /// The first world of some in which it can be planted.
    private func planted(_ fault: SoakFault) throws -> (part: Int, run: SoakRun) {
        for part in 0..<60 {
            var run = try SoakRun(part: part, fault: fault, terms: fault.terms)
            // One deed more, should it be noticed late.
            while run.count < 500, run.plantedAt.map({ run.count <= $0 }) ?? true {
                if run.run(deeds: run.count + 1) != nil { break }
            }
            if run.plantedAt != nil { return (part, run) }
        }
        Issue.record("\(fault.name): could not be planted")
        return (0, try SoakRun(part: 0))
    }
}
