import GRDB
import Simulation

/// The file `run.sqlite` while a run writes it; docs/RUN-SQLITE.md says what is in it.
///
/// Rows are committed in batches of whole blocks, into a write-ahead log beside the file. Whenever
/// the process ends, also by a signal that cannot be caught, a reader finds the batches that were
/// complete (docs/decisions/0011-run-sqlite.md).
///
/// A class, because the file must be closed exactly once whoever drops it.
public final class RunDatabase {
    /// A leaf of `summary.json`: its place, and its value as a number and as it is written.
    public typealias Measure = (path: String, number: Double?, text: String?)

    /// The version of the tables, also the file's `user_version`.
    public static let schemaVersion = 1
    /// "BLST", by which programs such as `file` tell whose the file is: its `application_id`.
    static let applicationID = 0x424c_5354
    /// The most blocks, and rows but for those of the last block, that are lost by a kill.
    static let batch = (blocks: 250, rows: 10_000)
    /// How long somebody else may hold the file's lock, in seconds.
    private static let patience = 10.0

    private let path: String
    private let world: World
    private let queue: DatabaseQueue
    /// Nothing once the file is closed: its statements have to be gone before.
    private var rows: RowInserter?
    /// What has been added since the last commit.
    private var waiting = (blocks: 0, rows: 0)

    /// Makes the file, with its tables and what is known before the first block.
    public init(
        path: String,
        world: World,
        level: String,
        version: String
    ) throws(RunDatabaseError) {
        self.path = path
        self.world = world
        var configuration = Configuration()
        // A batch spans many calls.
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(Self.patience)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            rows = try queue.inDatabase { database in
                try database.execute(
                    sql: """
                        PRAGMA journal_mode = WAL;
                        PRAGMA synchronous = NORMAL;
                        """
                )
                var made: RowInserter?
                try database.inTransaction(.immediate) {
                    try database.execute(
                        sql: """
                            PRAGMA application_id = \(Self.applicationID);
                            PRAGMA user_version = \(Self.schemaVersion);
                            """
                    )
                    for table in RunTable.allCases { try database.execute(sql: table.creation) }
                    var rows = try RowInserter(database)
                    try rows.insert(world, level: level, version: version)
                    made = rows
                    return .commit
                }
                return made
            }
        } catch {
            throw RunDatabaseError(path, error)
        }
    }

    /// Adds what happened in a block, and its state where it has a row of `series.csv`.
    public func append(
        _ lines: [RecordedLine],
        state: BlockRecord?,
        rebalanceCost: Double?
    ) throws(RunDatabaseError) {
        guard state != nil || !lines.isEmpty else { return }
        let before = rows?.count ?? 0
        try write { _ in
            if let state { try rows?.insert(state, of: world, rebalanceCost: rebalanceCost) }
            for line in lines { try rows?.insert(line) }
        }
        waiting.blocks += 1
        waiting.rows += (rows?.count ?? 0) - before
        if waiting.blocks >= Self.batch.blocks || waiting.rows >= Self.batch.rows { try commit() }
    }

    /// Ends a batch.
    public func commit() throws(RunDatabaseError) {
        try write { try $0.commit() }
        waiting = (0, 0)
    }

    /// Adds every number of the summary, and closes the file.
    public func finish(_ measures: [Measure]) throws(RunDatabaseError) {
        try write { database in
            for measure in measures {
                try rows?.insert(
                    .measures,
                    [.text(measure.path), StoredValue(measure.number), StoredValue(measure.text)]
                )
            }
            try database.execute(sql: Self.ending)
            try database.commit()
            try Self.becomeOneFile(database)
        }
        rows = nil
        do { try queue.close() } catch { throw RunDatabaseError(path, error) }
    }

    /// The end of the run as the summary has it.
    private static let ending = """
        UPDATE runs SET
            blocks = (SELECT CAST(text AS INTEGER) FROM measures WHERE path = 'blocks'),
            interrupted = (SELECT text = 'true' FROM measures WHERE path = 'interrupted'),
            state_root = (SELECT text FROM measures WHERE path = 'state_root'),
            record_hash = (SELECT text FROM measures WHERE path = 'record_hash')
        """

    /// Takes the log into the file, which may then lie where nobody can write.
    private static func becomeOneFile(_ database: Database) throws {
        do {
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Somebody reads the file, and takes the log in when he is done with it.
        }
    }

    /// Does something inside the batch's transaction.
    private func write<Value>(
        _ body: (Database) throws -> Value
    ) throws(RunDatabaseError) -> Value {
        do {
            return try queue.inDatabase { database in
                if !database.isInsideTransaction { try database.beginTransaction(.immediate) }
                return try body(database)
            }
        } catch {
            throw RunDatabaseError(path, error)
        }
    }
}
