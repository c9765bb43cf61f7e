import Contracts
import Execution
import Primitives
import WideMath

/// How the keeper bids against himself.
extension KeeperMarket {
    /// Opens an auction or bids in the one that is open, for as much as its price lets him take.
    mutating func auction() {
        if !episode.isOpen(at: now, for: terms.openFor) { openAuction() }
        for index in 1..<tokens.count { bid(index) }
        if random.below(3) == 0 { finishAuction() }
    }

    /// Bids where the price is in his favour, and now and then for any part of a lot.
    private mutating func bid(_ index: Int) {
        let goal = machine.read(Vault.Storage.goals[tokens[index]], of: Self.vault).raw
        let counted = counted(held)[index]
        let isSale = counted > goal
        let lot = isSale ? counted.wrappingSubtract(goal) : goal.wrappingSubtract(counted)
        let preview = call(
            Self.vault,
            from: Self.partner,
            Vault.Function.bidPreview,
            [tokens[index].word, lot]
        )
        guard !lot.isZero, let quote = preview.word(1)?.asDouble else { return }
        let value = lot.asDouble * worth(index)
        let loss = isSale ? value - quote : quote - value
        var part = Double(1 + random.below(100)) / 100
        if loss > 0, terms.style != .mixed || random.below(2) == 0 {
            let nav = values.reduce(0, +)
            let left = ledger.left(at: now, isOpen: true)
            part = min(1, min(left.rebalance, left.day) * nav * (1 - 1e-9) / loss)
            if !isSale, quote * part > values[0] { part = values[0] / quote * (1 - 1e-9) }
        }
        var amount = UInt256(truncating: lot.asDouble * part) ?? .zero
        amount = min(amount, lot)
        // Roundings of small amounts and other guards: as much as passes.
        for _ in 0..<6 {
            let next = amount
            if whatIf({ bid(index, next, isSale: isSale) }).failure == nil { break }
            amount = UInt256(truncating: amount.asDouble * 0.9) ?? .zero
        }
        let final = amount
        trade("bid", isSlice: false) { $0.bid(index, final, isSale: isSale) }
    }

    private func bid(_ index: Int, _ amount: UInt256, isSale: Bool) -> WhatIfResult {
        call(
            Self.vault,
            from: Self.partner,
            Vault.Function.bid,
            [tokens[index].word, amount, isSale ? .max : .zero]
        )
    }
}
