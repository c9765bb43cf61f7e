import Contracts
import Execution
import Primitives
import TestSupport
import Testing
import WideMath

/// A million deeds in a soak, ten thousand otherwise, in worlds of 500; the seed names the run.
@Suite struct `Whatever happens to a vault` {
    private static let worlds = 2_000
    private static let deedsPerWorld = 500

    @Test func `nobody is robbed, and everybody can leave`() async {
        let report = await withTaskGroup(of: SoakReport.self) { group in
            for part in Self.parts { group.addTask { Self.report(part) } }
            return await group.reduce(into: SoakReport()) { $0.merge($1) }
        }
        // The first ones say enough.
        for failure in report.failures.prefix(5) { Issue.record("\(failure)") }
        requireMix(report)
    }

    /// A run in which everything is refused, or nothing, would hold everything too.
    private func requireMix(_ report: SoakReport) {
        if Soak.part != nil { return }
        // Twenty worlds are too few for what is rare.
        let common: [SoakKind] = [
            .deposit, .mint, .withdraw, .redeem, .redeemInKind, .redeemInKindExcept, .claim,
            .performUpkeep, .openAuction, .bid, .configure, .donate, .swap,
        ]
        let kinds = Soak.isFull ? SoakKind.allCases : common
        let least = Soak.isFull ? 100 : 1
        for kind in kinds {
            let (done, refused) = (report.done[kind, default: 0], report.refused[kind, default: 0])
            let label = "\(Soak.label(SoakRun.suite)): \(kind)"
            #expect(done >= least, "\(label) was done \(done) times")
            #expect(refused >= least || !kind.isRefusable, "\(label) was refused \(refused) times")
        }
        guard Soak.isFull else { return }
        #expect(report.total == Self.worlds * Self.deedsPerWorld)
        #expect(report.unjudged * 50 < report.total, "\(report.unjudged) prices not judged")
        print("vault: deeds done and refused, and why")
        print("\(report.table)\nvault: share price judged but \(report.unjudged) times")
    }

    /// The worlds of this run, or the one that it is asked for.
    private static var parts: Range<Int> {
        Soak.part.map { $0..<($0 + 1) } ?? 0..<Soak.count(of: worlds)
    }

    private static func report(_ part: Int) -> SoakReport {
        do {
            var run = try SoakRun(part: part)
            _ = run.run(deeds: deedsPerWorld)
            return run.report
        } catch {
            var report = SoakReport()
            report.fail("\(Soak.label(SoakRun.suite, part: part)): \(error)")
            return report
        }
    }
}
