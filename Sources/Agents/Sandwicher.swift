import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// Surrounds another's swap with two of its own: buys before it, sells after it.
///
/// It reads what it sees of the mempool, runs the coming block on a fork, sizes the front leg in
/// closed form, and acts where something is left after gas:
///
/// - by tips: around the one victim that pays best (`SandwichSizing`). The front outbids the victim
///   by one wei a unit of gas; the back offers what the victim does and comes later;
/// - in a gas auction: the same, and where a rival's front stands before its own it raises its tip
///   by a tenth, as long as that leaves something. Who loses the auction pays for what reverts;
/// - by bundles: around the victims of all that pay best together (`SandwichSearch`), and pays the
///   builder a share of what is left.
///
/// Where fees buy no place, or bundles are not taken, it stays still.
public struct Sandwicher: Agent {
    /// The agent's name.
    public let name: String
    /// It looks for victims among what has been sent for the coming block.
    public let isSearcher = true
    /// Whether it answers to rivals.
    public var isBidder: Bool { bidding == .gasAuction }
    let wallet: Wallet
    let pool: PoolInfo
    /// The least profit after gas, in the pool's quote token.
    let minProfit: Double
    let fees: FeePolicy
    let bidding: Bidding
    private let isRankedByFee: Bool
    private let order: any StaticOrder
    /// What it stands for in the gas auction of the block.
    private var offer: Offer?

    /// A sandwicher of one pool, under a policy that it expects blocks to follow: where that is not
    /// known before a block is built, it expects the order by fee.
    public init(
        name: String,
        wallet: Wallet,
        pool: PoolInfo,
        minProfit: Double,
        fees: FeePolicy,
        policy: any OrderingPolicy = PriorityFeeOrder(),
        bidding: Bidding = .tips
    ) {
        self.name = name
        self.wallet = wallet
        self.pool = pool
        self.minProfit = minProfit
        self.fees = fees
        self.bidding = bidding
        isRankedByFee = policy.isRankedByFee
        order = policy.expectedOrder
    }

    /// A victim with the plan against it.
    struct Target {
        let victim: PendingTransaction
        let sellsBase: Bool
        let plan: SandwichPlan
        let tip: Wei
        /// What is left after gas at the least tips, in whole quote tokens.
        let gain: Double
    }

    /// A front leg that stands in the mempool.
    private struct Offer {
        let target: Target
        let nonce: UInt64
        let block: UInt64
        /// What it offers for gas.
        var fees: (priority: Wei, max: Wei)
        /// Whether it has been given up.
        var isLost = false
    }

    /// Attacks at most once a block.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        if case .bundle(let share) = bidding {
            if outbox.takesBundles { sendBundle(paying: share, view, &outbox) }
            return
        }
        if let offer, offer.block == view.machine.block.number {
            raise(offer, view, &outbox)
            return
        }
        guard isRankedByFee, !outbox.holds(wallet) else { return }
        let seen = outbox.seen
        guard seen.contains(where: { VictimSwap($0.transaction, pool) != nil }),
            let target = bestTarget(view, seen)
        else { return }
        let machine = view.machine
        let baseFee = machine.block.baseFee
        let offered = fees.fees(baseFee: baseFee, tip: Wei(target.tip.raw.wrappingAdd(.one)))
        offer = Offer(
            target: target,
            nonce: machine.state.nonce(of: machine.state.account(wallet.address)),
            block: machine.block.number,
            fees: offered
        )
        outbox.send(leg(target, isFront: true, offered, view), from: wallet, author: name)
        let behind = fees.fees(baseFee: baseFee, tip: target.tip)
        outbox.send(leg(target, isFront: false, behind, view), from: wallet, author: name)
    }

    /// Outbids a rival whose front stands before its own, if that leaves something.
    private mutating func raise(
        _ standing: Offer,
        _ view: borrowing BlockView,
        _ outbox: inout Outbox
    ) {
        guard bidding == .gasAuction, !standing.isLost else { return }
        let baseFee = view.machine.block.baseFee
        var highest: Wei?
        for waiting in outbox.seen
        where waiting.sender != wallet.address
            && waiting.arrival != standing.target.victim.arrival
        {
            guard let swap = VictimSwap(waiting.transaction, pool),
                swap.sellsBase == standing.target.sellsBase,
                let tip = PriorityFeeOrder.effectivePriorityFee(
                    waiting.transaction,
                    baseFee: baseFee
                ),
                tip >= standing.fees.priority
            else { continue }
            highest = max(highest ?? tip, tip)
        }
        guard let highest else { return }
        var offer = standing
        guard let raised = raised(standing, above: highest, view) else {
            offer.isLost = true
            self.offer = offer
            return
        }
        offer.fees = raised
        self.offer = offer
        outbox.replace(
            nonce: standing.nonce,
            leg(standing.target, isFront: true, raised, view),
            from: wallet,
            author: name
        )
    }

    /// A tip above a rival's, with both fees at least a tenth above what stands.
    ///
    /// The mempool replaces nothing for less. Nothing where a fixed maximum forbids that, or where
    /// it leaves nothing.
    private func raised(
        _ standing: Offer,
        above highest: Wei,
        _ view: borrowing BlockView
    ) -> (priority: Wei, max: Wei)? {
        func tenthMore(_ fee: Wei) -> Wei {
            Wei(fee.raw.multiplied(by: 11, dividedBy: 10, rounding: .up) ?? .max)
        }
        let tip = max(tenthMore(standing.fees.priority), Wei(highest.raw.wrappingAdd(.one)))
        let offered = fees.fees(baseFee: view.machine.block.baseFee, tip: tip)
        let most = max(tenthMore(standing.fees.max), offered.max)
        if case .fixed(let limit) = fees.maxFee, most > limit { return nil }
        let more = Wei(tip.raw.wrappingSubtract(standing.target.tip.raw))
        let price =
            view.cost(of: SwapGas.usual, at: more, in: pool.quote)
            / pool.quote.unit.asDouble
        return standing.target.gain - price > minProfit ? (tip, most) : nil
    }

    private func bestTarget(_ view: borrowing BlockView, _ seen: [PendingTransaction]) -> Target? {
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
        let ordered = order.order(seen, in: block)
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
    func tryLeg(_ amountIn: UInt256, sellsBase: Bool, _ machine: Machine) -> WhatIfResult {
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

    /// A leg as it is sent.
    func leg(
        _ target: Target,
        isFront: Bool,
        _ fees: (priority: Wei, max: Wei),
        _ view: borrowing BlockView
    ) -> Outbox.Order {
        let plan = target.plan
        let data = pool.swapCalldata(
            amountIn: isFront ? plan.frontIn : plan.frontOut,
            // The front must get what the plan says, or the victim would revert. The back must
            // get back what went in; behind a large victim it may, even where its front failed.
            amountOutMin: isFront ? plan.frontOut : plan.frontIn,
            sellsBase: target.sellsBase == isFront,
            to: wallet.address,
            deadline: view.machine.block.timestamp
        )
        let victim = target.victim.signed.signingHash
        return Outbox.Order(
            target: pool.router,
            data: data,
            gasLimit: SwapGas.limit,
            fees: fees,
            purpose: isFront ? .sandwichFront(victim: victim) : .sandwichBack(victim: victim)
        )
    }
}
