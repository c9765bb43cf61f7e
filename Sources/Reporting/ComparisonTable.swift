import Agents
import Measures
import Primitives
import Scenarios
import TextTable
import WideMath

/// What the variants of a scenario cost the vault, side by side.
public struct ComparisonTable {
    let rows: [VariantMeasures]
    private let quote: TokenInfo?

    /// A table of runs; `quote` is the vault's quote token, if there is a vault.
    public init(_ rows: [VariantMeasures], quote: TokenInfo?) {
        self.rows = rows
        self.quote = quote
    }

    /// `comparison` in summary.json, as docs/MEASURES.md defines it.
    public var json: JSON {
        .array(
            rows.map { row in
                var members: [(String, JSON)] = [
                    ("variant", .string(row.variant)), ("assumptions", JSON(row.level?.name)),
                    ("blocks", .int(row.measures.blocks)),
                    ("violated", .int(UInt64(row.measures.violations.count))),
                ]
                if let vault = row.measures.vault {
                    members += [
                        ("nav_end", .string(vault.navEnd.description)),
                        ("sold", .string(vault.sold.description)),
                        ("lost", .string(vault.lost.description)),
                        ("lost_bp", JSON(vault.lostOfSold.map { $0 * 10_000 })),
                        ("gas_wei", .string(vault.gasPaid.description)),
                        ("gas", JSON(vault.gasCost)), ("rebalances", .int(vault.done)),
                        ("bids", .int(vault.bids)), ("deviation_end", .double(vault.deviationEnd)),
                        ("seconds", .int(vault.tradingSeconds)),
                    ]
                    members += loss(vault)
                }
                return .object(members)
            }
        )
    }

    /// The table for a terminal.
    public var text: String {
        let name = quote?.name ?? ""
        let table = TextTable<VariantMeasures> { row in
            var columns = [Column("variant" <- row.variant)]
            if hasLevels { columns.append(Column("assumptions" <- row.level?.name ?? "")) }
            guard let vault = row.measures.vault else { return columns }
            let lostInPoints = vault.lostOfSold.map { Figures.grouped($0 * 10_000, decimals: 1) }
            let gas = vault.gasCost.map { Figures.grouped($0 / unit, decimals: 0) }
            columns += [
                Self.right(
                    "sold, \(name)",
                    Figures.grouped(vault.sold.asDouble / unit, decimals: 0)
                ),
                Self.right(
                    "lost, \(name)",
                    Figures.grouped(vault.lost.asDouble / unit, decimals: 0)
                ),
                Self.right("bp of it", lostInPoints ?? "-"), Self.right("gas, \(name)", gas ?? "-"),
                Self.right("trades", "\(vault.done + vault.bids)"),
                Self.right("left, %", Figures.grouped(vault.deviationEnd * 100, decimals: 2)),
                Self.right(
                    "minutes",
                    Figures.grouped(Double(vault.tradingSeconds) / 60, decimals: 0)
                ),
            ]
            return columns
        }
        return table.string(for: rows, style: Style.psql) ?? ""
    }

    /// Smallest units of the quote token in a whole one.
    var unit: Double { quote?.unit.asDouble ?? 1 }
    /// Whether anything is an assumption.
    var hasLevels: Bool { rows.contains { $0.level != nil } }

    static func right(_ title: String, _ text: String) -> Column {
        Column(title <- text, align: .right)
    }
}
