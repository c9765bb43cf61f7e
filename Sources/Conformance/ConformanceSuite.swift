/// A kind of reference file and how to check it.
protocol ConformanceSuite: Sendable {
    /// The name by which people choose it.
    static var name: String { get }
    /// How the names of its files end, which tells them from others in a folder.
    static var fileExtensions: [String] { get }

    /// Checks every case of a file and counts it in the report.
    ///
    /// It throws only where the file as a whole is not of its kind: a case that lacks something
    /// is a failure of that case.
    static func check(
        _ file: ReferenceFile,
        into report: inout SuiteReport
    ) throws(ReferenceFileError)
}

extension ConformanceSuite {
    static var fileExtensions: [String] { ["json"] }
}
