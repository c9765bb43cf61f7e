import Foundation
import Markets
import Primitives
import Scenarios
import TestSupport
import Testing

@testable import Reporting

/// The real files of prices beside the repository, which are skipped, and said to be, where they
/// are not there.
@Suite struct `The files of real prices` {
    /// All files of bars, by their paths in `market`.
    private func paths() throws -> [URL] {
        guard let folder = SharedFiles.url("market") else { return [] }
        var files: [URL] = []
        for part in ["ohlcv", "multi_year"] {
            let walker = FileManager.default.enumerator(
                at: folder.appending(path: part),
                includingPropertiesForKeys: nil
            )
            while let url = walker?.nextObject() as? URL {
                if url.pathExtension == "csv", !url.path.contains("closes_4h_wide") {
                    files.append(url)
                }
            }
        }
        #expect(files.count >= 40)
        return files.sorted { $0.path < $1.path }
    }

    /// A plain reading, by splitting at line ends and commas.
    private func rows(_ url: URL) throws -> [(time: UInt64, bar: PriceBar)] {
        let text = try String(contentsOf: url, encoding: .utf8)
        return try text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            let prices = try fields[2..<6].map { try #require(Double($0)) }
            return (
                try #require(UInt64(fields[0])),
                PriceBar(open: prices[0], high: prices[1], low: prices[2], close: prices[3])
            )
        }
    }

    @Test func `all read, and give blocks every price of every bar`() throws {
        var count = 0
        for url in try paths() {
            let rows = try rows(url)
            let data = try Data(contentsOf: url)
            let step = UInt64(
                zip(rows, rows.dropFirst()).map { $1.time - $0.time }.min() ?? 0
            )
            let last = try #require(rows.last)
            var reader = BarReader(file: url.path, window: rows[0].time..<last.time + step)
            for place in stride(from: 0, to: data.count, by: 4_000) {
                let part = [UInt8](data[place..<min(place + 4_000, data.count)])
                var failure: ScenarioError?
                part.withUnsafeBufferPointer { bytes in
                    do throws(ScenarioError) { try reader.add(bytes) } catch { failure = error }
                }
                if let failure { throw failure }
            }
            let content = try reader.finish()
            #expect(content.every == step)
            #expect(content.bars.count == rows.count + content.bridged)
            let bars = content.bars
            for row in rows { #expect(bars[Int((row.time - rows[0].time) / step)] == row.bar) }
            try check(bars, every: step, name: url.lastPathComponent)
            count += bars.count
        }
        print("\(count) bars of real files")
    }

    /// Blocks of a fifth of a bar, at least a second.
    private func check(_ bars: [PriceBar], every: UInt64, name: String) throws {
        let block = max(every / 5, 1)
        var price = try PriceProcess(
            bars: bars,
            every: every,
            grid: block * 1_000,
            streams: PriceStreams(seed: 1, name: "price/\(name)")
        )
        var missed = 0
        for (index, bar) in bars.enumerated() {
            var prices: [Double] = []
            for step in 0..<every / block {
                prices.append(price.price(atSecond: UInt64(index) * every + step * block))
            }
            let isHit =
                prices.first == bar.open && prices.last == bar.close && prices.max() == bar.high
                && prices.min() == bar.low
            if !isHit { missed += 1 }
        }
        #expect(missed == 0, "\(name)")
    }

    /// Closes alone make no bars.
    @Test func `are refused where they hold no bars`() throws {
        guard let url = SharedFiles.url("market/multi_year/closes_4h_wide.csv") else { return }
        let text = try String(contentsOf: url, encoding: .utf8)
        do throws(ScenarioError) {
            _ = try readBars(text)
            Issue.record("reads")
        } catch {
            #expect(
                error.description.hasPrefix(
                    "eth.csv:1: there is no column open; the columns are unix, time_utc, BTC, ETH"
                )
            )
        }
    }
}
