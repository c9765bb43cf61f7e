import Foundation
import Testing

/// `run.sqlite` beside the other files of its run.
@Suite struct `The database of a run` {
    /// A run in a folder of its own.
    private struct Run {
        let folder: Scratch
        let database: RunTables

        init(_ arguments: [String]) throws {
            folder = try Scratch()
            let outcome = try Program.run(["run"] + arguments + ["--out", "run"], in: folder)
            try #require([0, 99].contains(outcome.code), "\(outcome.errors)")
            database = try RunTables(folder.url.appending(path: "run/run.sqlite"))
        }

        func lines(_ name: String) throws -> [String] {
            String(decoding: try folder.bytes("run/\(name)"), as: UTF8.self)
                .split(separator: "\n").map(String.init)
        }

        func summary() throws -> [String: Any] {
            let root = try JSONSerialization.jsonObject(with: folder.bytes("run/summary.json"))
            return try #require(root as? [String: Any])
        }
    }

    private static func file(_ name: String) -> String {
        packageFolder.appending(path: "scenarios/\(name)").path
    }

    /// Everything that a summary may hold: variants, expectations, `always`, providers, tax, a
    /// thinned record, no vault.
    private static let runs: [[String]] = [
        [file("black-thursday.yaml"), "--set", "run.for=600 blocks", "--guards"],
        [file("black-thursday.yaml"), "--set", "run.for=2_100 blocks", "--record", "summary"],
        [file("quickstart.yaml")], [file("searchers.yaml")],
        [file("mev-lab/sandwich.yaml")], [file("long/year.yaml"), "--set", "run.for=300 blocks"],
        [file("mev-lab/copycat.yaml")],
        [file("crashes/ftx-2022.yaml"), "--set", "run.for=40 blocks"],
    ]

    // MARK: - summary.json

    @Test(arguments: runs)
    func `holds every value of the summary, and no other`(_ arguments: [String]) throws {
        let run = try Run(arguments)
        let file = try run.folder.bytes("run/summary.json")
        let expected = try JSONDecoder().decode(SummaryValue.self, from: file).leaves
        #expect(expected.count > 50)
        let rows = try run.database.rows("SELECT path, number, text FROM measures")
        #expect(rows.map { $0[0] ?? "" }.sorted() == expected.map(\.path).sorted())
        let values = Dictionary(expected.map { ($0.path, $0.value) }) { $1 }
        for row in rows {
            let path = row[0] ?? ""
            let number = row[1].flatMap { Double($0) }
            switch values[path] {
            case .null: #expect(row[1] == nil && row[2] == nil, "\(path)")
            case .bool(let value):
                #expect(row[2] == "\(value)", "\(path)")
                #expect(number == (value ? 1 : 0), "\(path)")
            case .text(let text):
                #expect(row[2] == text, "\(path)")
                let isNumber = text.wholeMatch(of: /-?\d+(\.\d+)?(e-?\d+)?/) != nil
                #expect(number == (isNumber ? Double(text) : nil), "\(path)")
            case .number(let value):
                #expect(number == value, "\(path)")
                #expect(row[2].flatMap { Double($0) } == value, "\(path)")
            default: Issue.record("\(path) is no leaf")
            }
        }
        // Digits survive as they are: the file's own text has them.
        let text = String(decoding: file, as: UTF8.self)
        for value in rows.compactMap({ $0[2] }) where !value.contains("\"") {
            #expect(text.contains(value), "\(value)")
        }
    }

