import Foundation
import Measures
import Primitives
import WideMath

extension BlockSheet {
    /// All of the sheet, view after view.
    public var text: String {
        var lines = header
        for view in StepView.allCases {
            if view == .transaction {
                for index in transactions.indices {
                    lines += ["", "TRANSACTION \(index)"] + detail(of: transactions[index])
                }
                continue
            }
            lines += ["", view.title.uppercased()] + self.lines(of: view, showing: nil)
        }
        return lines.joined(separator: "\n")
    }

    /// Which block it is, on two lines.
    var header: [String] {
        let time = Date(timeIntervalSince1970: Double(timestamp)).formatted(.iso8601)
        return [
            "\(scenario), seed \(seed), \(policy): block \(Figures.grouped(number))"
                + (isFork ? ", REORDERED BY HAND" : ""),
            "\(time), base fee \(Figures.gwei(baseFee)), gas \(Figures.grouped(gasUsed.units)) of "
                + Figures.grouped(gasLimit.units),
        ]
    }

    /// The lines of a view; that of a transaction shows one by its place.
    func lines(of view: StepView, showing place: Int?) -> [String] {
        switch view {
        case .mempool: mempoolLines
        case .order: orderRows + absentLines
        case .transactions: transactionRows
        case .transaction:
            place.flatMap { transactions.indices.contains($0) ? transactions[$0] : nil }
                .map { detail(of: $0) } ?? ["No transaction is selected."]
        case .pools:
            pools.isEmpty
                ? ["The scenario has no pool."]
                : (pools.filter(\.isMoved) + pools.filter { !$0.isMoved }).flatMap(\.lines)
        case .vault: vaultLines
        }
    }

    // MARK: The mempool

    private var mempoolLines: [String] {
        var table = TextColumns(
            ["no", "sent ms", "by", "for", "way", "nonce", "tip", "place"],
            right: [0, 1, 5, 6, 7]
        )
        for item in waiting {
            table.add([
                "\(item.pending.arrival)", Figures.since(slot.lowerBound, item.pending.sentAt),
                item.pending.author, item.pending.purpose.label, item.pending.channel.rawValue,
                "\(item.pending.transaction.nonce)",
                item.tip.map { Figures.gwei($0) } ?? "below base fee",
                item.place.map { "\($0)" } ?? "-",
            ])
        }
        let length = Figures.grouped(slot.upperBound - slot.lowerBound)
        var lines = [
            "\(waiting.count) waiting when the block was built, \(length) ms after the block before"
        ]
        if !waiting.isEmpty { lines += table.lines }
        for bundle in bundles {
            let parts = bundle.bundle.transactions.map { "\($0.arrival)" }
            lines.append(
                "bundle of \(bundle.bundle.author): \(parts.joined(separator: " ")); pays "
                    + "\(Figures.gwei(bundle.price)) a unit; "
                    + (bundle.isIncluded ? "in the block" : "not in the block")
            )
        }
        lines += ["", "Who saw what before it acted:"]
        for party in parties { lines += self.lines(of: party) }
        if parties.isEmpty { lines.append("  nobody looked") }
        for held in heldBack { lines.append("\(held.author) held back: \(held.reason)") }
        for reason in rejected { lines.append("not taken by the mempool: \(reason)") }
        return lines
    }

    private func lines(of party: PartySheet) -> [String] {
        let isOwn = party.name == party.role ? "" : " (\(party.role))"
        var lines = [
            "  \(party.name)\(isOwn): \(party.reach)"
                + (party.sight.latency == 0 ? "" : ", \(party.sight.latency) ms late")
                + ", sends by \(party.channel.rawValue)"
        ]
        for look in party.looks.suffix(3) {
            let seen =
                look.seen.isEmpty ? "nothing" : look.seen.map { "\($0)" }.joined(separator: " ")
            let time = Figures.since(slot.lowerBound, look.time)
            lines.append("    at \(time) ms: \(seen)")
        }
        if party.looks.count > 3 { lines.append("    and \(party.looks.count - 3) looks before") }
        return lines
    }

