import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

extension Sandwicher {
    /// A sandwich around several victims as the block's first transactions.
    private struct Attack {
        let victims: [PendingTransaction]
        let sellsBase: Bool
        let frontIn: UInt256
        let frontOut: UInt256
        let gasUsed: Gas
        /// What comes back above what went in, in whole quote tokens.
        let profit: Double
    }

    /// The gas of a plain payment.
    private static let paymentGas = Gas(21_000)

    /// Sends the best sandwich of the coming block as a bundle with a payment to the builder.
    func sendBundle(
        paying share: BasisPoints,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        guard !outbox.holds(wallet) else { return }
        let seen = outbox.seen
        var best: (attack: Attack, gain: Double)?
        for sellsBase in [true, false] {
            guard let attack = attack(sellsBase: sellsBase, on: seen, view) else { continue }
            let gas = Gas(attack.gasUsed.units + Self.paymentGas.units)
            let cost =
                view.cost(of: gas, at: view.machine.block.baseFee, in: pool.quote)
                / pool.quote.unit.asDouble
            let gain = attack.profit - cost
            if gain > best?.gain ?? minProfit { best = (attack, gain) }
        }
        guard let best, best.gain > 0 else { return }
        let paid = best.gain * Double(share.count) / Double(BasisPoints.whole.count)
        let payment = UInt256(truncating: view.ether(worth: paid, of: pool.quote)) ?? .zero
        try? outbox.sendBundle(items(best.attack, payment: Wei(payment), view), author: name)
    }

    private func items(
        _ attack: Attack,
        payment: Wei,
        _ view: borrowing BlockView
    ) -> [Outbox.BundleItem] {
        let block = view.machine.block
        let victim = attack.victims[0].signed.signingHash
        let fees = (priority: Wei.zero, max: block.baseFee)
        func leg(isFront: Bool) -> Outbox.BundleItem {
            .own(
                Outbox.Order(
                    target: pool.router,
                    data: pool.swapCalldata(
                        amountIn: isFront ? attack.frontIn : attack.frontOut,
                        amountOutMin: isFront ? attack.frontOut : attack.frontIn,
                        sellsBase: attack.sellsBase == isFront,
                        to: wallet.address,
                        deadline: block.timestamp
                    ),
                    gasLimit: SwapGas.limit,
                    fees: fees,
                    purpose: isFront
                        ? .sandwichFront(victim: victim) : .sandwichBack(victim: victim)
                ),
                from: wallet
            )
        }
        var items = [leg(isFront: true)]
        items += attack.victims.map { .seen($0) }
        items.append(leg(isFront: false))
        if !payment.isZero {
            items.append(
                .own(
                    Outbox.Order(
                        target: block.coinbase,
                        data: [],
                        value: payment,
                        gasLimit: Self.paymentGas,
                        fees: fees,
                        purpose: .payment
                    ),
                    from: wallet
                )
            )
        }
        return items
    }

    /// The best sandwich of those who trade one way, at the state of now.
    private func attack(
        sellsBase: Bool,
        on seen: [PendingTransaction],
        _ view: borrowing BlockView
    ) -> Attack? {
        let machine = view.machine
        let hop = RouteHop(pool, sellsBase: sellsBase, on: machine)
        let swaps = seen.compactMap { waiting in
            waiting.sender == wallet.address
                ? nil
                : VictimSwap(waiting.transaction, pool).flatMap { swap in
                    swap.sellsBase == sellsBase ? (waiting, swap) : nil
                }
        }
        let search = SandwichSearch(
            hop: hop,
            swaps: swaps.map { _, swap in
                PendingSwap(
                    tokenIn: hop.tokenIn,
                    amountIn: swap.amountIn,
                    amountOutMin: swap.amountOutMin
                )
            }
        )
        guard let choice = search.best() else { return nil }
        let victims = choice.victims.map { swaps[$0].0 }
        let held = ShareLedger.balance(of: wallet.address, token: hop.tokenIn, on: machine).raw
        var high = min(choice.plan.frontIn, held)
        if let attack = run(high, victims, sellsBase: sellsBase, view) { return attack }
        // A vault's rebalance may fail before its limit, at a guard of the vault: halved towards
        // the largest front leg under which all victims succeed, to one part in 2²⁴.
        var low = UInt256.zero
        var best: Attack?
        for _ in 0..<24 {
            let middle = low.wrappingAdd(high.wrappingSubtract(low) >> 1)
            if middle == low { break }
            if let attack = run(middle, victims, sellsBase: sellsBase, view) {
                (low, best) = (middle, attack)
            } else {
                high = middle
            }
        }
        return best
    }

    /// Runs a sandwich on a fork; nothing if a victim fails.
    private func run(
        _ frontIn: UInt256,
        _ victims: [PendingTransaction],
        sellsBase: Bool,
        _ view: borrowing BlockView
    ) -> Attack? {
        let machine = view.machine
        let checkpoint = machine.state.checkpoint()
        let legs = legs(frontIn, victims, sellsBase: sellsBase, machine)
        machine.state.rollBack(checkpoint)
        guard let legs, let backOut = legs.back.word(3), let frontOut = legs.front.word(3) else {
            return nil
        }
        let input = sellsBase ? pool.base : pool.quote
        let profit =
            (backOut.asDouble - frontIn.asDouble) / input.unit.asDouble
            * (sellsBase ? view.price(of: pool) : 1)
        return Attack(
            victims: victims,
            sellsBase: sellsBase,
            frontIn: frontIn,
            frontOut: frontOut,
            // What-ifs leave out what every transaction pays first.
            gasUsed: Gas(
                legs.front.gas.units + legs.back.gas.units + 2 * SwapGas.intrinsic.units
            ),
            profit: profit
        )
    }

    /// Both legs on the fork that is open; nothing if a victim between them fails.
    private func legs(
        _ frontIn: UInt256,
        _ victims: [PendingTransaction],
        sellsBase: Bool,
        _ machine: Machine
    ) -> (front: WhatIfResult, back: WhatIfResult)? {
        let front = tryLeg(frontIn, sellsBase: sellsBase, machine)
        // The router returns its amounts as an array: offset, count, in, out.
        guard let frontOut = front.word(3) else { return nil }
        for victim in victims {
            let result = try? machine.execute(
                victim.transaction,
                from: victim.sender,
                blockGasLeft: machine.block.gasLimit
            )
            guard result?.status == .success else { return nil }
        }
        return (front, tryLeg(frontOut, sellsBase: !sellsBase, machine))
    }
}
