import Foundation
import Scenarios
import Testing
import WideMath

private let variants = """
    compare:
      - { name: "as it is" }
      - { name: alone, set: { agents: [{ name: oracle, role: oracle_reporter, asset: WETH }] } }

    """

/// The sample with variants and one expectation.
private func expecting(_ line: String) -> String {
    sample + variants + "expect:\n  - \(line)\n"
}

private func decoded(_ line: String) throws -> Scenarios.Expectation {
    let scenario = try Scenario.decode(expecting(line), file: "s.yaml")
    let again = try Scenario.decode(scenario.resolvedYAML, file: "resolved.yaml")
    #expect(again == scenario)
    return try #require(scenario.expectations.first)
}

@Suite struct `An expectation` {
    @Test(
        arguments: [
            ("vault.rebalances.failed <= 3", "vault.rebalances.failed <= 3"),
            ("blocks==600", "blocks == 600"), ("blocks   !=   1_000", "blocks != 1_000"),
            ("vault.turnover > 0.05", "vault.turnover > 5 %"),
            ("vault.turnover > 5bp", "vault.turnover > 0.05 %"),
            ("vault.lost < 5000 USDC", "vault.lost < 5_000 USDC"),
            ("vault.lost >= -0.000001 USDC", "vault.lost >= -0.000001 USDC"),
            ("vault.loss.mev < 40 bp", "vault.loss.mev < 40 bp"),
            ("vault.nav_end > 95 %", "vault.nav_end > 9_500 bp"),
            ("vault.share_price_end > 0.95 USDC", "vault.share_price_end > 0.95 USDC"),
            ("gas.burnt_wei < 20 gwei", "gas.burnt_wei < 0.00000002 ETH"),
            ("agents.keeper.gas_wei < 1 ETH", "agents.keeper.gas_wei < 1 ETH"),
            ("agents.flow.flows.DAI == 0 DAI", "agents.flow.flows.DAI == 0 DAI"),
            ("mev.extracted != -3 USDC", "mev.extracted != -3 USDC"),
            (
                "vault.tax.withdrawals.fifo.gain < 0 USDC",
                "vault.tax.withdrawals.fifo.gain < 0 USDC"
            ),
        ]
    )
    func `is written back in its canonical form`(_ line: String, _ text: String) throws {
        let expectation = try decoded("\"\(line)\"")
        #expect(expectation.text == text)
        #expect(expectation.variant == nil)
        #expect(try decoded(line) == expectation)
        #expect(try decoded("\"\(text)\"") == expectation)
    }

