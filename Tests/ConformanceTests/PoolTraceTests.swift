import Conformance
import Foundation
import TestSupport
import Testing

@Suite struct `The pool-trace suite` {
    /// Gas within 1 % and refunds to the unit included.
    @Test(arguments: [("univ2_trace.json", 2_965), ("univ2_trace_feeon.json", 2_962)])
    func `agrees with the real contracts`(file: String, passed: Int) throws {
        guard let url = SharedFiles.url("evm/" + file) else { return }
        let report = try Conformance.run(suite: "pool-trace", file: url.path)
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.passed == passed && report.skipped == 0)
    }

    /// Each entry changes one field of the sixth operation, a successful one, or of the section.
    @Test(arguments: [
        "ok", "error", "ret", "events", "state", "op", "args", "calldata", "to", "from", "dt",
        "timestamp", "i", "gasUsed",
    ])
    func `fails an operation without a field or with another value`(field: String) throws {
        guard let section = try section() else { return }
        for value in [nil, 3.5, ["x"], "x", [String: Any](), NSNull()] as [Any?] {
            var changed = section
            guard var operations = changed["ops"] as? [[String: Any]] else { return }
            operations[5][field] = value
            changed["ops"] = operations
            // Null is what a successful operation has as its error.
            if value is NSNull, field == "error" { continue }
            let report = try run(["sections": [changed]])
            #expect(report.failed > 0, "\(field): \(String(describing: value))")
        }
    }

    @Test func `fails an operation whose state, event or return data differs`() throws {
        guard let section = try section(),
            let data = try? JSONSerialization.data(withJSONObject: section),
            let operations = section["ops"] as? [[String: Any]]
        else { return }
        let text = String(decoding: data, as: UTF8.self)
        let report = try run(text: #"{"sections":[\#(text)]}"#)
        #expect(report.isPassed && report.passed == operations.count, "\(report.failures)")
        for field in [
            "reserve0", "reserve1", "totalSupply", "price0CumulativeLast",
            "price1CumulativeLast", "kLast", "value", "lp", "amount0In", "blockTimestampLast",
        ] {
            let changed = text.replacing("\"\(field)\":", with: "\"\(field)_\":")
            let report = try run(text: #"{"sections":[\#(changed)]}"#)
            #expect(report.failed > 0, "\(field)")
        }
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{}", #"{"sections":[]}"#, #"{"sections":[{}]}"#,
        #"{"sections":[null]}"#, #"{"sections":{}}"#, #"{"sections":[[]]}"#,
        String(repeating: "[", count: 100_000),
        #"{"sections":"# + String(repeating: "[", count: 100_000),
    ])
    func `fails a file that is not a trace`(text: String) throws {
        let report = try run(text: text)
        #expect(!report.isPassed && report.failed > 0)
    }

    @Test func `fails a section without operations or with a set-up it cannot make`() throws {
        guard let section = try section() else { return }
        let changes: [(String, Any)] = [
            ("ops", [Any]()), ("addresses", [String: String]()), ("addresses", 3),
            ("addresses", ["w": "0x12"]), ("setup", [String: Any]()), ("name", 3),
        ]
        for (field, value) in changes {
            var changed = section
            changed[field] = value
            #expect(try run(["sections": [changed]]).failed > 0, "\(field)")
        }
        let setups: [(String, Any?)] = [
            ("pairs", [[1, 0]]), ("pairs", [[0, 9]]), ("pairs", [[-1, 0]]), ("pairs", [[0]]),
            ("pairs", [Any]()), ("tokens", [Any]()), ("holders", nil), ("ts", -1),
            ("ts", UInt64.max), ("router", nil), ("feeOn", "no"),
            ("tokens", [["kind": "odd", "supply": "1"], ["kind": "std", "supply": "1"]]),
            ("holders", [["who": "u", "amounts": ["1"]]]),
            ("holders", [["who": "nobody", "amounts": ["1", "1"]]]),
        ]
        for (field, value) in setups {
            var changed = section
            guard var setup = changed["setup"] as? [String: Any] else { return }
            setup[field] = value
            changed["setup"] = setup
            #expect(try run(["sections": [changed]]).failed > 0, "\(field)")
        }
    }

    @Test func `takes labels by address as well as addresses by label`() throws {
        guard var section = try section(),
            let addresses = section["addresses"] as? [String: String]
        else { return }
        section["addresses"] = Dictionary(uniqueKeysWithValues: addresses.map { ($1, $0) })
        #expect(try run(["sections": [section]]).isPassed)
    }

    @Test func `fails gas that is off by more than a hundredth, and any other refund`() throws {
        guard let section = try section(),
            let operations = section["ops"] as? [[String: Any]],
            let used = operations[5]["gasUsed"] as? Int
        else { return }
        for (field, value, failed) in [
            ("gasUsed", used * 1_000 / 1_005, 0), ("gasUsed", used * 1_000 / 1_011, 1),
            ("gasUsed", used * 1_000 / 989, 1), ("gasRefund", 1, 1),
        ] {
            var changed = section
            var list = operations
            list[5][field] = value
            changed["ops"] = list
            #expect(try run(["sections": [changed]]).failed == failed, "\(field) \(value)")
        }
    }

    /// The first section of the reference file, cut to sixty operations.
    private func section() throws -> [String: Any]? {
        guard let url = SharedFiles.url("evm/univ2_trace.json") else { return nil }
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        let sections = (json as? [String: Any])?["sections"] as? [[String: Any]]
        var section = try #require(sections?.first)
        let operations = try #require(section["ops"] as? [Any])
        section["ops"] = Array(operations.prefix(60))
        return section
    }

    private func run(_ json: [String: Any]) throws -> SuiteReport {
        let data = try JSONSerialization.data(withJSONObject: json)
        return try run(text: String(decoding: data, as: UTF8.self))
    }

    private func run(text: String) throws -> SuiteReport {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try Conformance.run(suite: "pool-trace", file: url.path)
    }
}
