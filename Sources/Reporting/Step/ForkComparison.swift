import Measures
import Primitives
import WideMath

/// What another order changed: the block as it was built beside the block as somebody ordered it.
struct ForkComparison: Sendable {
    /// The block as it was built.
    let built: BlockSheet
    /// The block in another order.
    let fork: BlockSheet

    /// A trade of the vault in both blocks.
    private struct Pair {
        let before: TradeLoss?
        let after: TradeLoss?
    }

    /// The trades of the vault by their transactions, then in order.
    private var trades: [Pair] {
        func key(_ loss: TradeLoss, _ sheet: BlockSheet, _ earlier: ArraySlice<TradeLoss>) -> String
        {
            let ordinal = earlier.count { $0.place == loss.place }
            return "\(sheet.transactions[loss.place].pending.arrival)/\(ordinal)"
        }
        func keyed(_ sheet: BlockSheet) -> [(key: String, loss: TradeLoss)] {
            sheet.losses.indices.map {
                (key(sheet.losses[$0], sheet, sheet.losses[..<$0]), sheet.losses[$0])
            }
        }
        let (old, new) = (keyed(built), keyed(fork))
        var trades: [Pair] = []
        for item in old {
            let other = new.first { $0.key == item.key }
            trades.append(Pair(before: item.loss, after: other?.loss))
        }
        for item in new where !old.contains(where: { $0.key == item.key }) {
            trades.append(Pair(before: nil, after: item.loss))
        }
        return trades
    }

    /// The vault's shortfall in both blocks, in quote units; nothing where it trades in neither.
    var shortfall: (before: SignedAmount, after: SignedAmount)? {
        func sum(_ losses: [TradeLoss]) -> SignedAmount {
            losses.reduce(into: SignedAmount()) { $0.add($1.shortfallInQuote) }
        }
        if built.losses.isEmpty, fork.losses.isEmpty { return nil }
        return (sum(built.losses), sum(fork.losses))
    }

    /// The change in one line.
    var summary: String {
        if let shortfall, let vault = built.vault {
            let token = vault.info.quote.address
            return "the vault's shortfall \(built.amount(shortfall.before, of: token)) -> "
                + "\(built.amount(shortfall.after, of: token)); 6 shows more"
        }
        let changed = outputs.count { $0.before != $0.after }
        return "\(changed) of \(outputs.count) transactions end otherwise; 6 shows how"
    }

    /// What each transaction of the built block got, in both.
    private var outputs: [(sheet: TransactionSheet, before: String, after: String)] {
        built.transactions.map { sheet in
            func text(_ other: TransactionSheet?) -> String {
                guard let other else { return "not in the block" }
                guard let swap = other.swaps.last else { return other.status }
                return built.amount(swap.amountOut, of: swap.tokenOut)
            }
            return (sheet, text(sheet), text(fork.transaction(arrival: sheet.pending.arrival)))
        }
    }

    /// All that changed.
    var lines: [String] {
        var lines = ["As built -> reordered by hand", ""]
        for trade in trades { lines += self.lines(of: trade) }
        var table = TextColumns(["", "", "as built", "now"])
        for output in outputs {
            table.add([
                "no \(output.sheet.pending.arrival)", output.sheet.pending.author, output.before,
                output.after == output.before ? "the same" : output.after,
            ])
        }
        lines += table.lines
        let names = (built.flows + fork.flows).map(\.name)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard let quote = built.quote, !names.isEmpty else { return lines }
        var gains = TextColumns(["gained, in \(quote)", "as built", "now"], right: [1, 2])
        for name in names {
            func value(_ sheet: BlockSheet) -> String {
                Figures.grouped(
                    sheet.flows.first { $0.name == name }?.value ?? 0,
                    decimals: 4
                )
            }
            gains.add([name, value(built), value(fork)])
        }
        return lines + [""] + gains.lines
    }

    private func lines(of trade: Pair) -> [String] {
        guard let known = trade.before ?? trade.after else { return [] }
        let token = known.trade.tokenOut
        func text(_ term: SignedAmount?) -> String {
            term.map { built.amount($0, of: token) } ?? "-"
        }
        let sold = built.amount(known.trade.amountIn, of: known.trade.tokenIn)
        var table = TextColumns(
            ["sale of \(sold)", "as built", "now"],
            right: [1, 2]
        )
        for (place, term) in known.namedTerms.enumerated() {
            table.add([
                "  " + term.name, text(trade.before?.namedTerms[place].amount),
                text(trade.after?.namedTerms[place].amount),
            ])
        }
        func inQuote(_ loss: TradeLoss?) -> String {
            guard let loss, let quote = built.vault?.info.quote else { return "-" }
            return built.amount(loss.shortfallInQuote, of: quote.address)
        }
        table.add(["  in quote", inQuote(trade.before), inQuote(trade.after)])
        return table.lines + [""]
    }
}
