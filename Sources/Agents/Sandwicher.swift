import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// Surrounds another's swap with two of its own: buys before it, sells after it.
///
/// It reads the public mempool, runs the coming block on a fork up to each victim, sizes the front
/// leg in closed form (`SandwichSizing`), and takes the one victim that pays best after gas. The
/// front outbids the victim by one wei a unit of gas; the back offers what the victim does and
/// comes later. Where fees buy no place it stays still.
public struct Sandwicher: Agent {
    /// The agent's name.
    public let name: String
    /// It looks for victims among what has been sent for the coming block.
    public let isSearcher = true
    private let wallet: Wallet
    private let pool: PoolInfo
    /// The least profit after gas, in the pool's quote token.
    private let minProfit: Double
    private let fees: FeePolicy
    private let order: any OrderingPolicy

    /// A sandwicher of one pool.
    public init(
        name: String,
        wallet: Wallet,
        pool: PoolInfo,
        minProfit: Double,
        fees: FeePolicy,
        order: any OrderingPolicy = PriorityFeeOrder()
    ) {
        self.name = name
        self.wallet = wallet
        self.pool = pool
        self.minProfit = minProfit
        self.fees = fees
        self.order = order
    }

    /// A victim with the plan against it.
    private struct Target {
        let victim: PendingTransaction
        let sellsBase: Bool
        let plan: SandwichPlan
        let tip: Wei
        let gain: Double
    }

    /// Attacks at most one victim a block.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard order.isRankedByFee, !outbox.mempool.holds(wallet.address) else { return }
        guard outbox.mempool.pending.contains(where: { VictimSwap($0.transaction, pool) != nil })
        else { return }
        guard let target = bestTarget(view, outbox.mempool) else { return }
        let baseFee = view.machine.block.baseFee
        let raised = Wei(target.tip.raw.wrappingAdd(.one))
        send(
            target,
            isFront: true,
            fees: fees.fees(baseFee: baseFee, tip: raised),
            view,
            &outbox
        )
        send(
            target,
            isFront: false,
            fees: fees.fees(baseFee: baseFee, tip: target.tip),
            view,
            &outbox
        )
    }

    private func bestTarget(_ view: borrowing BlockView, _ mempool: Mempool) -> Target? {
        let machine = view.machine
        let baseFee = machine.block.baseFee
        let checkpoint = machine.state.checkpoint()
        var best: Target?
        var used: UInt64 = 0
        // Whoever offers what the victim offers and came earlier lands between front and victim:
        // the front trades at the reserves before the first transaction of the same tip.
        var tip: Wei?
        var atTip = pool.reserves(on: machine)
        let block = OrderingContext(number: machine.block.number, baseFee: baseFee)
        let ordered = order.order(mempool.pending, in: block)
        for (place, waiting) in ordered.enumerated() {
            let offered = PriorityFeeOrder.effectivePriorityFee(
                waiting.transaction,
                baseFee: baseFee
            )
            let reserves = pool.reserves(on: machine)
            if offered != tip { (tip, atTip) = (offered, reserves) }
            if reserves == atTip {
                // Whoever offers the same and came later lands between victim and back.
                let between = ordered[(place + 1)...].prefix {
                    PriorityFeeOrder.effectivePriorityFee($0.transaction, baseFee: baseFee)
                        == offered
                }
                if let target = target(waiting, before: between, view),
                    target.gain > (best?.gain ?? minProfit)
                {
                    best = target
                }
            }
            let left = Gas(machine.block.gasLimit.units - used)
            let result = try? machine.execute(
                waiting.transaction,
                from: waiting.sender,
                blockGasLeft: left
            )
            used += result?.gasUsed.units ?? 0
        }
        machine.state.rollBack(checkpoint)
        return best
    }

    private func target(
        _ waiting: PendingTransaction,
        before between: ArraySlice<PendingTransaction>,
        _ view: borrowing BlockView
    ) -> Target? {
        guard waiting.sender != wallet.address,
            let swap = VictimSwap(waiting.transaction, pool),
            let tip = PriorityFeeOrder.effectivePriorityFee(
                waiting.transaction,
                baseFee: view.machine.block.baseFee
            )
        else { return nil }
        let reserves = pool.reserves(on: view.machine)
        let sizing = SandwichSizing(
            reserveIn: swap.sellsBase ? reserves.base : reserves.quote,
            reserveOut: swap.sellsBase ? reserves.quote : reserves.base,
            fee: pool.fee,
            victimIn: swap.amountIn,
            victimOutMin: swap.amountOutMin
        )
        guard let plan = sizing.plan().flatMap({ tolerated($0, by: waiting, swap, sizing, view) })
        else { return nil }
        let input = swap.sellsBase ? pool.base : pool.quote
        let held = ShareLedger.balance(
            of: wallet.address,
            token: input.address,
            on: view.machine
        )
        guard plan.frontIn <= held.raw,
            let back = backOut(plan, waiting, between, swap, view), back > plan.frontIn
        else { return nil }
        let profit =
            back.wrappingSubtract(plan.frontIn).asDouble
            / input.unit.asDouble * (swap.sellsBase ? view.price(of: pool) : 1)
        let gasPrice = Wei(view.machine.block.baseFee.raw.wrappingAdd(tip.raw))
        let gasCost =
            view.cost(
                of: Gas(2 * SwapGas.usual.units),
                at: gasPrice,
                in: pool.quote
            )
            / pool.quote.unit.asDouble
        return Target(
            victim: waiting,
            sellsBase: swap.sellsBase,
            plan: plan,
            tip: tip,
            gain: profit - gasCost
        )
    }

    /// What the back leg would return, everything between it and the front included.
    private func backOut(
        _ plan: SandwichPlan,
        _ victim: PendingTransaction,
        _ between: ArraySlice<PendingTransaction>,
        _ swap: VictimSwap,
        _ view: borrowing BlockView
    ) -> UInt256? {
        let machine = view.machine
        let checkpoint = machine.state.checkpoint()
        tryLeg(plan.frontIn, sellsBase: swap.sellsBase, machine)
        for waiting in [victim] + between {
            _ = try? machine.execute(
                waiting.transaction,
                from: waiting.sender,
                blockGasLeft: machine.block.gasLimit
            )
        }
        let result = tryLeg(plan.frontOut, sellsBase: !swap.sellsBase, machine)
        machine.state.rollBack(checkpoint)
        // The router returns its amounts as an array: offset, count, in, out.
        return result.word(3)
    }

    /// A leg through the router without a limit, on the fork that is open.
    @discardableResult
    private func tryLeg(_ amountIn: UInt256, sellsBase: Bool, _ machine: Machine) -> WhatIfResult {
        machine.call(
            pool.router,
            from: wallet.address,
            data: pool.swapCalldata(
                amountIn: amountIn,
                amountOutMin: .zero,
                sellsBase: sellsBase,
                to: wallet.address,
                deadline: machine.block.timestamp
            )
        )
    }

    /// The plan, or the largest smaller one under which the victim still succeeds.
    ///
    /// A swap through the router fails exactly at the limit the plan knows; a vault's rebalance may
    /// fail before, at a guard of the vault. Tried out on a fork, and halved toward the limit.
    private func tolerated(
        _ plan: SandwichPlan,
        by victim: PendingTransaction,
        _ swap: VictimSwap,
        _ sizing: SandwichSizing,
        _ view: borrowing BlockView
    ) -> SandwichPlan? {
        if succeeds(victim, after: plan.frontIn, swap, view) { return plan }
        guard succeeds(victim, after: .zero, swap, view) else { return nil }
        var low = UInt256.zero
        var high = plan.frontIn
        // Each turn halves the interval: within one part in 2²⁴ of the limit.
        for _ in 0..<24 {
            let middle = low.wrappingAdd(high.wrappingSubtract(low) >> 1)
            if middle == low { break }
            if succeeds(victim, after: middle, swap, view) { low = middle } else { high = middle }
        }
        return low.isZero ? nil : sizing.replay(frontIn: low)
    }

    /// Whether the victim's transaction succeeds on a fork on which the front leg came before it.
    private func succeeds(
        _ victim: PendingTransaction,
        after frontIn: UInt256,
        _ swap: VictimSwap,
        _ view: borrowing BlockView
    ) -> Bool {
        let machine = view.machine
        let checkpoint = machine.state.checkpoint()
        if !frontIn.isZero { tryLeg(frontIn, sellsBase: swap.sellsBase, machine) }
        let result = try? machine.execute(
            victim.transaction,
            from: victim.sender,
            blockGasLeft: machine.block.gasLimit
        )
        machine.state.rollBack(checkpoint)
        return result?.status == .success
    }

    private func send(
        _ target: Target,
        isFront: Bool,
        fees: (priority: Wei, max: Wei),
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        let plan = target.plan
        let data = pool.swapCalldata(
            amountIn: isFront ? plan.frontIn : plan.frontOut,
            // The front must get what the plan says, or the victim would revert. The back must
            // get back what went in: without its front it would only sell at a loss.
            amountOutMin: isFront ? plan.frontOut : plan.frontIn,
            sellsBase: target.sellsBase == isFront,
            to: wallet.address,
            deadline: view.machine.block.timestamp
        )
        let victim = target.victim.signed.signingHash
        outbox.send(
            Outbox.Order(
                target: pool.router,
                data: data,
                gasLimit: SwapGas.limit,
                fees: fees,
                purpose: isFront ? .sandwichFront(victim: victim) : .sandwichBack(victim: victim)
            ),
            from: wallet,
            author: name
        )
    }
}

