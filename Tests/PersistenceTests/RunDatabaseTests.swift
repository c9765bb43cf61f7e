import Foundation
import GRDB
import Reporting
import Scenarios
import Simulation
import Testing

@testable import Persistence

@Suite struct `A database of a run` {
    /// A folder for the file, and a world whose blocks go into it.
    ///
    /// A class, because the folder must be removed exactly once.
    private final class Bench {
        let folder: URL
        let world: World
        let database: RunDatabase
        private var engine: Engine
        private(set) var records: [BlockRecord] = []

        init() throws {
            folder = FileManager.default.temporaryDirectory
                .appending(path: "ballast-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var scenario = try ScenarioFile.read(
                URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent().appending(path: "scenarios/quickstart.yaml").path
            )
            scenario.chain.signatures = .assumed
            scenario.run = RunSettings(duration: .blocks(600))
            world = try WorldBuilder.build(scenario)
            engine = Engine(world)
            database = try RunDatabase(
                path: folder.appending(path: "run.sqlite").path,
                world: world,
                level: "full",
                version: "test"
            )
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// Flies on, the state of each block and some lines into the file.
        func fly(blocks: Int, lines: [RecordedLine] = []) throws {
            for _ in 0..<blocks {
                guard let record = engine.step() else { return }
                records.append(record)
                try database.append(lines, state: record, rebalanceCost: 1.5)
            }
        }

        func paths() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        }

        /// The file as a reader opens it who may not write.
        func reader(_ name: String = "run.sqlite") throws -> DatabaseQueue {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(
                path: folder.appending(path: name).path,
                configuration: configuration
            )
        }
    }

    private func numbers(_ queue: DatabaseQueue, _ sql: String) throws -> [Int] {
        try queue.read { try Int.fetchAll($0, sql: sql) }
    }

    private func texts(_ queue: DatabaseQueue, _ sql: String) throws -> [String?] {
        try queue.read { try String?.fetchAll($0, sql: sql) }
    }

    private static func transaction(_ reason: String) -> RecordedLine {
        RecordedLine(
            transaction: [
                ("type", .text("transaction")), ("block", .integer(1)), ("index", .integer(0)),
                ("hash", .text("0x01")), ("author", .text(reason)), ("purpose", .text("trade")),
                ("from", .text("a")), ("to", .null), ("nonce", StoredValue(UInt64.max)),
                ("status", .text("reverted")), ("reason", .text(reason)),
                ("gas_used", .integer(21_000)), ("gas_price_wei", .text("7")),
            ],
            events: [
                [("emitter", .text("b")), ("topics", .text("[]")), ("data", .text("0x"))],
                [("emitter", .text(reason)), ("name", .text("Swap")), ("args", .text("{}"))],
            ]
        )
    }

