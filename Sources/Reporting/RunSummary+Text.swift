import Agents
import Measures
import Primitives
import Rainbow
import Simulation
import TextTable
import WideMath

extension RunSummary {
    /// Everything that the summary has for people; coloured only if asked.
    public func details(coloured: Bool) -> String {
        let bold = { (text: String) in coloured ? text.bold : text }
        var lines = [title(coloured)]
        if let unfinished { lines.append(unfinished.text(after: measures.blocks)) }
        if let vault = measures.vault, let quote = world.vault?.quote.name {
            lines += ["", bold("Vault")] + aligned(vaultRows(vault, quote))
        }
        if measures.sandwiches.isSought || !measures.redistribution.parties.isEmpty {
            lines += ["", bold("Ordering")] + aligned(mevRows)
        }
        if !measures.liquidity.pools.isEmpty {
            lines += ["", bold("Liquidity")] + aligned(liquidityRows + tradingRows)
        }
        lines += ["", bold("Chain")] + aligned(chainRows(coloured))
        if !measures.parties.isEmpty { lines += ["", bold("Agents"), agentTable] }
        return (lines + tables(coloured)).joined(separator: "\n")
    }

    /// What was run: the first line.
    func title(_ coloured: Bool) -> String {
        let name = "\(scenario.name), seed \(scenario.seed)"
        return (coloured ? name.bold : name)
            + ": \(Figures.grouped(measures.blocks)) blocks, \(days)"
    }

    /// What was compared and expected, if anything.
    func tables(_ coloured: Bool) -> [String] {
        let bold = { (text: String) in coloured ? text.bold : text }
        var lines: [String] = []
        if !comparison.isEmpty {
            lines += ["", bold("Compared"), comparisonTable.text]
            lines += ["", bold("Loss by cause"), comparisonTable.lossText]
        }
        if !scenario.expectations.isEmpty || !always.isEmpty {
            lines += ["", bold("Expectations")] + expectationLines
        }
        return lines
    }

    private var days: String {
        let hours = Double(seconds) / 3_600
        return hours >= 1
            ? "\(Figures.grouped(hours, decimals: 1)) hours"
            : "\(Figures.grouped(Double(seconds) / 60, decimals: 1)) minutes"
    }

    private func vaultRows(_ vault: VaultMeasures, _ quote: String) -> [(String, String)] {
        let unit = world.vault?.quote.unit.asDouble ?? 1
        var rows = [
            (
                "value at outside prices",
                "\(Figures.grouped(vault.marketStart, decimals: 2)) to "
                    + "\(Figures.grouped(vault.marketEnd, decimals: 2)) \(quote) ("
                    + Figures.change(vault.marketStart, vault.marketEnd) + ")"
            ),
            (
                "had it held its tokens",
                "\(Figures.grouped(vault.holdEnd, decimals: 2)) \(quote) ("
                    + Figures.change(vault.marketStart, vault.holdEnd) + ")"
            ),
            (
                "value at its oracles",
                Figures.grouped(vault.navEnd.raw.asDouble / unit, decimals: 2)
                    + " \(quote)"
            ),
            ("rebalances done", Figures.grouped(vault.done)),
        ]
        rows.append(("rebalances failed", Self.reasons(vault.failed, vault.failures)))
        rows.append(
            (
                "held back by keepers",
                Self.reasons(vault.heldBack.values.reduce(0, +), vault.heldBack)
            )
        )
        rows += guardRows(vault, quote)
        rows.append(
            (
                "sold in all",
                "\(Figures.grouped(vault.sold.asDouble / unit, decimals: 2)) \(quote), "
                    + "\(Figures.grouped(vault.turnover, decimals: 2)) times its mean value"
            )
        )
        rows += lossRows(vault.waterfall, quote, unit: unit)
        if let tax = vault.tax { rows += taxRows(tax, quote, unit: unit) }
        var gas = Figures.ether(vault.gasPaid)
        if let cost = vault.gasCost {
            gas += ", \(Figures.grouped(cost / unit, decimals: 2)) \(quote)"
        }
        rows.append(("gas of rebalances", gas))
        rows += riskRows(vault.risk, quote)
        rows += trackingRows(vault)
        return rows
    }

    static func reasons(_ total: UInt64, _ counts: [String: UInt64]) -> String {
        if counts.isEmpty { return Figures.grouped(total) }
        let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return "\(Figures.grouped(total)): \(parts.joined(separator: ", "))"
    }

