import Foundation
import Testing

/// `--record summary`: the same numbers, and little to write.
@Suite struct `A run that records a summary` {
    @Test func `has the same summary but for the hash of what is not written`() throws {
        let folder = try Scratch()
        try folder.write(shortScenario(blocks: 60), "a.yaml")
        let whole = try Program.run(["run", "a.yaml", "--out", "full"], in: folder)
        let short = try Program.run(
            ["run", "a.yaml", "--out", "short", "--record", "summary"],
            in: folder
        )
        #expect((whole.code, short.code) == (0, 0))
        #expect(
            try folder.paths().filter { $0.hasPrefix("short/") }
                == [
                    "report.html", "run.sqlite", "scenario.resolved.yaml", "series.csv",
                    "summary.json",
                ]
                .map { "short/\($0)" }
        )
        let lines = try ["full", "short"].map { name in
            String(decoding: try folder.bytes("\(name)/summary.json"), as: UTF8.self)
                .split(separator: "\n")
        }
        let differing = zip(lines[0], lines[1]).filter { $0 != $1 }
        #expect(lines[0].count == lines[1].count)
        #expect(differing.map(\.1) == ["  \"record_hash\": null,"])
        #expect(try folder.bytes("full/series.csv") == folder.bytes("short/series.csv"))
        #expect(short.output.contains("; record not hashed (--record summary)\n"))
    }

    @Test func `thins the series evenly, and keeps its last block`() throws {
        let folder = try Scratch()
        try folder.write(Self.idle(blocks: 5_003), "a.yaml")
        for level in ["full", "summary"] {
            let outcome = try Program.run(
                ["run", "a.yaml", "--out", level, "--record", level, "--quiet"],
                in: folder
            )
            #expect(outcome.code == 0)
        }
        let full = try rows(folder, "full/series.csv")
        let thin = try rows(folder, "summary/series.csv")
        #expect(full.count == 5_004)
        // Every third block, 1,667 of them, and the last.
        let kept = [0] + stride(from: 3, through: 5_003, by: 3) + [5_003]
        #expect(thin == kept.map { full[$0] })
    }

    @Test func `is one of two choices`() throws {
        let folder = try Scratch()
        try folder.write(Self.idle(blocks: 3), "a.yaml")
        let outcome = try Program.run(["run", "a.yaml", "--record", "none"], in: folder)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("summary"))
        #expect(try folder.paths() == ["a.yaml"])
    }

    /// What a process has ever held of memory must not depend on how many blocks it ran.
    ///
    /// With everything kept, 30,000 blocks more would be some hundred megabytes (a block's record
    /// is over 3 kB); 8 MB cover what the allocator and a few more rebalances take.
    @Test(arguments: ["summary", "full"])
    func `needs no more memory for more blocks`(_ level: String) throws {
        let folder = try Scratch()
        let text = try shortScenario(blocks: 40_000)
            .replacing("every: 2 min", with: "every: 50_000 min")
            .replacing("rate: 1 per block", with: "rate: 0.2 per block")
        try folder.write(text, "a.yaml")
        let peaks = try [10_000, 40_000].map { blocks in
            try peak(
                [
                    "run", "a.yaml", "--record", level, "--out", "\(blocks)", "--quiet",
                    "--set", "run.for=\(blocks) blocks", "--set", "chain.signatures=assumed",
                ],
                in: folder
            )
        }
        #expect(peaks[0] > 1_000)
        #expect(peaks[1] <= peaks[0] + 8_192, "\(peaks) kB at 10,000 and 40,000 blocks")
    }

    /// The most memory that a run of the program held, in kB, as the kernel last said.
    private func peak(_ arguments: [String], in folder: Scratch) throws -> Int {
        let process = try Program.start(arguments, in: folder)
        let path = "/proc/\(process.processIdentifier)/status"
        var peak = 0
        while process.isRunning {
            if let status = try? String(contentsOfFile: path, encoding: .utf8),
                let match = status.firstMatch(of: /VmHWM:\s+(\d+) kB/)
            {
                peak = Int(match.output.1) ?? peak
            }
            Thread.sleep(forTimeInterval: 0.01)
        }
        #expect(try Program.finish(process, in: folder).code == 0)
        return peak
    }

    private func rows(_ folder: Scratch, _ path: String) throws -> [Substring] {
        String(decoding: try folder.bytes(path), as: UTF8.self).split(separator: "\n")
    }

    /// A chain on which nothing happens.
    private static func idle(blocks: Int) -> String {
        """
        format: 1
        name: idle
        seed: 1
        assets: { USDC: { decimals: 6, price: 1 } }
        run: { for: \(blocks) blocks }

        """
    }
}
