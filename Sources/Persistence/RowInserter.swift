import GRDB
import GRDBSQLite

/// Adds rows to the tables, inside a transaction that somebody else opened.
///
/// Values are bound through SQLite's own interface: GRDB would make a value of its own of each and
/// look each up by type, which took four fifths of the time (docs/decisions/0011-run-sqlite.md).
struct RowInserter {
    /// One for each table, in the order of `RunTable.allCases`.
    private let statements: [Statement]
    /// How many rows it has added.
    private(set) var count = 0

    /// Rows for a database whose tables are made.
    init(_ database: Database) throws {
        statements = try RunTable.allCases.map { try database.makeStatement(sql: $0.insertion) }
    }

    /// Adds a row, its values in the order of the table's columns.
    mutating func insert(_ table: RunTable, _ values: [StoredValue]) throws {
        let statement = statements[table.number].sqliteStatement
        defer { sqlite3_reset(statement) }
        for (index, value) in values.enumerated() {
            try Self.require(value.bind(to: statement, at: CInt(index + 1)), SQLITE_OK, statement)
        }
        try Self.require(sqlite3_step(statement), SQLITE_DONE, statement)
        count += 1
    }

    private static func require(
        _ code: CInt,
        _ wanted: CInt,
        _ statement: SQLiteStatement
    ) throws {
        if code == wanted { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(sqlite3_db_handle(statement)))
        )
    }
}
