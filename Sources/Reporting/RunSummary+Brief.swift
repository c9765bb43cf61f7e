import Measures
import Rainbow
import Simulation
import WideMath

extension RunSummary {
    /// How wide the brief summary is at most, in columns.
    static let briefColumns = 80
    /// How many pools it has a row for; all are in the details.
    private static let poolsShown = 2

    /// The summary that fits a screen of 80 columns and 24 lines: the numbers that matter first.
    ///
    /// Tables follow it where there is something to compare, or an expectation is not met.
    public func brief(coloured: Bool) -> String {
        var lines = [title(coloured)]
        if let unfinished { lines.append(unfinished.text(after: measures.blocks)) }
        let first = measures.vault.map { headlines($0) } ?? marketHeadlines
        let rest = measures.vault.map { vaultLines($0) } ?? []
        let rows = rest + attackLines + poolLines + chainLines(coloured)
        let width = (first + rows).map(\.label.count).max() ?? 0
        if !first.isEmpty {
            lines += [""]
            lines += first.flatMap { row in
                wrapped(row, width: width).map { coloured ? $0.bold : $0 }
            }
        }
        lines += [""] + rows.flatMap { wrapped($0, width: width) }
        lines += tables(coloured)
        return lines.joined(separator: "\n")
    }

    /// A line of the brief summary before it is laid out.
    private typealias Row = (label: String, value: String)

    /// The five numbers of a run with a vault: what it is worth, what trading cost, what attackers
    /// took of that, how well it kept to its targets, and how far it fell.
    private func headlines(_ vault: VaultMeasures) -> [Row] {
        let name = world.vault?.quote.name ?? ""
        let unit = world.vault?.quote.unit.asDouble ?? 1
        let change = Figures.change(vault.marketStart, vault.marketEnd)
        let held = Figures.change(vault.marketStart, vault.holdEnd)
        var rows: [Row] = [
            (
                "value",
                "\(Figures.grouped(vault.marketStart, decimals: 2)) to "
                    + "\(Figures.grouped(vault.marketEnd, decimals: 2)) \(name), \(change); "
                    + "held: \(held)"
            )
        ]
        let waterfall = vault.waterfall
        let sold = vault.sold.asDouble
        func part(_ amount: Double) -> String {
            sold == 0 ? "" : ", \(Figures.grouped(amount / sold * 10_000, decimals: 1)) bp of sales"
        }
        let shortfall = waterfall.shortfall.asDouble
        var cost = "\(Figures.grouped(shortfall / unit, decimals: 2)) \(name)\(part(shortfall))"
        if let gas = vault.gasCost {
            cost += "; and \(Figures.grouped(gas / unit, decimals: 2)) of gas"
        }
        rows.append(("cost of trading", cost))
        let mev = waterfall.terms.mev.asDouble
        rows.append(
            (
                "lost to MEV",
                waterfall.isComplete
                    ? "\(Figures.grouped(mev / unit, decimals: 2)) \(name)\(part(mev))"
                    : "unknown: "
                        + Self.reasons(waterfall.missing.values.reduce(0, +), waterfall.missing)
            )
        )
        let error = vault.benchmark?.trackingError.map { "\(percent($0)) a year; " } ?? ""
        rows.append(
            ("tracking error", "\(error)at most \(percent(vault.deviationMax)) off a target")
        )
        rows.append(("deepest fall", "\(percent(vault.risk.drawdownAtMarket)) of a share's value"))
        return rows
    }

    /// What comes first where there is no vault: what was traded, by pool.
    private var marketHeadlines: [Row] {
        zip(world.pools, measures.liquidity.trading).prefix(Self.poolsShown).map { pool, trading in
            let unit = pool.quote.unit.asDouble
            return (
                "traded on \(pool.name)",
                "\(Figures.grouped(trading.volume / unit, decimals: 2)) \(pool.quote.name)"
            )
        }
    }

