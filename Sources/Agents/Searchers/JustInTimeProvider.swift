import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// Adds liquidity to a pool right before a large swap and removes it right after, for its fee.
///
/// As a provider of a share of the pool it takes that share of the swap's fee and of its price, and
/// is left with what the swap has exchanged. It tries several sizes out on a fork of the coming
/// block, values what it holds afterwards at outside prices, and sends the best as one bundle
/// around the swap, which succeeds at exactly the amounts of the fork or not at all. A share of
/// the profit goes to the builder as tips. Where the builder takes no bundles it stays still.
public struct JustInTimeProvider: Agent {
    /// The agent's name.
    public let name: String
    /// It looks for swaps among what has been sent for the coming block.
    public let isSearcher = true
    /// What it last decided to send, as it went on the fork.
    public private(set) var lastPlan: LiquidityPlan?
    private let wallet: Wallet
    private let pool: PoolInfo
    /// The least profit after gas and tips, in whole quote tokens.
    private let minProfit: Double
    /// The share of the profit that the builder gets.
    private let share: BasisPoints
    private let order: any StaticOrder

    /// How often the size is halved from all there is.
    private static let sizes = 16

    /// A provider in one pool, under a policy that it expects blocks to follow.
    public init(
        name: String,
        wallet: Wallet,
        pool: PoolInfo,
        minProfit: Double,
        share: BasisPoints,
        policy: any OrderingPolicy = PriorityFeeOrder()
    ) {
        self.name = name
        self.wallet = wallet
        self.pool = pool
        self.minProfit = minProfit
        self.share = share
        order = policy.expectedOrder
    }

