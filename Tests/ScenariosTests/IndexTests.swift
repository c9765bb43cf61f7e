import Primitives
import Scenarios
import Testing
import WideMath

/// The part of a scenario that the sample's vault does not have.
private let index = """
    format: 1
    name: index
    seed: 1
    assets:
      A: { decimals: 18, price: 2 }
      B: { decimals: 8, price: 3 }
      USDC: { decimals: 6, price: 1 }
    pools:
      - { name: a, tokens: [A, USDC], liquidity: 1_000 USDC }
      - { name: b, tokens: [B, USDC], liquidity: 1_000 USDC }
    vault:
      quote: USDC
      index: { supply: 10, units: { A: 1.5 A, B: 0 B } }
      trigger: { event: change }
      execution: { slices: 2 }
    agents:
      - { name: oracle, role: oracle_reporter, asset: all }
      - { name: owner, role: owner, units: { A: 0.5 A, B: 1 B } }
    run: { for: 2 h }

    """

private func outcome(replacing old: String, with new: String) -> String {
    precondition(index.contains(old), "the index has no \(old)")
    return ScenariosTests.outcome(index.replacingOccurrences(of: old, with: new))
}

@Suite struct `An index by units` {
    @Test func `names what it holds and what may come`() throws {
        let scenario = try Scenario.decode(index, file: "s.yaml")
        let vault = try #require(scenario.vault)
        #expect(vault.held == ["A", "B"])
        #expect(vault.targets.isEmpty)
        let whole = try #require(UInt256.powerOfTen(18))
        #expect(
            vault.index
                == IndexSettings(
                    supply: 10,
                    components: [
                        .init(
                            asset: "A",
                            units: TokenAmount(try mulDiv(whole, 3, 2, rounding: .down))
                        ),
                        .init(asset: "B", units: .zero),
                    ]
                )
        )
        #expect(
            scenario.agents[0].role == .oracleReporter(OracleReporterSettings(assets: ["A", "B"]))
        )
        guard case .owner(let owner) = scenario.agents[1].role,
            case .units(let units) = owner.change
        else {
            Issue.record("no change of units")
            return
        }
        #expect(owner.after == 0)
        #expect(units.map(\.asset) == ["A", "B"])
        #expect(units[1].units == TokenAmount(100_000_000))
    }

    static let refusals: [(String, String, String)] = [
        (
            "index: { supply", "targets: { A: 100 % }\n  index: { supply",
            "s.yaml:13: vault.targets: an index by units has none; remove it, or the index"
        ),
        (
            "units: { A: 1.5 A, B: 0 B }", "units: { A: 1.5 B, B: 0 B }",
            "s.yaml:13: vault.index.units.A: the amount is in B; give it in A"
        ),
        (
            "units: { A: 1.5 A, B: 0 B }", "units: { A: 0 A, B: 0 B }",
            "s.yaml:13: vault.index.units: there is nothing in it; give one asset at least some "
                + "units"
        ),
        (
            "supply: 10,", "supply: 1_000_000_000_000,",
            "decodes"
        ),
        (
            "A: 1.5 A, B: 0 B", "A: 5_000_000_000_000_000 A, B: 0 B",
            "s.yaml:13: vault.index.units: the vault would hold too much A; supply times units "
                + "must be below 2^112 smallest units"
        ),
        (
            "units: { A: 0.5 A, B: 1 B }", "targets: { A: 100 % }",
            "s.yaml:18: agents[1].targets: the vault is an index; write units:"
        ),
        (
            "units: { A: 0.5 A, B: 1 B }", "units: { USDC: 1 USDC, C: 1 A }",
            "s.yaml:18: agents[1].units.C: no asset \"C\"; did you mean \"A\"?"
        ),
        (
            ", units: { A: 0.5 A, B: 1 B }", "",
            "s.yaml:18: agents[1]: units is missing; the owner of an index needs it: write "
                + "units: and a section such as { WETH: 0.05 WETH, USDC: 40 USDC }"
        ),
        (
            "trigger: { event: change }", "trigger: { event: change, threshold: 1 % }",
            "s.yaml:14: vault.trigger.threshold: an event has no other condition; remove it, or "
                + "the event"
        ),
        (
            "execution: { slices: 2 }", "execution: { slices: 2, auction: { slope: 1 bp } }",
            "s.yaml:15: vault.execution.auction: an auction has no slices; remove slices and "
                + "pace, or the auction"
        ),
        (
            "execution: { slices: 2 }", "execution: { auction: {} }",
            "s.yaml:15: vault.execution.auction: slope is missing; a linear price needs it: write "
                + "slope: and a ratio, for example 5 % or 500 bp"
        ),
        (
            "execution: { slices: 2 }",
            "execution: { auction: { curve: constant, slope: 1 bp } }",
            "s.yaml:15: vault.execution.auction.slope: only a linear price has one; remove it"
        ),
        (
            "execution: { slices: 2 }",
            "execution: { auction: { slope: 1 bp, start: 99 %, floor: 100 % } }",
            "s.yaml:15: vault.execution.auction.floor: 100 % is above the start; give a floor of "
                + "at most 99 %"
        ),
        (
            "execution: { slices: 2 }", "assets: { USDC: { cool_off: 1 s } }",
            "s.yaml:15: vault.assets.USDC: the vault trades no USDC; name one of its assets but "
                + "the quote token"
        ),
        (
            "execution: { slices: 2 }", "assets: { A: { venue: b } }",
            "s.yaml:15: vault.assets.A.venue: the pool \"b\" does not trade A against USDC; name "
                + "one that does"
        ),
        (
            "execution: { slices: 2 }", "assets: { A: { trade_max: 1 B } }",
            "s.yaml:15: vault.assets.A.trade_max: the amount is in B; give it in A"
        ),
        (
            "execution: { slices: 2 }", "guards: { average_deviation: 5 % }",
            "s.yaml:15: vault.guards.average_deviation: nobody observes the pools; add an agent: "
                + "{ name: observer, role: observer }"
        ),
        (
            "asset: all }", "asset: A }",
            "s.yaml:13: vault.index: nobody reports the price of B to the vault; add an agent: "
                + "{ name: oracle, role: oracle_reporter, asset: B }"
        ),
        (
            "asset: all }", "asset: [A, B, A] }",
            "s.yaml:17: agents[0].asset: the same is named twice; name each once"
        ),
        (
            "run: {", "  - { name: two, role: owner, units: { A: 1 A } }\nrun: {",
            "s.yaml:19: agents[2].role: the agent \"owner\" owns the vault already; keep one "
                + "agent of the role owner"
        ),
    ]

    @Test(arguments: refusals)
    func `is refused with`(_ old: String, _ new: String, _ text: String) {
        #expect(outcome(replacing: old, with: new) == text)
    }

    @Test(arguments: ["owner, targets: { WETH: 100 % }", "observer", "bidder", "griefer"])
    func `and all who serve a vault need one`(_ role: String) throws {
        let text = sample.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(text.firstIndex(of: "vault:"))
        let end = try #require(text.firstIndex(of: "agents:"))
        let agents = "agents:\n  - { name: x, role: \(role) }\nrun: { for: 2 h }\n"
        let bare = text[..<start].joined(separator: "\n") + "\n" + agents
        #expect(end > start)
        let article = ["bidder", "griefer"].contains(role) ? "a" : "an"
        let name = role.prefix { $0 != "," }
        #expect(
            ScenariosTests.outcome(bare)
                == "s.yaml:19: agents[0].role: \(article) \(name) needs a vault; add a section "
                + "vault: or remove the \(name)"
        )
    }
}