    // MARK: Lists of transactions

    /// A line for each transaction: its place, and why.
    var orderRows: [String] {
        var table = TextColumns(["", "no", "by", "for", "why there"], right: [0, 1])
        for transaction in transactions {
            table.add([
                "\(transaction.included.index)", "\(transaction.pending.arrival)",
                transaction.pending.author, transaction.pending.purpose.label,
                transaction.standing,
            ])
        }
        return table.lines
    }

    /// Who is not in the block, and why.
    var absentLines: [String] {
        let absent = waiting.filter { $0.place == nil }
        if absent.isEmpty { return [] }
        return [""]
            + absent.map {
                "no \($0.pending.arrival) of \($0.pending.author) (\($0.pending.purpose.label)) "
                    + $0.standing
            }
    }

    /// A line for each transaction: what it asked and how it ended.
    var transactionRows: [String] {
        var table = TextColumns(
            ["", "by", "for", "status", "gas", "out", "calls"],
            right: [0, 4, 5]
        )
        for transaction in transactions {
            let function = String(transaction.function.prefix { $0 != "(" })
            let output = transaction.swaps.last.map { amount($0.amountOut, of: $0.tokenOut) }
            table.add([
                "\(transaction.included.index)", transaction.pending.author,
                transaction.pending.purpose.label, transaction.status,
                Figures.grouped(transaction.included.receipt.gasUsed.units), output ?? "",
                "\(transaction.to ?? "creation").\(function)",
            ])
        }
        return table.lines
    }

    // MARK: The vault and who gained

    private var vaultLines: [String] {
        var lines: [String] = []
        if let vault {
            let unit = vault.info.quote.unit.asDouble
            func nav(_ amount: TokenAmount) -> String { Figures.whole(amount.raw.asDouble / unit) }
            lines.append(
                "NAV \(nav(vault.before.nav)) -> \(nav(vault.after.nav)) \(vault.info.quote.name)"
            )
            var table = TextColumns(["", "weight", "then", "target"], right: [1, 2, 3])
            for (index, asset) in vault.assets.enumerated() {
                func percent(_ weights: [Double]?) -> String {
                    guard let weights, weights.indices.contains(index) else { return "-" }
                    return Figures.grouped(weights[index] * 100, decimals: 2) + " %"
                }
                table.add([
                    asset, percent(vault.before.weights), percent(vault.after.weights),
                    percent(vault.after.targets),
                ])
            }
            lines += table.lines
        } else {
            lines.append("The scenario has no vault.")
        }
        for loss in losses { lines += [""] + self.lines(of: loss) }
        for attack in attacks {
            let take = amount(attack.take, of: attack.token.address)
            lines += [
                "",
                "\(attack.attacker) sandwiched \(attack.victim) from place "
                    + "\(attack.legs.lowerBound) to \(attack.legs.upperBound) and took \(take)",
            ]
        }
        if !flows.isEmpty, let quote {
            lines += [
                "", "Gained in the block at outside prices, fees and ether counted, in \(quote):",
            ]
            var table = TextColumns(["", ""], right: [1])
            for flow in flows {
                table.add(["  " + flow.name, Figures.grouped(flow.value, decimals: 4)])
            }
            lines += table.lines.dropFirst()
        }
        return lines
    }

    private func lines(of loss: TradeLoss) -> [String] {
        let (trade, token) = (loss.trade, loss.trade.tokenOut)
        var table = TextColumns(["", ""], right: [1])
        for (name, term) in loss.namedTerms {
            if let term { table.add(["  " + name, amount(term, of: token)]) }
        }
        if let quote = vault?.info.quote {
            table.add(["  in quote", amount(loss.shortfallInQuote, of: quote.address)])
        }
        let sold = amount(trade.amountIn, of: trade.tokenIn)
        let bought = amount(trade.amountOut, of: token)
        var lines = ["Transaction \(loss.place) sold \(sold) for \(bought)"]
        lines += table.lines.dropFirst()
        if let missing = loss.missing { lines.append("  not compared: \(missing)") }
        return lines
    }
}