    /// Surrounds at most one swap a block.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard outbox.takesBundles, !outbox.holds(wallet) else { return }
        let seen = outbox.seen
        guard seen.contains(where: { VictimSwap($0.transaction, pool) != nil }) else { return }
        let coming = ComingBlock(seen, order, on: view.machine)
        guard let plan = best(coming, view) else { return }
        lastPlan = plan
        let victim = plan.needed.count - 1
        var items = plan.needed[..<victim].map { Outbox.BundleItem.seen($0) }
        items.append(.own(plan.mint, from: wallet))
        items.append(.seen(plan.needed[victim]))
        items.append(.own(plan.burn, from: wallet))
        try? outbox.sendBundle(items, author: name)
    }

    // MARK: Choosing

    /// The swap and the size that leave most; nothing if none leaves enough.
    private func best(_ coming: ComingBlock, _ view: borrowing BlockView) -> LiquidityPlan? {
        let machine = view.machine
        let checkpoint = machine.state.checkpoint()
        var best: LiquidityPlan?
        var movers: Set<Int> = []
        var left = machine.block.gasLimit
        for (place, waiting) in coming.ordered.enumerated() {
            if mayPay(waiting, view) {
                let needed = coming.needed(for: movers.union([place]))
                for halvings in 0..<Self.sizes {
                    let plan = plan(needed, waiting, halvings: halvings, view)
                    if let plan, plan.net > best?.net ?? max(0, minProfit) { best = plan }
                }
            }
            let before = pool.reserves(on: machine)
            machine.rehearse(waiting, &left)
            if pool.reserves(on: machine) != before { movers.insert(place) }
        }
        machine.state.rollBack(checkpoint)
        return best
    }

    /// Whether all of a swap's fee would pay for the gas: what is worth trying out.
    private func mayPay(_ waiting: PendingTransaction, _ view: borrowing BlockView) -> Bool {
        guard waiting.sender != wallet.address, let swap = VictimSwap(waiting.transaction, pool)
        else { return false }
        let input = swap.sellsBase ? pool.base : pool.quote
        let reserves = pool.reserves(on: view.machine)
        // A swap through all of a pool moves its price as well as it pays its fee.
        let impact =
            swap.amountIn.asDouble
            / (swap.sellsBase ? reserves.base : reserves.quote).asDouble
        let fee = Double(pool.fee.count) / 10_000
        let most = swap.amountIn.asDouble * (fee + impact)
        return most > view.cost(of: LiquidityGas.usual, at: view.machine.block.baseFee, in: input)
    }

    /// A size tried out around a swap on the fork that is open; nothing if a step fails.
    private func plan(
        _ needed: [PendingTransaction],
        _ victim: PendingTransaction,
        halvings: Int,
        _ view: borrowing BlockView
    ) -> LiquidityPlan? {
        let machine = view.machine
        guard let size = size(halvings: halvings, machine) else { return nil }
        let hash = victim.signed.signingHash
        var draft = LiquidityDraft(pool, wallet, size, hash, fee: machine.block.baseFee)
        // Twice: what the first trial finds fixes the least amounts of the second.
        guard let first = run(&draft, victim, view), first.gain > 0,
            let trial = run(&draft, victim, view)
        else { return nil }
        let gas = Gas(trial.mintGas.units + trial.burnGas.units)
        let paid = trial.gain * Double(share.count) / 10_000
        let payment = UInt256(truncating: view.ether(worth: paid, of: pool.quote)) ?? .zero
        let tip = payment.quotientAndRemainder(dividingBy: UInt256(gas.units))?.quotient
        draft.pay(tip: Wei(tip ?? .zero), mintGas: trial.mintGas, burnGas: trial.burnGas)
        return LiquidityPlan(
            needed: needed,
            size: size,
            gain: trial.gain,
            net: trial.gain - (view.etherAsset == nil ? 0 : paid),
            gas: gas,
            mint: draft.mint,
            burn: draft.burn
        )
    }

    /// All that the wallet can provide at the ratio of the reserves, halved some times.
    private func size(halvings: Int, _ machine: Machine) -> LiquidityPlan.Size? {
        let reserves = pool.reserves(on: machine)
        let held = [pool.base, pool.quote].map {
            ShareLedger.balance(of: wallet.address, token: $0.address, on: machine).raw
        }
        let most = held[1].multiplied(
            by: reserves.base,
            dividedBy: reserves.quote,
            rounding: .down
        )
        let base = min(held[0], most ?? .zero) >> halvings
        // Rounded down, as the router does.
        let quote = base.multiplied(
            by: reserves.quote,
            dividedBy: reserves.base,
            rounding: .down
        )
        guard let quote, !base.isZero, !quote.isZero else { return nil }
        return LiquidityPlan.Size(base: base, quote: quote)
    }

    /// How a draft went on a fork.
    private struct Trial {
        /// What is left after gas, in whole quote tokens.
        let gain: Double
        let mintGas: Gas
        let burnGas: Gas
    }

    /// Runs both legs around the swap, and undoes it; notes in the draft what came back.
    private func run(
        _ draft: inout LiquidityDraft,
        _ victim: PendingTransaction,
        _ view: borrowing BlockView
    ) -> Trial? {
        let machine = view.machine
        let tokens = [pool.base, pool.quote]
        let before = Holdings(of: wallet, tokens, on: machine)
        let checkpoint = machine.state.checkpoint()
        let legs = legs(&draft, victim, machine)
        let after = Holdings(of: wallet, tokens, on: machine)
        machine.state.rollBack(checkpoint)
        guard let legs else { return nil }
        let gain = after.gain(since: before, tokens, view) / view.prices[pool.quote.index]
        return Trial(gain: gain, mintGas: legs.mint, burnGas: legs.burn)
    }

    /// Runs both legs around the swap on the fork that is open, and gives their gas; nothing if
    /// one of the three fails.
    private func legs(
        _ draft: inout LiquidityDraft,
        _ victim: PendingTransaction,
        _ machine: Machine
    ) -> (mint: Gas, burn: Gas)? {
        let tokens = [pool.base, pool.quote]
        let shares = ShareLedger.balance(of: wallet.address, token: pool.pair, on: machine).raw
        var left = machine.block.gasLimit
        guard let mint = machine.rehearse(draft.mint, from: wallet), mint.status == .success
        else { return nil }
        let minted = ShareLedger.balance(of: wallet.address, token: pool.pair, on: machine).raw
        draft.shares = minted.wrappingSubtract(shares)
        guard machine.rehearse(victim, &left)?.status == .success else { return nil }
        let between = Holdings(of: wallet, tokens, on: machine)
        guard let burn = machine.rehearse(draft.burn, from: wallet), burn.status == .success
        else { return nil }
        let after = Holdings(of: wallet, tokens, on: machine)
        draft.back = LiquidityPlan.Size(
            base: after.amounts[0].wrappingSubtract(between.amounts[0]),
            quote: after.amounts[1].wrappingSubtract(between.amounts[1])
        )
        return (mint.gasUsed, burn.gasUsed)
    }
}
