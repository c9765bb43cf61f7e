import ArgumentParser
import Conformance

/// `ballast conformance SUITE PATH…`: compares this program with reference files.
struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Compare this program with official and reference files.",
        discussion: """
            Prints how many cases of each file passed and failed, with the first failures. Exit \
            code 1 if any failed or none was checked. A file that cannot be read or has no case \
            has failed. Of a folder every file is read, those of its folders too; files of \
            another kind are counted as skipped.

            SUITES
              \(Conformance.suites.joined(separator: ", "))

            EXAMPLES
              ballast conformance rlp rlptest.json invalidRLPTest.json
              ballast conformance pool-trace univ2_trace.json
              ballast conformance transactions tests/TransactionTests
            """
    )

    @Argument(help: "The suite.")
    var suite: String

    @Argument(help: "Files and folders.")
    var paths: [String]

    func run() throws {
        var passed = 0
        var failed = 0
        for path in paths {
            let reports: [SuiteReport]
            do throws(ConformanceError) {
                reports = try Conformance.run(suite: suite, path: path)
            } catch {
                switch error {
                case .unknownSuite(let name, let known):
                    throw Stop.wrong(
                        "there is no suite \"\(name)\"; there are \(known.joined(separator: ", "))"
                    )
                }
            }
            for report in reports {
                try Terminal.show(describe(report))
                passed += report.passed
                failed += report.failed
            }
            if reports.count > 1 { try Terminal.show(total(of: path, reports)) }
        }
        if failed > 0 || passed == 0 { throw Stop(code: 1, message: "") }
    }

    private func total(of folder: String, _ reports: [SuiteReport]) -> String {
        func sum(_ count: (SuiteReport) -> Int) -> Int { reports.map(count).reduce(0, +) }
        return "\(folder): in \(reports.count) files \(sum(\.passed)) passed, "
            + "\(sum(\.failed)) failed, \(sum(\.skipped)) skipped"
    }

    private func describe(_ report: SuiteReport) -> String {
        var line = "\(report.file): \(report.passed) passed, \(report.failed) failed"
        if report.skipped > 0 { line += ", \(report.skipped) skipped" }
        var lines = [line]
        lines += report.failures.map { "  failed: \($0)" }
        if report.failed > report.failures.count, !report.failures.isEmpty {
            lines.append("  and \(report.failed - report.failures.count) more")
        }
        lines += report.notes.map { "  note: \($0)" }
        return lines.joined(separator: "\n")
    }
}