    /// Numbers of the summary, counted again from the rows.
    @Test(arguments: [runs[0], runs[2]])
    func `adds up to the summary`(_ arguments: [String]) throws {
        let run = try Run(arguments)
        let queries = [
            ("blocks", "SELECT count(*) FROM blocks"),
            ("transactions.included", "SELECT count(*) FROM transactions"),
            ("transactions.reverted", "SELECT sum(status = 'reverted') FROM transactions"),
            ("transactions.halted", "SELECT sum(status = 'halted') FROM transactions"),
            ("gas.used", "SELECT sum(gas_used) FROM transactions"),
            ("gas.used", "SELECT sum(gas_used) FROM blocks"),
            ("mev.attacks", "SELECT count(*) FROM notes WHERE type = 'sandwich'"),
            ("vault.loss.trades", "SELECT count(*) FROM notes WHERE type = 'trade_loss'"),
            ("vault.nav_end", "SELECT nav FROM vault ORDER BY block DESC LIMIT 1"),
            ("vault.nav_market_end", "SELECT nav_market FROM vault ORDER BY block DESC LIMIT 1"),
            ("vault.next_rebalance.cost_max", "SELECT max(rebalance_cost) FROM vault"),
            ("vault.drawdown", Self.drawdown), ("gas.burnt_wei", Self.burnt),
            ("agents.flow.included", "SELECT count(*) FROM transactions WHERE author = 'flow'"),
        ]
        for (path, sql) in queries {
            let measure = try run.database.rows(
                "SELECT text FROM measures WHERE path = ?",
                [path]
            )
            #expect(measure == (try run.database.rows(sql)), "\(path): \(sql)")
        }
        let attacks = "SELECT number > 0 FROM measures WHERE path = 'mev.attacks'"
        #expect(try run.database.column(attacks) == ["1"])
    }

    /// The start is not in the tables, but a share is worth the same after the first block.
    private static let drawdown = """
        SELECT max(1 - share_price / peak) FROM (
            SELECT share_price, max(share_price) OVER (ORDER BY block) AS peak FROM vault)
        """
    /// In units of 10⁹ wei and what is left of them: a sum of products fits 63 bits then.
    private static let burnt = """
        SELECT CAST(sum(gas_used * (base_fee_wei / 1000000000))
            + sum(gas_used * (base_fee_wei % 1000000000)) / 1000000000 AS TEXT)
            || printf('%09d', sum(gas_used * (base_fee_wei % 1000000000)) % 1000000000)
        FROM (SELECT gas_used, CAST(base_fee_wei AS INTEGER) AS base_fee_wei FROM blocks)
        """

    // MARK: - The other files

    @Test func `has every line of the events in its tables`() throws {
        for arguments in [Self.runs[0], Self.runs[3]] {
            let run = try Run(arguments)
            var transactions: [[String?]] = []
            var events: [[String?]] = []
            var notes: [String?] = []
            for line in try run.lines("events.jsonl") {
                let root = try JSONSerialization.jsonObject(with: Data(line.utf8))
                let object = try #require(root as? [String: Any])
                guard object["type"] as? String == "transaction" else {
                    notes.append(line)
                    continue
                }
                func text(_ key: String) -> String? {
                    object[key].flatMap { $0 is NSNull ? nil : "\($0)" }
                }
                transactions.append(
                    [
                        "block", "index", "hash", "author", "purpose", "victim", "from", "to",
                        "nonce", "status", "reason", "gas_used", "gas_price_wei",
                    ].map(text)
                )
                let logs = try #require(object["events"] as? [[String: Any]])
                for (place, log) in logs.enumerated() {
                    events.append(
                        [text("block"), text("index"), "\(place)"]
                            + [log["emitter"] as? String, log["name"] as? String]
                            + [json(log["args"]), json(log["topics"]), log["data"] as? String]
                    )
                }
            }
            #expect(transactions.count > 50 && events.count > 50 && !notes.isEmpty)
            #expect(try run.database.rows("SELECT * FROM transactions") == transactions)
            let stored = try run.database.rows("SELECT * FROM events").map { row in
                Array(row[0...4]) + row[5...6].map { json(parse($0)) } + [row[7]]
            }
            #expect(stored == events)
            #expect(try run.database.column("SELECT json FROM notes ORDER BY note") == notes)
        }
    }