    @Test func `has an exact bound`() throws {
        #expect(
            try decoded("vault.lost < -0.000001 USDC").bound
                == .whole(SignedWhole(1, isNegative: true))
        )
        #expect(try decoded("gas.burnt_wei < 1 gwei").bound == .whole(SignedWhole(1_000_000_000)))
        #expect(try decoded("vault.turnover < 12.5 %").bound == .number(0.125))
        #expect(try decoded("vault.share_price_end < 1.5 USDC").bound == .number(1.5))
    }

    @Test func `may be of a variant, by its name`() throws {
        let other = try decoded("\"as it is\": vault.lost < 1 USDC")
        #expect(other.variant == "as it is")
        #expect(other.text == "vault.lost < 1 USDC")
        #expect(try decoded("alone: agents.oracle.failed == 0").variant == "alone")
    }

    static let refusals = [
        "blocks": "\"blocks\" compares nothing; write a measure, a comparison and a bound, for "
            + "example vault.rebalances.failed <= 3",
        "\"< 3\"": "\"< 3\" compares nothing; write a measure, a comparison and a bound, for "
            + "example vault.rebalances.failed <= 3",
        "blocks = 3": "\"=\" is no comparison; use <, <=, >, >=, == or !=",
        "blocks =< 3": "\"=<\" is no comparison; use <, <=, >, >=, == or !=",
        "blocks <": "has no value; write a bound for blocks, for example 3",
        "blocks < few": "\"few\" is no bound; write blocks with a bound such as 3",
        "blocks < 3 USDC": "\"USDC\" is not a unit of blocks; write it as 3",
        "blocks < 3.5": "\"3.5\" is finer than blocks is, or too large; round it, for example 3",
        "vault.rebalances.faild <= 3":
            "no measure \"vault.rebalances.faild\"; did you mean \"vault.rebalances.failed\"?",
        "vault.rebalances.nonsense <= 3":
            "no measure \"vault.rebalances.nonsense\"; there are vault.rebalances.done, "
            + "vault.rebalances.failed, vault.rebalances.held_back, vault.rebalances.gas_wei",
        "luck > 0": "no measure \"luck\"; name a number of summary.json, for example blocks or "
            + "gas.used; docs/MEASURES.md lists them",
        "agents.kepeer.failed == 0":
            "no measure \"agents.kepeer.failed\"; did you mean \"agents.keeper.failed\"?",
        "record_hash == 0": "no measure \"record_hash\"; name a number of summary.json, for "
            + "example blocks or gas.used; docs/MEASURES.md lists them",
        "vault.lost < 5": "\"5\" has no unit; write it as 5_000 USDC or 40 bp",
        "vault.lost < 5 DAI":
            "\"DAI\" is not a unit of vault.lost; write it as 5_000 USDC or 40 bp",
        "vault.sold < 5 bp": "\"bp\" is not a unit of vault.sold; write it as 5_000 USDC",
        "vault.lost < 0.0000001 USDC": "\"0.0000001 USDC\" is finer than vault.lost is, or too "
            + "large; round it, for example 5_000 USDC or 40 bp",
        "vault.lost < 0.5 bp": "\"0.5 bp\" is finer than vault.lost is, or too large; round it, "
            + "for example 5_000 USDC or 40 bp",
        "gas.burnt_wei < 3": "\"3\" has no unit; write it as 0.2 ETH",
        "vault.turnover < 3 x": "\"x\" is not a unit of vault.turnover; write it as 5 % or 0.05",
        // With more digits than are read, what is written in per cent would not be read again.
        "vault.turnover < 1\(String(repeating: "0", count: 59))":
            "\"1\(String(repeating: "0", count: 39))…\" is finer than vault.turnover is, or too "
            + "large; round it, for example 5 % or 0.05",
        "vault.lost < 1\(String(repeating: "0", count: 57)) %":
            "\"1\(String(repeating: "0", count: 39))…\" is finer than vault.lost is, or too "
            + "large; round it, for example 5_000 USDC or 40 bp",
        "vault.turnover < 0.\(String(repeating: "0", count: 50))1 bp":
            "\"0.\(String(repeating: "0", count: 38))…\" is finer than vault.turnover is, or too "
            + "large; round it, for example 5 % or 0.05",
        "vault.share_price_end < 3": "\"3\" has no unit; write it as 5_000 USDC",
    ]

    @Test(arguments: refusals.keys.sorted())
    func `is refused in one line with its place and remedy`(_ line: String) {
        #expect(
            outcome(expecting(line))
                == "s.yaml:49: expect[0]: \(Self.refusals[line] ?? "no refusal")"
        )
    }

    static let shapes = [
        ("other: blocks > 1", "expect[0]: no variant \"other\"; variants: as it is, alone"),
        ("alnoe: blocks > 1", "expect[0]: no variant \"alnoe\"; did you mean \"alone\"?"),
        (
            "{ alone: blocks > 1, \"as it is\": blocks > 1 }",
            "expect[0]: has 2 lines; write one line "
                + "an item, as slices: vault.rebalances.failed <= 3"
        ),
        (
            "alone: agents.keeper.failed == 0",
            "expect[0].alone: no measure \"agents.keeper.failed\"; there are "
                + "agents.oracle.included, agents.oracle.failed, agents.oracle.gas_wei, "
                + "agents.oracle.payments_wei, "
                + "agents.oracle.flows.WETH, agents.oracle.flows.USDC, agents.oracle.flows.DAI"
        ),
        (
            "alone: invariants.checked > 0",
            "expect[0].alone: no measure \"invariants.checked\"; name a number of summary.json, "
                + "for example blocks or gas.used; docs/MEASURES.md lists them"
        ),
        ("[blocks > 1]", "expect[0]: is a list; write a line such as vault.rebalances.failed <= 3"),
        ("", "expect[0]: has no value; write a line such as vault.rebalances.failed <= 3"),
    ]

    @Test(arguments: shapes)
    func `is refused where its shape is wrong`(_ item: String, _ refusal: String) {
        #expect(outcome(expecting(item)) == "s.yaml:49: \(refusal)")
    }

    @Test func `of the vault needs one`() {
        let text = """
            format: 1
            name: empty
            seed: 1
            assets: { USDC: { decimals: 6, price: 1 } }
            run: { for: 1 blocks }
            expect: [vault.lost < 1 USDC]
            """
        #expect(
            outcome(text)
                == "s.yaml:6: expect[0]: no measure \"vault.lost\"; name a number of summary.json, "
                + "for example blocks or gas.used; docs/MEASURES.md lists them"
        )
        #expect(
            outcome(text.replacingOccurrences(of: "vault.lost < 1 USDC", with: "blocks == 1"))
                == "decodes"
        )
    }

    @Test func `of a variant does not stand among its changes`() {
        let text =
            sample + variants.replacingOccurrences(of: "set: { agents", with: "set: { expect")
        #expect(
            outcome(text)
                == "s.yaml:47: compare[1].set.expect: a variant has no expectations of its own; "
                + "write them in expect, as alone: vault.rebalances.failed <= 3"
        )
    }
}

@Suite struct `A whole number with a sign` {
    @Test func `has an order, and one zero`() {
        let numbers = ["-18446744073709551616", "-2", "-1", "0", "1", "2", "18446744073709551616"]
            .compactMap { SignedWhole($0) }
        #expect(numbers.count == 7)
        for (left, one) in numbers.enumerated() {
            for (right, other) in numbers.enumerated() {
                #expect((one < other) == (left < right))
            }
        }
        #expect(SignedWhole("-0") == SignedWhole(0))
        #expect(SignedWhole("-0")?.description == "0")
        #expect(numbers[0].description == "-18446744073709551616")
        #expect(SignedWhole("") == nil && SignedWhole("-") == nil && SignedWhole("1.5") == nil)
    }
}
