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
        KeccakSuite.self, RLPSuite.self, AccountsSuite.self, TransactionsSuite.self,
        Secp256k1Suite.self, WalletsSuite.self, TypedDataSuite.self, BasicSuite.self,
        TrieSuite.self, ABISuite.self, BaseFeeSuite.self, BlocksSuite.self, StorageGasSuite.self,
        PoolTraceSuite.self, PoolsSuite.self, SwapsSuite.self, GasSuite.self, SandwichSuite.self,
        CyclicArbitrageSuite.self,
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
        check(path, with: try suite(name))
    }

    /// Checks a file, or every file of a folder and of its folders.
    ///
    /// In a folder, a file of another kind is counted as skipped.
    public static func run(
        suite name: String,
        path: String
    ) throws(ConformanceError) -> [SuiteReport] {
        let suite = try suite(name)
        guard ReferenceFolder.exists(path) else { return [check(path, with: suite)] }
        do throws(ReferenceFileError) {
            let files = try ReferenceFolder.files(path)
            if files.isEmpty { throw ReferenceFileError.noCase }
            return files.map { checkOfFolder($0, with: suite) }
        } catch {
            var report = SuiteReport(file: path)
            report.fail("folder", error.description)
            return [report]
        }
    }

    private static func suite(
        _ name: String
    ) throws(ConformanceError) -> any ConformanceSuite.Type {
        guard let suite = table.first(where: { $0.name == name }) else {
            throw .unknownSuite(name, known: suites)
        }
        return suite
    }

    private static func check(
        _ path: String,
        with suite: any ConformanceSuite.Type
    ) -> SuiteReport {
        var report = SuiteReport(file: path)
        do throws(ReferenceFileError) {
            try suite.check(try ReferenceFile(path: path), into: &report)
            if report.caseCount == 0 { throw ReferenceFileError.noCase }
        } catch {
            report.fail("file", error.description)
        }
        return report
    }

    private static func checkOfFolder(
        _ path: String,
        with suite: any ConformanceSuite.Type
    ) -> SuiteReport {
        var skipped = SuiteReport(file: path)
        guard suite.fileExtensions.contains(URL(filePath: path).pathExtension.lowercased()) else {
            skipped.skip("not a file of this suite, by its name")
            return skipped
        }
        let report = check(path, with: suite)
        if report.passed == 0, report.failed > 0, report.unknown == report.failed {
            skipped.skip("not a file of this suite: no case has a shape that it knows")
            return skipped
        }
        return report
    }
}

/// Why a check cannot start.
public enum ConformanceError: Error, Hashable, Sendable {
    /// No suite has the name.
    case unknownSuite(String, known: [String])
}