/// A swap through a pool, read from somebody's calldata.
struct VictimSwap: Hashable {
    /// Whether the pool's base token is sold.
    let sellsBase: Bool
    /// How much is sold.
    let amountIn: UInt256
    /// The least that the sender accepts.
    let amountOutMin: UInt256

    /// Reads a swap through the pool's router or the first trade of a vault's rebalance there.
    init?(_ transaction: Transaction, _ pool: PoolInfo) {
        let data = transaction.data
        if transaction.to == pool.router {
            guard data.count == 4 + 8 * 32,
                UInt256(bigEndian: data[0..<4])
                    == UInt256(UInt64(Router.Function.swapExactTokensForTokens.value)),
                let amountIn = UInt256(bigEndian: data[4..<36]),
                let amountOutMin = UInt256(bigEndian: data[36..<68]),
                let first = UInt256(bigEndian: data[196..<228]),
                let second = UInt256(bigEndian: data[228..<260])
            else { return nil }
            let path = [Address(word: first), Address(word: second)]
            let tokens = [pool.base.address, pool.quote.address]
            guard path == tokens || path == tokens.reversed() else { return nil }
            self.init(
                sellsBase: path == tokens,
                amountIn: amountIn,
                amountOutMin: amountOutMin
            )
            return
        }
        guard let trade = Vault.trades(inCalldata: data)?.first, trade.pair == pool.pair else {
            return nil
        }
        self.init(
            sellsBase: trade.tokenIn == pool.base.address,
            amountIn: trade.amountIn.raw,
            amountOutMin: trade.amountOutMin.raw
        )
    }

    private init(sellsBase: Bool, amountIn: UInt256, amountOutMin: UInt256) {
        self.sellsBase = sellsBase
        self.amountIn = amountIn
        self.amountOutMin = amountOutMin
    }
}