    private func parse(_ text: String?) -> Any? {
        text.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) }
    }

    /// An object or a list with its keys sorted, so that two of them compare.
    private func json(_ value: Any?) -> String? {
        value.flatMap { try? JSONSerialization.data(withJSONObject: $0, options: .sortedKeys) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [runs[0], runs[1], runs[3]])
    func `has every row of the series in its tables`(_ arguments: [String]) throws {
        let run = try Run(arguments)
        let table = try run.lines("series.csv").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let names = try #require(table.first)
        for (name, query) in try queries(names.map(String.init), run) {
            let place = try #require(names.firstIndex { $0 == name })
            let column = table.dropFirst().map { $0[place].isEmpty ? nil : String($0[place]) }
            let stored = try run.database.column(query)
            guard name.hasPrefix("depth") else {
                #expect(stored == column, "\(name)")
                continue
            }
            // The series has whole units.
            let numbers = stored.map { $0.flatMap { Double($0) }?.rounded() }
            #expect(numbers == column.map { $0.flatMap { Double($0) } }, "\(name)")
        }
    }

    /// For each column of the series, the query that gives it.
    private func queries(_ columns: [String], _ run: Run) throws -> [(String, String)] {
        try columns.map { name in
            for (prefix, table, column) in [
                ("price_", "prices", "price"), ("weight_", "holdings", "weight"),
            ] where name.hasPrefix(prefix) {
                let asset = name.dropFirst(prefix.count)
                return (
                    name, "SELECT \(column) FROM \(table) WHERE asset = '\(asset)' ORDER BY block"
                )
            }
            let pools = try run.database.column("SELECT pool FROM pairs").compactMap { $0 }
            if let pool = pools.first(where: { name.hasSuffix("_\($0)") }) {
                let column = name.dropLast(pool.count + 1)
                return (name, "SELECT \(column) FROM pools WHERE pool = '\(pool)' ORDER BY block")
            }
            if name.hasPrefix("vault_") {
                return (name, "SELECT \(name.dropFirst(6)) FROM vault ORDER BY block")
            }
            return (name, "SELECT \(name) FROM blocks ORDER BY block")
        }
    }

    @Test(arguments: [runs[0], runs[1]])
    func `names its run`(_ arguments: [String]) throws {
        let run = try Run(arguments)
        let summary = try run.summary()
        let isFull = !arguments.contains("summary")
        #expect(
            try run.database.rows("SELECT * FROM runs") == [
                [
                    "1", summary["ballast"] as? String, "Black Thursday", "20200312",
                    isFull ? "full" : "summary", "\(try #require(summary["blocks"] as? Int))", "0",
                    summary["state_root"] as? String, summary["record_hash"] as? String,
                    String(
                        decoding: try run.folder.bytes("run/scenario.resolved.yaml"),
                        as: UTF8.self
                    ),
                ]
            ]
        )
        #expect(try run.database.column("PRAGMA user_version") == ["1"])
        #expect(try run.database.integrity() == ["ok"])
    }

    // MARK: - Documentation

    @Test func `answers the questions of its documentation`() throws {
        let page = try String(
            contentsOf: packageFolder.appending(path: "docs/RUN-SQLITE.md"),
            encoding: .utf8
        )
        let questions = page.matches(of: /```sql\n([^`]*)```/).map { String($0.1) }
        #expect(questions.count == 7)
        let run = try Run([Self.file("black-thursday.yaml"), "--set", "run.for=1_200 blocks"])
        for question in questions {
            #expect(try !run.database.rows(question).isEmpty, "\(question)")
        }
    }

    // MARK: - Trouble

    /// A limit on the size of files stands for a disk that is full.
    ///
    /// 20 kB are less than the tables, 600 kB than the blocks.
    @Test(arguments: [20, 600])
    func `stops the run in one line where the disk is full, and leaves nothing`(
        _ kilobytes: Int
    ) throws {
        let folder = try Scratch()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        let program = try Program.url().path
        process.arguments = [
            "-c", "trap '' XFSZ; ulimit -f \(kilobytes * 2); exec \"$0\" \"$@\"", program, "run",
            Self.file("black-thursday.yaml"), "--out", "deep/mine", "--record", "summary",
            "--set", "run.for=2_000 blocks",
        ]
        process.currentDirectoryURL = folder.url
        process.standardOutput = FileHandle.nullDevice
        let errors = folder.captured(Scratch.errors)
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        let text = try String(contentsOf: errors, encoding: .utf8)
        #expect(text.hasPrefix("ballast: deep/mine.partial-"), "\(text)")
        #expect(text.contains("/run.sqlite: cannot be written: "), "\(text)")
        #expect(text.split(separator: "\n").count == 1, "\(text)")
        #expect(try folder.paths() == [])
    }
}
