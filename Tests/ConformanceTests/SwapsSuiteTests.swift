import Conformance
import Foundation
import TestSupport
import Testing

@Suite struct `The v2-swaps suite` {
    @Test(arguments: [("v2_swaps.csv", 334), ("sandwiches.csv", 9)])
    func `agrees with swaps of real blocks`(file: String, passed: Int) throws {
        guard let url = SharedFiles.url("market/onchain/" + file) else { return }
        let report = try Conformance.run(suite: "v2-swaps", file: url.path)
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.passed == passed && report.skipped == 0)
    }

    /// Every number of a row counts: one unit more or less, or no number, fails it.
    @Test(arguments: [
        "reserve0_before", "reserve1_before", "amount0_in", "amount1_in", "amount0_out",
        "amount1_out", "reserve0_after", "reserve1_after", "slack_vs_getAmountOut",
    ])
    func `fails a row with another number`(field: String) throws {
        for sandwich in ["", "1"] {
            var row = Self.row
            row["sandwich"] = sandwich
            #expect(try run(row).isPassed)
            let value = try #require(Int(row[field] ?? ""))
            for changed in ["\(value + 1)", "\(value - 1)", "x", "1e3", "-"] {
                row[field] = changed
                #expect(try run(row).failed == 1, "\(field) \(changed)")
            }
        }
    }

    @Test func `fails a row without its addresses, or too long or short`() throws {
        for field in ["pair", "token0", "token1", "recipient", "has_callback_data"] {
            for value in ["", "x", "0x12"] {
                var row = Self.row
                row[field] = value
                #expect(try run(row).failed == 1, "\(field) \(value)")
            }
        }
        for text in ["", "a,b", "a,b\n1", "pair\n1,2", ",,,\n,,,"] {
            #expect(try !run(text: text).isPassed, "\(text)")
        }
    }

    /// 1,000 into 10⁶ against 10⁶: ⌊997 · 10³ · 10⁶ ÷ (10⁹ + 997 · 10³)⌋ = 996.
    private static let row = [
        "pair": "0x00000000000000000000000000000000000000d4",
        "token0": "0x00000000000000000000000000000000000000a1",
        "token1": "0x00000000000000000000000000000000000000b2",
        "reserve0_before": "1000000", "reserve1_before": "1000000", "amount0_in": "1000",
        "amount1_in": "0", "amount0_out": "0", "amount1_out": "996",
        "reserve0_after": "1001000", "reserve1_after": "999004",
        "recipient": "0x00000000000000000000000000000000000000c3", "has_callback_data": "0",
        "slack_vs_getAmountOut": "0",
    ]

    private func run(_ row: [String: String]) throws -> SuiteReport {
        let names = row.keys.sorted()
        let values = names.map { row[$0] ?? "" }
        return try run(text: names.joined(separator: ",") + "\n" + values.joined(separator: ","))
    }

    private func run(text: String) throws -> SuiteReport {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try Conformance.run(suite: "v2-swaps", file: url.path)
    }
}
