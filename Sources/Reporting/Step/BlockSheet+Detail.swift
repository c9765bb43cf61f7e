import Execution
import Measures
import Primitives
import WideMath

extension BlockSheet {
    /// Everything about one transaction.
    func detail(of sheet: TransactionSheet) -> [String] {
        let (pending, transaction) = (sheet.pending, sheet.transaction)
        let to = transaction.to.map { named(sheet.to ?? "", $0) }
        let sent = Figures.since(slot.lowerBound, pending.sentAt) + " ms after the block before"
        var lines: [String] = []
        lines.append("\(pending.author), \(pending.purpose.label): \(sheet.statusText)")
        lines.append("hash       \(sheet.hash)")
        lines.append("from       \(named(sheet.from, pending.sender))")
        lines.append("to         \(to ?? "a new contract")")
        lines.append("calls      \(sheet.function)")
        lines.append("sent       \(sent), by \(pending.channel.rawValue), as no \(pending.arrival)")
        if pending.arrivalBlock < number {
            lines.append("since      block \(pending.arrivalBlock) was next")
        }
        lines.append("stands     \(sheet.standing)")
        if let victim = sheet.victim {
            let aim = transactions.first { $0.pending.signed.signingHash == victim }
            let place = aim.map { "transaction \($0.included.index) of \($0.pending.author)" }
            lines.append("aims at    \(place ?? victim.description)")
        }
        return lines + signature(of: sheet) + fees(of: sheet) + gas(of: sheet)
            + changes(of: sheet)
    }

    private func named(_ name: String, _ address: Address) -> String {
        name == address.description ? name : "\(name)  \(address)"
    }

    private func signature(of sheet: TransactionSheet) -> [String] {
        guard areSignaturesVerified else {
            return ["", "Signature: none; the scenario assumes signatures."]
        }
        let (r, s) = sheet.signature
        let verdict =
            sheet.recovered.map {
                "\($0)" + (sheet.isSignedBySender ? ", who is the sender" : ", NOT the sender")
            } ?? "nobody"
        return [
            "", "Signature", "  signs    \(sheet.pending.signed.signingHash)", "  r        \(r)",
            "  s        \(s)", "  yParity  \(sheet.pending.signed.signature.yParity)",
            "  gives    \(verdict)",
        ]
    }

    private func fees(of sheet: TransactionSheet) -> [String] {
        let (transaction, receipt) = (sheet.transaction, sheet.included.receipt)
        let most = Figures.gwei(transaction.maxFeePerGas)
        let priority = Figures.gwei(transaction.maxPriorityFeePerGas)
        let price = Figures.gwei(receipt.effectiveGasPrice)
        let used = Figures.grouped(receipt.gasUsed.units)
        let limit = Figures.grouped(transaction.gasLimit.units)
        return [
            "", "Fees, nonce \(transaction.nonce)",
            "  offers   at most \(most), of which to the builder at most \(priority)",
            "  pays     \(price): \(Figures.gwei(baseFee)) burnt, \(Figures.gwei(sheet.tip)) a tip",
            "  in all   \(Figures.ether(receipt.gasPaid)) for \(used) gas of a limit of \(limit)",
        ]
    }

    private func gas(of sheet: TransactionSheet) -> [String] {
        var lines = ["", "Gas, line by line"]
        for (line, text) in zip(sheet.bill.lines, sheet.billTexts) {
            let digits = "\(line.gas)"
            let space = String(repeating: " ", count: max(0, 9 - digits.count))
            lines.append("\(space)\(digits)  \(String(repeating: "  ", count: line.depth))\(text)")
        }
        let total = "\(sheet.bill.total)"
        let space = String(repeating: " ", count: max(0, 9 - total.count))
        return lines + ["\(space)\(total)  in all"]
    }

    private func changes(of sheet: TransactionSheet) -> [String] {
        var lines = ["", "Storage, before -> after"]
        lines += sheet.slots.map { "  \($0.text)" }
        if sheet.slots.isEmpty { lines.append("  nothing changed") }
        lines += ["", "Ether, before -> after"]
        for change in sheet.ether {
            let rise = SignedAmount(change.after.raw, less: change.before.raw)
            lines.append(
                "  \(change.account): \(Figures.ether(change.before)) -> "
                    + "\(Figures.ether(change.after)) (\(rise) wei)"
            )
        }
        lines += ["", "Events"]
        lines += sheet.events.map { "  \($0.text)" }
        if sheet.events.isEmpty { lines.append("  none") }
        if !sheet.swaps.isEmpty { lines += ["", "Swaps"] }
        for swap in sheet.swaps {
            lines.append(
                "  \(swap.pool): \(amount(swap.amountIn, of: swap.tokenIn)) in, "
                    + "\(amount(swap.amountOut, of: swap.tokenOut)) out"
            )
        }
        return lines
    }
}