    private func vaultLines(_ vault: VaultMeasures) -> [Row] {
        let name = world.vault?.quote.name ?? ""
        let unit = world.vault?.quote.unit.asDouble ?? 1
        let held = vault.heldBack.values.reduce(0, +)
        var rows: [Row] = [
            (
                "rebalances",
                "\(Figures.grouped(vault.done)) done, \(Figures.grouped(vault.failed)) failed, "
                    + "\(Figures.grouped(held)) held back; "
                    + "sold \(Figures.grouped(vault.sold.asDouble / unit, decimals: 2)) \(name)"
            )
        ]
        if vault.waterfall.trades > 0, vault.waterfall.isComplete {
            rows += lossRows(vault.waterfall, name, unit: unit).dropFirst().map {
                ("cost by cause", $0.1)
            }
        }
        let refused = vault.refusals.sorted { $0.key.rawValue < $1.key.rawValue }
        if !refused.isEmpty {
            let parts = refused.map { "\(Figures.grouped($0.value)) by \($0.key.rawValue)" }
            rows.append(("refused", parts.joined(separator: ", ")))
        }
        let saved = guardTrials.isEmpty ? [] : guardRows(vault, name)
        rows += saved.map { ($0.0, $0.1) }
        return rows
    }

    private var attackLines: [Row] {
        let sandwiches = measures.sandwiches
        guard sandwiches.isSought || !measures.redistribution.parties.isEmpty else { return [] }
        let name = sandwiches.quote?.name ?? ""
        let lost = -measures.redistribution.value(of: .victim)
        return [
            (
                "attacks",
                "\(Figures.grouped(sandwiches.attacks)) sandwiches took "
                    + "\(Figures.grouped(sandwiches.take, decimals: 2)) \(name); "
                    + "victims lost \(Figures.grouped(lost, decimals: 2))"
            )
        ]
    }

    /// How deep the first pools are, and what a pool that is alone cost who provides for it.
    private var poolLines: [Row] {
        let depths = liquidityRows
        if depths.count == 1 { return (depths + tradingRows).map { ($0.0, $0.1) } }
        let left = depths.count - Self.poolsShown
        let more: [Row] = left > 0 ? [("other pools", "\(left), in --details")] : []
        return depths.prefix(Self.poolsShown).map { ($0.0, $0.1) } + more
    }

    private func chainLines(_ coloured: Bool) -> [Row] {
        let transactions = measures.transactions
        let hash = recordHash.map { String($0.description.prefix(18)) + "…" }
        return [
            (
                "transactions",
                "\(Figures.grouped(transactions.included)) in blocks, "
                    + "\(Figures.grouped(transactions.reverted + transactions.halted)) failed; "
                    + "\(Figures.grouped(transactions.rejected)) never included"
            ),
            (
                "gas",
                "\(Figures.grouped(measures.gasUsed)), \(Figures.ether(measures.burnt)) burnt, "
                    + "\(Figures.ether(measures.priority)) in tips"
            ),
            (
                "invariants",
                "\(verdict(coloured)); record \(hash ?? "not hashed (--record summary)")"
            ),
        ]
    }

    private func percent(_ ratio: Double) -> String {
        Figures.grouped(ratio * 100, decimals: 2) + " %"
    }

    /// A row's lines: the label, and its value in as many lines as it takes, broken behind commas
    /// and semicolons, and at blanks where that is not enough.
    private func wrapped(_ row: Row, width: Int) -> [String] {
        let indent = String(repeating: " ", count: width + 3)
        var lines: [String] = []
        var line = "  " + row.label + String(repeating: " ", count: width - row.label.count + 1)
        func fits(_ text: String) -> Bool { line.count + 1 + text.count <= Self.briefColumns }
        func add(_ text: String) {
            if !fits(text), line.count > indent.count {
                lines.append(line)
                line = indent
            }
            line += " " + text
        }
        for clause in Self.clauses(row.value) {
            if fits(clause) || indent.count + 1 + clause.count <= Self.briefColumns {
                add(clause)
            } else {
                for word in clause.split(separator: " ") { add(String(word)) }
            }
        }
        return lines + [line]
    }

    /// The parts of a text that end in a comma or a semicolon, and the rest.
    private static func clauses(_ text: String) -> [String] {
        var clauses: [String] = []
        var words: [Substring] = []
        for word in text.split(separator: " ") {
            words.append(word)
            guard word.last == "," || word.last == ";" else { continue }
            clauses.append(words.joined(separator: " "))
            words = []
        }
        return clauses + (words.isEmpty ? [] : [words.joined(separator: " ")])
    }
}
