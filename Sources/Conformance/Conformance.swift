import Foundation

/// Checks of this simulator against official and reference files.
///
/// ```swift
/// let report = try Conformance.run(suite: "keccak", file: "keccak256_kat.json")
/// print(report.isPassed ? "passed" : report.failures.joined(separator: "\n"))
/// ```
public enum Conformance {
    /// Every suite; a new one is one more entry.
    private static let table: [any ConformanceSuite.Type] = [
        KeccakSuite.self, RLPSuite.self, AccountsSuite.self, TrieSuite.self, ABISuite.self,
        BaseFeeSuite.self, BlocksSuite.self, PoolTraceSuite.self,
    ]

    /// The names of the suites, in the order to list them.
    public static let suites: [String] = table.map { $0.name }

    /// Checks one file with one suite.
    ///
    /// A file that cannot be read, has another format or has no case gives a report that failed.
    public static func run(
        suite name: String,
        file path: String
    ) throws(ConformanceError) -> SuiteReport {
        guard let suite = table.first(where: { $0.name == name }) else {
            throw .unknownSuite(name, known: suites)
        }
        var report = SuiteReport(file: path)
        do throws(ReferenceFileError) {
            try suite.check(try ReferenceFile(path: path), into: &report)
            if report.caseCount == 0 { throw ReferenceFileError.noCase }
        } catch {
            report.fail("file", error.description)
        }
        return report
    }
}

/// Why a check cannot start.
public enum ConformanceError: Error, Hashable, Sendable {
    /// No suite has the name.
    case unknownSuite(String, known: [String])
}