    @Test func `has a row of each table for what there was to see in a block`() throws {
        let bench = try Bench()
        try bench.fly(blocks: 3)
        try bench.database.finish([])
        let reader = try bench.reader()
        let tokens = bench.world.tokens
        #expect(
            try texts(reader, "SELECT asset FROM assets ORDER BY rowid") == tokens.map(\.name)
        )
        for record in bench.records {
            let seen = record.observation
            let vault = try #require(seen.vault)
            let at = "WHERE block = \(record.number)"
            #expect(
                try numbers(reader, "SELECT gas_used FROM blocks \(at)")
                    == [Int(record.gasUsed.units)]
            )
            #expect(
                try texts(reader, "SELECT base_fee_wei FROM blocks \(at)")
                    == ["\(record.baseFee)"]
            )
            #expect(try numbers(reader, "SELECT waiting FROM blocks \(at)") == [record.waiting])
            for (token, price) in zip(tokens, seen.prices) {
                let stored = try reader.read { database in
                    try Double.fetchAll(
                        database,
                        sql: "SELECT price FROM prices \(at) AND asset = ?",
                        arguments: [token.name]
                    )
                }
                #expect(stored == [price])
            }
            #expect(
                try texts(reader, "SELECT reserve_quote FROM pools \(at)").sorted {
                    $0 ?? "" < $1 ?? ""
                }
                    == seen.pools.map { "\($0.reserveQuote)" }.sorted()
            )
            #expect(try texts(reader, "SELECT nav FROM vault \(at)") == ["\(vault.nav)"])
            #expect(try texts(reader, "SELECT shares FROM vault \(at)") == ["\(vault.shares)"])
            let info = try #require(bench.world.vault)
            let names = [info.quote.name] + info.holdings.map(\.token.name)
            for (index, name) in names.enumerated() {
                #expect(
                    try texts(reader, "SELECT balance FROM holdings \(at) AND asset = '\(name)'")
                        == ["\(vault.balances[index])"]
                )
                let target = try reader.read { database in
                    try Double?.fetchAll(
                        database,
                        sql: "SELECT target FROM holdings \(at) AND asset = '\(name)'"
                    )
                }
                #expect(target == [vault.targets?[index]])
            }
        }
    }

    /// What a reader of an unfinished file sees is what a kill at that moment leaves.
    @Test func `shows whole batches while the run is on, also in a copy`() throws {
        let bench = try Bench()
        try bench.fly(blocks: 249)
        let reader = try bench.reader()
        #expect(try numbers(reader, "SELECT count(*) FROM blocks") == [0])
        try bench.fly(blocks: 300)
        for name in try bench.paths() where !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(
                at: bench.folder.appending(path: name),
                to: bench.folder.appending(path: "copy-\(name)")
            )
        }
        for queue in [reader, try bench.reader("copy-run.sqlite")] {
            #expect(try texts(queue, "PRAGMA integrity_check") == ["ok"])
            #expect(try numbers(queue, "SELECT block FROM blocks") == Array(1...500))
            #expect(try numbers(queue, "SELECT block FROM vault") == Array(1...500))
        }
        try bench.database.commit()
        #expect(try numbers(reader, "SELECT count(*) FROM blocks") == [549])
    }

    /// One block alone may be a batch.
    @Test func `commits after many rows too`() throws {
        let bench = try Bench()
        let note = RecordedLine(
            note: [("type", .text("rejected")), ("block", .integer(1))],
            json: "{}"
        )
        try bench.fly(blocks: 2, lines: Array(repeating: note, count: 6_000))
        let reader = try bench.reader()
        #expect(try numbers(reader, "SELECT count(*) FROM notes") == [12_000])
    }

    @Test func `is one file in the end, which needs no other to be read`() throws {
        let bench = try Bench()
        try bench.fly(blocks: 10)
        #expect(try bench.paths().contains("run.sqlite-wal"))
        try bench.database.finish([
            ("blocks", 10, "10"), ("interrupted", 1, "true"), ("state_root", nil, "0x12"),
            ("record_hash", nil, nil),
        ])
        #expect(try bench.paths() == ["run.sqlite"])
        let bytes = try Data(contentsOf: bench.folder.appending(path: "run.sqlite"))
        // Bytes 18 and 19 of the header: 1 is a rollback journal, 2 a log (sqlite.org/fileformat).
        #expect(Array(bytes[18...19]) == [1, 1])
        #expect(Array(bytes[68...71]) == Array("BLST".utf8))
        let reader = try bench.reader()
        let row = try reader.read { try Row.fetchOne($0, sql: "SELECT * FROM runs") }
        #expect(row?["blocks"] == 10)
        #expect(row?["interrupted"] == 1)
        #expect(row?["state_root"] == "0x12")
        #expect(row?["record_hash"] == DatabaseValue.null)
        #expect(row?["resolved_yaml"] == bench.world.scenario.resolvedYAML)
    }

    @Test func `ends beside somebody who reads it at that moment`() throws {
        let bench = try Bench()
        try bench.fly(blocks: 10)
        let reader = try bench.reader()
        try reader.read { database in
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM blocks")
            try bench.database.finish([("blocks", 10, "10")])
        }
        #expect(try numbers(reader, "SELECT blocks FROM runs") == [10])
        #expect(try numbers(reader, "SELECT count(*) FROM blocks") == [10])
    }

    @Test func `keeps words of any kind and counts of any size as they are`() throws {
        let hostile = "x'); DROP TABLE blocks; -- \"%s\" \u{1f6f6}\n\\"
        let bench = try Bench()
        try bench.fly(blocks: 1, lines: [Self.transaction(hostile)])
        try bench.database.finish([("a.\"\(hostile)\"", nil, hostile)])
        let reader = try bench.reader()
        #expect(try texts(reader, "SELECT author FROM transactions") == [hostile])
        #expect(try texts(reader, "SELECT reason FROM transactions") == [hostile])
        #expect(try texts(reader, "SELECT contract FROM events") == ["b", hostile])
        #expect(try texts(reader, "SELECT topics FROM events") == ["[]", nil])
        #expect(try texts(reader, "SELECT text FROM measures") == [hostile])
        #expect(try numbers(reader, "SELECT count(*) FROM blocks") == [1])
        #expect(StoredValue(UInt64.max) == .text("18446744073709551615"))
        #expect(StoredValue(UInt64(Int64.max)) == .integer(.max))
    }

    @Test func `is the same bytes for the same run`() throws {
        let files = try (0..<2).map { _ in
            let bench = try Bench()
            try bench.fly(blocks: 300, lines: [])
            try bench.database.finish([("blocks", 300, "300")])
            return try Data(contentsOf: bench.folder.appending(path: "run.sqlite"))
        }
        #expect(files[0] == files[1])
    }

    @Test func `says where and why it cannot be made`() throws {
        let bench = try Bench()
        for (name, reason) in [
            ("missing/run.sqlite", "unable to open database file"),
            ("", "unable to open database file"),
        ] {
            let path = bench.folder.appending(path: name).path
            let error = #expect(throws: RunDatabaseError.self) {
                try RunDatabase(path: path, world: bench.world, level: "full", version: "test")
            }
            #expect(error?.description.hasPrefix("\(path): cannot be written: \(reason)") == true)
        }
    }

    /// The page has a heading for each table, and under it a row for each column.
    @Test func `has the tables and columns of its documentation`() throws {
        let page = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "docs/RUN-SQLITE.md"),
            encoding: .utf8
        )
        let sections = page.split(separator: "\n### `").dropFirst().map { section in
            let name = section.prefix { $0 != "`" }
            let columns = section.matches(of: /\n\| `(\w+)` \| (\w+) \|/)
            return (String(name), columns.map { "\($0.1) \($0.2)" })
        }
        let bench = try Bench()
        try bench.database.finish([])
        let reader = try bench.reader()
        #expect(
            try texts(
                reader,
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
            ) == sections.map(\.0)
        )
        for (name, columns) in sections {
            let sql = "SELECT name || ' ' || type FROM pragma_table_info('\(name)')"
            #expect(try texts(reader, sql) == columns, "\(name)")
        }
        #expect(try numbers(reader, "PRAGMA user_version") == [RunDatabase.schemaVersion])
        #expect(page.contains("`PRAGMA user_version` is the version of\nthe tables below, 1;"))
    }
}