    private var mevRows: [(String, String)] {
        let sandwiches = measures.sandwiches
        let quote = sandwiches.quote?.name ?? ""
        var rows = [
            (
                "sandwiches",
                "\(Figures.grouped(sandwiches.attacks)), "
                    + "\(Figures.grouped(sandwiches.attacksOnVault)) of them on the vault"
            ),
            (
                "the sandwicher took",
                "\(Figures.grouped(sandwiches.take, decimals: 2)) \(quote), "
                    + "\(Figures.grouped(sandwiches.takeFromVault, decimals: 2)) of it "
                    + "around the vault's trades"
            ),
        ]
        var gas = Figures.ether(sandwiches.gasPaid)
        if let cost = sandwiches.gasCost {
            gas += ", \(Figures.grouped(cost, decimals: 2)) \(quote)"
        }
        rows.append(("and paid for gas", gas))
        rows.append(("victims lost", redistributed(quote)))
        rows.append(("seen from logs only", seen))
        return rows
    }

    /// What the detector found, and how good that is.
    private var seen: String {
        let detector = measures.detector
        var parts = [Figures.grouped(detector.found)]
        for (name, ratio) in [("precision", detector.precision), ("recall", detector.recall)] {
            guard let ratio else { continue }
            parts.append("\(name) \(Figures.grouped(ratio * 100, decimals: 2)) %")
        }
        return parts.joined(separator: ", ")
    }

    private func chainRows(_ coloured: Bool) -> [(String, String)] {
        let transactions = measures.transactions
        return [
            (
                "transactions",
                "\(Figures.grouped(transactions.included)) included: "
                    + "\(Figures.grouped(transactions.reverted)) reverted, "
                    + "\(Figures.grouped(transactions.halted)) halted; "
                    + "\(Figures.grouped(transactions.rejected)) never included"
            ),
            ("gas used", Figures.grouped(measures.gasUsed)),
            ("base fees burnt", Figures.ether(measures.burnt)),
            ("priority fees paid", Figures.ether(measures.priority)),
            ("invariants", verdict(coloured)),
            ("record", recordHash?.description ?? "not hashed, with --record summary"),
        ]
    }

    /// How many conditions were tested, and whether all hold.
    func verdict(_ coloured: Bool) -> String {
        let violated = measures.violations.count
        if violated == 0 { return "\(Figures.grouped(checked)) checks, all hold" }
        let text = "\(Figures.grouped(checked)) checks, \(violated) VIOLATED"
        return coloured ? text.red : text
    }

    private func aligned(_ rows: [(String, String)]) -> [String] {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { label, value in
            "  " + label + String(repeating: " ", count: width - label.count + 2) + value
        }
    }

    /// The most tokens whose flows have a column each.
    private static let tokensShown = 4

    /// What flows are worth at the end's outside prices, in the vault's or the first pool's quote
    /// token.
    private func worth(_ party: RunMeasures.Party) -> String {
        let prices = measures.end.prices
        var total = 0.0
        for (token, flow) in zip(world.tokens, party.flows) {
            total += flow.asDouble / token.unit.asDouble * prices[token.index]
        }
        let unit = prices[valued?.index ?? 0]
        return Figures.grouped(total / unit, decimals: 2)
    }

    private var valued: TokenInfo? { world.vault?.quote ?? world.pools.first?.quote }
    private var unitName: String { valued?.name ?? world.tokens.first?.name ?? "" }

    private var agentTable: String {
        let tokens = world.tokens
        let table = TextTable<RunMeasures.Party> { party in
            var columns = [
                Column("agent" <- party.name), Column("role" <- party.role),
                Column("in blocks" <- Figures.grouped(party.included), align: .right),
                Column("failed" <- Figures.grouped(party.failed), align: .right),
                Column(
                    "gas, ETH" <- Figures.grouped(party.gasPaid.raw.asDouble / 1e18, decimals: 4),
                    align: .right
                ),
            ]
            guard tokens.count <= Self.tokensShown else {
                return columns + [Column("net, \(unitName)" <- worth(party), align: .right)]
            }
            for (token, flow) in zip(tokens, party.flows) {
                let amount = flow.asDouble / token.unit.asDouble
                columns.append(
                    Column(
                        "\(token.name), net" <- Figures.grouped(amount, decimals: 2),
                        align: .right
                    )
                )
            }
            return columns
        }
        return table.string(for: measures.parties, style: Style.psql) ?? ""
    }
}
