import Measures
import Primitives
import TextTable
import WideMath

extension ComparisonTable {
    /// What each run's vault ended with, and what its rebalances lost by cause, for a terminal.
    ///
    /// What trades lost that cannot be compared with a block without the attackers is not split.
    public var lossText: String {
        let table = TextTable<VariantMeasures> { row in
            var columns = [Column("variant" <- row.variant)]
            if hasLevels { columns.append(Column("assumptions" <- row.level?.name ?? "")) }
            guard let vault = row.measures.vault else { return columns }
            columns += [
                Self.right("worth at the end", Figures.grouped(vault.marketEnd, decimals: 0)),
                Self.right(
                    "deepest fall, %",
                    Figures.grouped(vault.risk.drawdownAtMarket * 100, decimals: 2)
                ),
            ]
            let waterfall = vault.waterfall
            columns.append(Self.right("timing", amount(waterfall.timing)))
            let terms = waterfall.terms
            for (name, term) in [
                ("basis", terms.basis), ("fees", terms.fee), ("impact", terms.impact),
                ("MEV", terms.mev),
            ] {
                columns.append(Self.right(name, amount(term)))
            }
            columns.append(Self.right("not split", amount(waterfall.unsplit)))
            let gas = vault.gasCost.map { Figures.grouped($0 / unit, decimals: 0) }
            return columns + [
                Self.right("gas", gas ?? "-"), Self.right("trades", "\(vault.done + vault.bids)"),
            ]
        }
        return table.string(for: rows, style: Style.psql) ?? ""
    }

    private func amount(_ term: SignedAmount) -> String {
        Figures.grouped(term.asDouble / unit, decimals: 0)
    }

    /// What a row has of it in summary.json.
    func loss(_ vault: VaultMeasures) -> [(String, JSON)] {
        let waterfall = vault.waterfall
        func compared(_ term: SignedAmount) -> JSON {
            waterfall.isComplete ? .string(term.description) : .null
        }
        return [
            ("nav_market_end", .double(vault.marketEnd)),
            ("hold_end", .double(vault.holdEnd)),
            ("drawdown_market", .double(vault.risk.drawdownAtMarket)),
            (
                "loss",
                .object([
                    ("timing", .string(waterfall.timing.description)),
                    ("basis", compared(waterfall.terms.basis)),
                    ("fee", compared(waterfall.terms.fee)),
                    ("impact", compared(waterfall.terms.impact)),
                    ("mev", compared(waterfall.terms.mev)),
                    ("shortfall", .string(waterfall.shortfall.description)),
                    ("not_split", .string(waterfall.unsplit.description)),
                ])
            ),
        ]
    }
}
