import GRDB

/// Why `run.sqlite` cannot be written.
public struct RunDatabaseError: Error, CustomStringConvertible {
    /// One line with the place and SQLite's own words.
    public let description: String

    init(_ path: String, _ error: any Error) {
        let reason = (error as? DatabaseError)?.message ?? "\(error)"
        description = "\(path): cannot be written: \(reason)"
    }
}
