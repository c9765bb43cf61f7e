import Conformance
import Foundation
import TestSupport
import Testing

@Suite struct `The gas suite` {
    @Test func `agrees with the real contracts`() throws {
        guard let url = SharedFiles.url("evm/univ2_gas.json") else { return }
        let report = try Conformance.run(suite: "gas", file: url.path)
        #expect(report.isPassed, "\(report.failures)")
        // Of 132 rows, 52 are of contracts that are not modelled.
        #expect(report.passed == 80 && report.skipped == 52)
    }

    /// The failing transfer costs 24,184 in all (`univ2_gas.json`).
    @Test(arguments: [
        ("ok", "false", 0), ("gas_cancun_revm", "24184", 0), ("gas_cancun_revm", "23900", 1),
        ("gas_prague_pyevm", "24500", 1), ("refund", "1", 1), ("logs", "1", 1), ("ok", "true", 1),
        ("reason", #""another""#, 1), ("intrinsic", "21571", 1), ("nonzero", "26", 1),
        ("nonzero", "69", 1), ("nonzero", "-1", 1), ("calldataBytes", "9999999999999", 1),
        ("gas_breakdown", #"{"sload": 2200}"#, 1), ("gas_breakdown", "{}", 1), ("pre", "3", 1),
        ("op", #""another""#, 1), ("gas_cancun_revm", "1.5", 1),
    ])
    func `fails a row with another number`(field: String, value: String, failed: Int) throws {
        let fields = Self.row.map { name, text in
            "\"\(name)\": \(name == field ? value : text)"
        }
        let report = try run("{\"rows\": [{\(fields.joined(separator: ", "))}]}")
        #expect(report.failed == failed, "\(report.failures)")
        #expect(report.passed == 1 - failed)
    }

    @Test func `counts rows of other contracts as out of scope`() throws {
        let fields = Self.row.map { name, text in
            "\"\(name)\": \(name == "op" ? "\"V3 router.exactInputSingle\"" : text)"
        }
        let report = try run("{\"rows\": [{\(fields.joined(separator: ", "))}]}")
        #expect(report.skipped == 1 && report.passed == 0 && report.failed == 0)
    }

    @Test(arguments: ["", "{}", "[]", "null", #"{"rows": []}"#, #"{"rows": [3]}"#])
    func `fails a file that is none`(text: String) throws {
        #expect(try !run(text).isPassed)
    }

    private static let row = [
        "op": #""ERC20.transfer FAILS""#,
        "pre": #""uniswap-v2 test ERC20 (solc 0.5.16): insufficient balance""#, "ok": "false",
        "reason": #""ds-math-sub-underflow""#, "refund": "0", "logs": "0", "intrinsic": "21572",
        "calldataBytes": "68", "nonzero": "25", "gas_cancun_revm": "24184",
        "gas_prague_pyevm": "24184", "gas_breakdown": #"{"sload": 2100}"#,
    ]

    private func run(_ text: String) throws -> SuiteReport {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try Conformance.run(suite: "gas", file: url.path)
    }
}
