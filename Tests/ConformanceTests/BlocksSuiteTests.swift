import Conformance
import Foundation
import TestSupport
import Testing

@Suite struct `The suite blocks` {
    @Test func `passes the reference file`() throws {
        try SuiteRun.expect("blocks", "blocks/bcEIP1559_blocks.json", passed: 57)
    }

    /// A case of the reference file with two transactions.
    private func reference() throws -> [String: Any]? {
        let cases = try SharedFiles.objects("vectors/blocks/bcEIP1559_blocks.json")
        if cases.isEmpty { return nil }
        return try #require(cases.first { ($0["txs"] as? [Any])?.count == 2 })
    }

    private func report(_ value: [String: Any]) throws -> SuiteReport {
        let data = try JSONSerialization.data(withJSONObject: [value])
        return try check("blocks", String(decoding: data, as: UTF8.self))
    }

    @Test func `fails a header with any other field`() throws {
        guard let value = try reference() else { return }
        let header = try #require(value["blockHeader"] as? [String: String])
        #expect(header.count == 20)
        #expect(try report(value).passed == 1)
        for (key, text) in header {
            for other in [text.hasSuffix("1") ? text.dropLast() + "2" : text.dropLast() + "1", nil]
            {
                var changed = header
                changed[key] = other.map { String($0) }
                var copy = value
                copy["blockHeader"] = changed
                let report = try report(copy)
                #expect(report.failed == 1 && report.passed == 0, "\(key)")
            }
        }
    }

    @Test func `fails a transaction with any other field`() throws {
        guard let value = try reference() else { return }
        let transactions = try #require(value["txs"] as? [[String: Any]])
        for key in [
            "sender", "nonce", "gasLimit", "value", "r", "s", "v", "to", "data", "type",
            "maxFeePerGas", "maxPriorityFeePerGas",
        ] {
            var changed = transactions
            changed[1][key] = "0x1234567890123456789012345678901234567890"
            var copy = value
            copy["txs"] = changed
            #expect(try report(copy).failed == 1, "\(key)")
        }
    }

    @Test func `fails what does not belong together`() throws {
        guard let value = try reference(), let rlp = value["rlp"] as? String else { return }
        let changes: [(String, Any?)] = [
            ("rlp", rlp + "00"), ("rlp", String(rlp.dropLast(2))), ("rlp", "0x"), ("rlp", nil),
            ("rlp", 1), ("blockHeader", nil), ("blockHeader", []), ("txs", nil), ("txs", []),
            ("nTx", 1), ("test", "lowDemand_London"), ("network", "Prague"),
        ]
        for (key, other) in changes {
            var copy = value
            copy[key] = other
            let report = try report(copy)
            #expect(report.failed == 1 && report.passed == 0, "\(key) \(String(describing: other))")
        }
    }

    @Test func `leaves blob transactions out`() throws {
        guard let value = try reference(), let rlp = value["rlp"] as? String else { return }
        // The length and type of the first transaction, and how its list begins.
        let typed = try #require(rlp.firstMatch(of: /b8..(02)f8/))
        var copy = value
        copy["rlp"] = rlp.replacingCharacters(
            in: typed.output.1.startIndex..<typed.output.1.endIndex,
            with: "03"
        )
        let report = try report(copy)
        #expect(report.skipped == 1 && report.failed == 0)
    }

    @Test func `says where it does not know the fork`() throws {
        guard var value = try reference() else { return }
        value["test"] = "any"
        let report = try report(value)
        #expect(report.passed == 1 && !report.notes.isEmpty)
    }

    @Test func `fails a file that is not one of cases`() throws {
        try SuiteRun.expectNoCases("blocks")
    }
}
