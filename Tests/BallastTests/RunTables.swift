import Foundation
import GRDB

/// A `run.sqlite`, opened by somebody who may only read it.
struct RunTables {
    private let queue: DatabaseQueue

    init(_ file: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        queue = try DatabaseQueue(path: file.path, configuration: configuration)
    }

    /// The rows of a query as text, numbers as Swift and the other files write them.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [[String?]] {
        try queue.read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: nil
                    case .int64(let number): "\(number)"
                    case .double(let number): "\(number)"
                    case .string(let text): text
                    case .blob(let bytes): "\(bytes.count) bytes"
                    }
                }
            }
        }
    }

    /// The first column of a query's rows.
    func column(_ sql: String) throws -> [String?] { try rows(sql).map { $0.first ?? nil } }

    /// What SQLite says of the file's pages and indices.
    func integrity() throws -> [String?] { try column("PRAGMA integrity_check") }
}
