import Conformance
import TestSupport
import Testing

@Suite struct `The cyclic-arbitrage suite` {
    /// The third case of `anchors/cyclic_arbitrage_v2.json`: two pools.
    private static let pools = """
        [["20162830318519107264828", "13453783370565324636160"],
        ["25294141663644851189703", "40864375461903805186048"]]
        """
    private static let fields = [
        "closedFormIn": "464.54662470643234", "closedFormProfit": "16.32969868812999",
        "bestIntegerProfitFound": "\"16329698688130011870\"",
        "profitAtClosedFormIn": "\"16329698688130011870\"",
    ]

    @Test func `agrees with the 40 cases of the anchors`() throws {
        guard let url = SharedFiles.url("anchors/cyclic_arbitrage_v2.json") else { return }
        let report = try Conformance.run(suite: "cyclic-arbitrage", file: url.path)
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.passed == 40 && report.skipped == 0)
    }

    @Test func `passes a case, and one with a lower best profit`() throws {
        for best in ["16329698688130011870", "16329698688130011000", "1"] {
            var fields = Self.fields
            fields["bestIntegerProfitFound"] = "\"\(best)\""
            let report = try check("cyclic-arbitrage", Self.text(fields))
            #expect(report.isPassed, "\(report.failures)")
        }
    }

    @Test(arguments: [
        ("closedFormIn", "464.5467"), ("closedFormIn", "\"464.54662470643234\""),
        ("closedFormIn", "-464.54662470643234"), ("closedFormIn", "464"),
        ("closedFormProfit", "16.3297"), ("closedFormProfit", "null"),
        ("profitAtClosedFormIn", "\"16329698688130011869\""),
        ("profitAtClosedFormIn", "\"16329698688130011871\""),
        ("profitAtClosedFormIn", "\"x\""),
        // Ten units above what was found; our own search finds one more than the file at most.
        ("bestIntegerProfitFound", "\"16329698688130011880\""),
        ("bestIntegerProfitFound", "\"\""),
    ])
    func `fails a case with another number`(field: String, value: String) throws {
        var fields = Self.fields
        fields[field] = value
        try SuiteRun.expectFailure("cyclic-arbitrage", Self.text(fields))
        fields[field] = nil
        try SuiteRun.expectFailure("cyclic-arbitrage", Self.text(fields))
    }

    @Test(arguments: [
        "[]", "3", "[[\"1\", \"2\"]]", "[[\"1\"], [\"2\"]]", "[[\"1\", \"x\"], [\"2\", \"3\"]]",
        "[[\"0\", \"2\"], [\"2\", \"3\"]]", "[[\"1000\", \"1000\"], [\"1000\", \"1000\"]]",
    ])
    func `fails a case whose pools are no cycle that pays`(pools: String) throws {
        try SuiteRun.expectFailure("cyclic-arbitrage", Self.text(Self.fields, pools: pools))
    }

    @Test func `fails what is no file of cases`() throws {
        try SuiteRun.expectNoCases("cyclic-arbitrage")
    }

    private static func text(_ fields: [String: String], pools: String = pools) -> String {
        let others = fields.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1)" }
        return "[{\"pools\": \(pools), \(others.joined(separator: ", "))}]"
    }
}
