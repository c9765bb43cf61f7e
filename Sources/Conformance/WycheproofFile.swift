import Primitives
import Signing
import WideMath

/// A file of Wycheproof: groups of tests that are valid, invalid, or acceptable either way.
struct WycheproofFile {
    private let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    func check(into report: inout SuiteReport) {
        let algorithm = json["algorithm"]?.string ?? "?"
        for (index, group) in (json["testGroups"]?.array ?? []).enumerated() {
            let tests = group["tests"]?.array ?? []
            if tests.isEmpty { report.fail("group \(index)", "has no tests") }
            guard let check = WycheproofCheck(group, algorithm: algorithm) else {
                let parts = [
                    group["type"]?.string, algorithm,
                    (group["publicKey"] ?? group["key"])?["curve"]?.string,
                    group["sha"]?.string,
                ]
                let what = parts.compactMap { $0 }.joined(separator: ", ")
                for _ in tests { report.skip("out of scope: \(what)") }
                continue
            }
            for test in tests { Self.check(test, check, into: &report) }
        }
    }

    private static func check(
        _ test: JSONValue,
        _ check: WycheproofCheck,
        into report: inout SuiteReport
    ) {
        let name: String
        if case .integer(let id) = test["tcId"] { name = "test \(id)" } else { name = "test" }
        report.check(name) { () throws(CaseFailure) in
            let result = try test.text("result")
            let isValid = try check.holds(test)
            let comment = test["comment"]?.string ?? ""
            switch result {
            case "valid":
                if !isValid { throw .refused(what: "a valid value", reason: comment) }
            case "invalid":
                if isValid { throw .accepted(what: comment.isEmpty ? "a value" : comment) }
            case "acceptable": break
            default: throw .malformed(field: "result", expected: "valid, invalid or acceptable")
            }
        }
        if test["result"] == .string("acceptable") {
            report.note("\"acceptable\" cases may go either way")
        }
    }
}
