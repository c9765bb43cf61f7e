import Foundation
import TestSupport
import Testing

/// What a run leaves in `run.sqlite` that no signal handler could end.
@Suite struct `A killed run` {
    private static let kills = 20
    /// More than the log holds before the first batch of blocks is in it.
    private static let batchBytes = 300_000

    /// What a database held.
    private struct Remains {
        /// How many blocks.
        let blocks: Int
        /// The hashes of their transactions, in order.
        let hashes: [String?]
    }

    /// Half of the moments are counted from when the folder appears, half from the first batch, so
    /// that both are there on a machine of any speed.
    @Test func `leaves whole batches of blocks that anybody can read`() throws {
        var numbers = Soak.numbers("kills")
        var remains: [Remains] = []
        for kill in 0..<Self.kills {
            let delay = Double(numbers.below(600)) / 1_000
            let left = try self.remains(killed: delay, afterBatch: kill % 2 == 1)
            if let left { remains.append(left) }
        }
        let label = Comment(rawValue: Soak.label("kills"))
        #expect(remains.count >= 15, label)
        #expect(remains.filter { $0.blocks > 0 }.count >= 10, label)
        // The same run each time, so one is the beginning of another.
        let longest = try #require(remains.max { $0.blocks < $1.blocks })
        for left in remains {
            #expect(left.hashes == Array(longest.hashes.prefix(left.hashes.count)), label)
        }
    }

    /// Kills a run and looks at its database; nothing if there was none yet.
    private func remains(killed delay: Double, afterBatch: Bool) throws -> Remains? {
        let folder = try Scratch()
        let scenario = packageFolder.appending(path: "scenarios/black-thursday.yaml").path
        let process = try Program.start(["run", scenario, "--out", "mine"], in: folder)
        let partial = "mine.partial-\(process.processIdentifier)"
        wait(for: process) {
            afterBatch
                ? folder.size("\(partial)/run.sqlite-wal") > Self.batchBytes
                : folder.exists(partial)
        }
        Thread.sleep(forTimeInterval: delay)
        kill(process.processIdentifier, SIGKILL)
        #expect(try Program.finish(process, in: folder).code == 1_000 + SIGKILL)
        #expect(!folder.exists("mine"))
        guard folder.size("\(partial)/run.sqlite") > 0 else { return nil }
        return try inspect(RunTables(folder.url.appending(path: "\(partial)/run.sqlite")))
    }

    private func wait(for process: Process, until condition: () -> Bool) {
        var polls = 0
        while !condition(), process.isRunning, polls < 10_000 {
            polls += 1
            Thread.sleep(forTimeInterval: 0.002)
        }
    }

    private func inspect(_ run: RunTables) throws -> Remains {
        #expect(try run.integrity() == ["ok"])
        // Made, and not yet filled: the tables come in one commit.
        guard try run.column("SELECT count(*) FROM sqlite_schema") != ["0"] else {
            return Remains(blocks: 0, hashes: [])
        }
        #expect(try run.column("SELECT blocks FROM runs") == [nil])
        #expect(try run.column("SELECT count(*) FROM measures") == ["0"])
        let blocks = try run.column("SELECT block FROM blocks ORDER BY block")
        #expect(blocks == (0..<blocks.count).map { "\($0 + 1)" })
        #expect(blocks.count % 250 == 0)
        for table in ["pools", "vault"] {
            #expect(
                try run.column("SELECT block FROM \(table) ORDER BY block") == blocks,
                "\(table)"
            )
        }
        for table in ["prices", "holdings"] {
            #expect(
                try run.column("SELECT count(*) FROM \(table)") == ["\(2 * blocks.count)"],
                "\(table)"
            )
        }
        let uneven = try run.rows(
            """
            SELECT block FROM blocks WHERE transactions <> (
                SELECT count(*) FROM transactions AS t
                WHERE t.block = blocks.block AND t.position < blocks.transactions)
            """
        )
        #expect(uneven == [])
        let strays = try run.column(
            """
            SELECT (SELECT count(*) FROM transactions) - (SELECT total(transactions) FROM blocks)
            """
        )
        #expect(strays == ["0.0"])
        return Remains(
            blocks: blocks.count,
            hashes: try run.column("SELECT hash FROM transactions ORDER BY block, position")
        )
    }
}

extension Scratch {
    /// A file's bytes; none where there is no file.
    fileprivate func size(_ path: String) -> Int {
        let file = url.appending(path: path).path
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return attributes?[.size] as? Int ?? 0
    }
}
