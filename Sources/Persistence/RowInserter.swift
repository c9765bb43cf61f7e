import GRDB

/// Adds rows to the tables, inside a transaction that somebody else opened.
struct RowInserter {
    private let database: Database
    /// How many rows it has added.
    private(set) var count = 0

    /// Rows for an open database.
    init(_ database: Database) { self.database = database }

    /// Adds a row, its values in the order of the table's columns.
    mutating func insert(_ table: RunTable, _ values: [StoredValue]) throws {
        let statement = try database.cachedStatement(sql: table.insertion)
        try statement.execute(arguments: StatementArguments(values.map(\.bound)))
        count += 1
    }
}
