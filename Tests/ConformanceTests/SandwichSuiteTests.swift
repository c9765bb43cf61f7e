import Conformance
import TestSupport
import Testing

@Suite struct `The sandwich suite` {
    /// X = 1000, Y = 3 000 000, v = 20, 1 %: a case of `anchors/sandwich_v2_exact.json`.
    private static let numbers = [
        "reserveIn": "1000000000000000000000", "reserveOut": "3000000000000000000000000",
        "victimIn": "20000000000000000000", "minOut": "58064003764927348667568",
        "maxFrontrun": "5095265696499566467", "profitAtMaxFrontrun": "172367274518725617",
        "victimOut": "58064003764927348667670", "frontrunOut": "15162912407981143584574",
        "backrunOut": "5267632971018292084",
    ]
    /// The same pool with v = 1, below 0.3014 % of the reserve: nothing to gain.
    private static let losing = [
        "reserveIn": "1000000000000000000000", "reserveOut": "3000000000000000000000000",
        "victimIn": "1000000000000000000", "minOut": "2958140733688512552984",
        "maxFrontrun": "5047900995748838908", "profitAtMaxFrontrun": "-20140698739306243",
        "victimOut": "2958140733688512552987", "frontrunOut": "15022666444181099883957",
        "backrunOut": "5027760297009532665",
    ]

    @Test func `agrees with the 80 cases of the anchors`() throws {
        guard let url = SharedFiles.url("anchors/sandwich_v2_exact.json") else { return }
        let report = try Conformance.run(suite: "sandwich", file: url.path)
        #expect(report.isPassed, "\(report.failures)")
        #expect(report.passed == 80 && report.skipped == 0)
    }

    @Test func `passes a case with a profit and one with a loss`() throws {
        for numbers in [Self.numbers, Self.losing] {
            let report = try check("sandwich", Self.text(numbers))
            #expect(report.isPassed, "\(report.failures)")
        }
    }

    /// Every number of a case counts: one unit more in a result, another first digit in what is
    /// given (a unit of a reserve moves no output), no number, or none at all.
    @Test(arguments: numbers.keys.sorted())
    func `fails a case with another number`(field: String) throws {
        for numbers in [Self.numbers, Self.losing] {
            let digits = try #require(numbers[field])
            let isGiven = ["reserveIn", "reserveOut", "victimIn"].contains(field)
            let digit = try #require((isGiven ? digits.first : digits.last)?.wholeNumberValue)
            let next = "\(digit == 9 ? 8 : digit + 1)"
            let other: String =
                isGiven ? next + digits.dropFirst() : digits.dropLast() + next
            for value in [other, "x", "1e3", "", "-" + digits] {
                var changed = numbers
                changed[field] = value
                try SuiteRun.expectFailure("sandwich", Self.text(changed))
            }
            var without = numbers
            without[field] = nil
            try SuiteRun.expectFailure("sandwich", Self.text(without))
        }
    }

    @Test(arguments: ["99", "101", "10001", "-1", "\"x\"", "null"])
    func `fails a case with another slippage`(slippage: String) throws {
        try SuiteRun.expectFailure("sandwich", Self.text(Self.numbers, slippage: slippage))
    }

    @Test(arguments: ["false", "1", "null", "\"true\""])
    func `fails a case that says otherwise of one unit more`(reverts: String) throws {
        try SuiteRun.expectFailure("sandwich", Self.text(Self.numbers, reverts: reverts))
    }

    @Test func `fails what is no file of cases`() throws {
        try SuiteRun.expectNoCases("sandwich")
    }

    private static func text(
        _ numbers: [String: String],
        slippage: String = "100",
        reverts: String = "true"
    ) -> String {
        let fields = numbers.sorted { $0.key < $1.key }.map { "\"\($0)\": \"\($1)\"" }
        return "[{\(fields.joined(separator: ", ")), \"slippageBp\": \(slippage), "
            + "\"maxFrontrunPlus1Reverts\": \(reverts)}]"
    }
}
