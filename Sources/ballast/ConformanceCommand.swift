import ArgumentParser
import Conformance

/// `ballast conformance SUITE FILE…`: compares this program with reference files.
struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Compare this program with official and reference files.",
        discussion: """
            Prints how many cases of each file passed and failed, with the first failures. Exit \
            code 1 if any failed. A file that cannot be read or has no case has failed.

            SUITES
              \(Conformance.suites.joined(separator: ", "))

            EXAMPLES
              ballast conformance rlp rlptest.json invalidRLPTest.json
              ballast conformance pool-trace univ2_trace.json
            """
    )

    @Argument(help: "The suite.")
    var suite: String

    @Argument(help: "The files.")
    var files: [String]

    func run() throws {
        var allPassed = true
        for file in files {
            let report: SuiteReport
            do throws(ConformanceError) {
                report = try Conformance.run(suite: suite, file: file)
            } catch {
                switch error {
                case .unknownSuite(let name, let known):
                    throw Stop.wrong(
                        "there is no suite \"\(name)\"; there are \(known.joined(separator: ", "))"
                    )
                }
            }
            try Terminal.show(describe(report))
            if !report.isPassed { allPassed = false }
        }
        if !allPassed { throw Stop(code: 1, message: "") }
    }

    private func describe(_ report: SuiteReport) -> String {
        var line = "\(report.file): \(report.passed) passed, \(report.failed) failed"
        if report.skipped > 0 { line += ", \(report.skipped) skipped" }
        if report.outOfScope > 0 { line += ", \(report.outOfScope) out of scope" }
        var lines = [line]
        lines += report.failures.map { "  failed: \($0)" }
        if report.failed > report.failures.count, !report.failures.isEmpty {
            lines.append("  and \(report.failed - report.failures.count) more")
        }
        lines += report.notes.map { "  note: \($0)" }
        return lines.joined(separator: "\n")
    }
}
