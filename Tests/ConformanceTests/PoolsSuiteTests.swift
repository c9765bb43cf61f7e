import Conformance
import Foundation
import TestSupport
import Testing

@Suite struct `The amm suite` {
    @Test func `agrees with the test cases of Uniswap V2`() throws {
        guard let url = SharedFiles.url("vectors/amm/uniswap_v2.json") else { return }
        let report = try Conformance.run(suite: "amm", file: url.path)
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.passed == 17 && report.skipped == 1)
    }

    /// The first numbers are v2-core's own (UniswapV2Pair.spec.ts, `getInputPrice:0`).
    @Test(arguments: [
        ("1662497915624478906", 1, 0), ("1662497915624478905", 0, 1),
        ("1662497915624478907", 0, 1), ("-1", 0, 1), ("x", 0, 1), ("", 0, 1),
    ])
    func `fails another output`(out: String, passed: Int, failed: Int) throws {
        let report = try run(
            """
            {"getAmountOut_exact": [{"amountIn": "1000000000000000000", "amountOut": "\(out)",
            "reserveIn": "5000000000000000000", "reserveOut": "10000000000000000000"}]}
            """
        )
        #expect(report.passed == passed && report.failed == failed, "\(report.failures)")
    }

    @Test(arguments: [
        #"{"getAmountOut_exact": 3}"#, #"{"getAmountOut_exact": []}"#, #"{"mint_first": {}}"#,
        #"{"getAmountOut_exact": [{}]}"#, #"{"feeTo_on": null}"#, #"{"another": 1}"#,
        #"{"router": {"quote": [[1, 2]], "steal": [[1, 1, 1, 1]]}}"#,
        #"{"router": {"quote": [[1, 100, 200, 3]]}}"#, "{}", "[]", "", "null",
        #"{"mint_first": {"amount0": "1", "amount1": "1", "liquidity": "1"}}"#,
    ])
    func `fails what is no case`(text: String) throws {
        let report = try run(text)
        #expect(report.passed == 0 && report.failed > 0)
    }

    private func run(_ text: String) throws -> SuiteReport {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try Conformance.run(suite: "amm", file: url.path)
    }
}
