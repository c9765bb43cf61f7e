import Conformance
import TestSupport
import Testing

/// What the tests of several suites expect alike.
enum SuiteRun {
    /// Expects a file of the folder `vectors` to have so many cases, all of which agree.
    static func expect(
        _ suite: String,
        _ path: String,
        passed: Int,
        skipped: Int = 0
    ) throws {
        guard let url = SharedFiles.url("vectors/" + path) else { return }
        let report = try Conformance.run(suite: suite, file: url.path)
        #expect(report.failed == 0, "\(report.failures)")
        #expect(report.passed == passed && report.skipped == skipped, "\(path)")
    }

    /// Expects a suite to fail whatever is no file of cases.
    static func expectNoCases(_ suite: String) throws {
        for text in ["", "{", "[]", "{}", "null", "3", #""text""#, "[null]", "[3]", "[{}]", "[[]]"]
        {
            let report = try check(suite, text)
            #expect(!report.isPassed && report.failed == 1, "\(text)")
        }
        let open = String(repeating: "[", count: 100_000)
        let report = try check(suite, open + String(repeating: "]", count: 100_000))
        #expect(!report.isPassed && report.failed == 1)
    }

    /// Expects the only case of some text to fail.
    static func expectFailure(_ suite: String, _ text: String) throws {
        let report = try check(suite, text)
        #expect(report.failed == 1 && report.passed == 0 && !report.isPassed, "\(text)")
    }
}
