import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// Trades around cycles of pools as soon as somebody's trade has made one profitable.
///
/// It runs the coming block on a fork up to the last transaction it sees, searches all cycles from
/// its token (`CycleSearch`), tries the real call of an `Executor` out there, and sends it behind
/// the last transaction that moved a pool of the cycle: with the same tip, later; or in one bundle
/// with it, where the builder takes bundles, paying a share of the profit for the place. Without
/// such a transaction it is an arbitrage between pools as they stand.
public struct CycleArbitrageur: Agent {
    /// What it trades with, and where.
    public struct Scope: Sendable {
        /// The contract that its swaps go through.
        public let executor: Address
        /// The pools.
        public let pools: [PoolInfo]
        /// The token that it starts from and returns to.
        public let token: TokenInfo

        /// Makes a scope.
        public init(executor: Address, pools: [PoolInfo], token: TokenInfo) {
            self.executor = executor
            self.pools = pools
            self.token = token
        }
    }

    /// The agent's name.
    public let name: String
    /// It answers to what has been sent for the coming block.
    public let isSearcher = true
    /// What it last decided to send, as it went on the fork.
    public private(set) var lastPlan: CyclePlan?
    private let wallet: Wallet
    private let scope: Scope
    /// The least profit after gas and payment, in whole tokens.
    private let minProfit: Double
    private let bidding: Bidding
    private let fees: FeePolicy
    private let order: any StaticOrder

    /// An arbitrageur between pools, under a policy that it expects blocks to follow: where that is
    /// not known before a block is built, it expects the order by fee.
    public init(
        name: String,
        wallet: Wallet,
        scope: Scope,
        minProfit: Double,
        bidding: Bidding,
        fees: FeePolicy,
        policy: any OrderingPolicy = PriorityFeeOrder()
    ) {
        self.name = name
        self.wallet = wallet
        self.scope = scope
        self.minProfit = minProfit
        self.bidding = bidding
        self.fees = fees
        order = policy.expectedOrder
    }

    /// Sends the best cycle there is, once what it sent before is done.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard !outbox.holds(wallet) else { return }
        let coming = ComingBlock(outbox.seen, order, on: view.machine)
        let share = outbox.takesBundles ? bidding.share : nil
        guard let plan = plan(coming, view, share: share) else { return }
        lastPlan = plan
        guard share != nil else {
            return outbox.send(plan.order, from: wallet, author: name)
        }
        let items = plan.movers.map { Outbox.BundleItem.seen($0) }
        try? outbox.sendBundle(items + [.own(plan.order, from: wallet)], author: name)
    }

    // MARK: Planning

    /// The best cycle at the end of the coming block, tried out there; nothing if none pays.
    private func plan(
        _ coming: ComingBlock,
        _ view: borrowing BlockView,
        share: BasisPoints?
    ) -> CyclePlan? {
        let machine = view.machine
        let checkpoint = machine.state.checkpoint()
        let movers = run(coming, machine)
        let plan = best(view).flatMap { trade in
            self.plan(trade, after: movers, coming, view, share: share)
        }
        machine.state.rollBack(checkpoint)
        return plan
    }

    /// Runs the coming block on the fork that is open: where each pool was moved last.
    private func run(_ coming: ComingBlock, _ machine: Machine) -> [Address: Set<Int>] {
        var movers: [Address: Set<Int>] = [:]
        var left = machine.block.gasLimit
        var reserves = scope.pools.map { machine.read(Pair.Storage.reserves, of: $0.pair) }
        for (place, waiting) in coming.ordered.enumerated() {
            machine.rehearse(waiting, &left)
            for (index, pool) in scope.pools.enumerated() {
                let now = machine.read(Pair.Storage.reserves, of: pool.pair)
                if now.reserve0 != reserves[index].reserve0
                    || now.reserve1 != reserves[index].reserve1
                {
                    movers[pool.pair, default: []].insert(place)
                }
                reserves[index] = now
            }
        }
        return movers
    }

    /// The best cycle on the fork that is open, with what the wallet can pay in.
    private func best(_ view: borrowing BlockView) -> CycleTrade? {
        let machine = view.machine
        let hops = scope.pools.map { RouteHop($0, sellsBase: true, on: machine) }
        let price = gasPrice(fees.fees(baseFee: machine.block.baseFee).priority, view)
        let costs = (0...4).map { hops in
            view.cost(of: ExecutorGas.usual(hops: hops), at: price, in: scope.token)
        }
        let trade = CycleSearch.best(from: scope.token.address, through: hops) { hops in
            UInt256(truncating: costs[min(hops, 4)]) ?? .max
        }
        guard let trade else { return nil }
        let held = ShareLedger.balance(
            of: wallet.address,
            token: scope.token.address,
            on: machine
        ).raw
        // Profit only falls with the distance from the best input: all there is comes next.
        return trade.amountIn <= held
            ? trade : (try? CycleSizing(trade.path))?.trade(amountIn: held)
    }

    /// Tries a cycle out at the end of the coming block, twice: what the first finds fixes the
    /// least output and the payment of the second, which is what will be sent.
    private func plan(
        _ trade: CycleTrade,
        after movers: [Address: Set<Int>],
        _ coming: ComingBlock,
        _ view: borrowing BlockView,
        share: BasisPoints?
    ) -> CyclePlan? {
        let machine = view.machine
        var places: Set<Int> = []
        for hop in trade.path.hops { places.formUnion(movers[hop.pair] ?? []) }
        let last = places.max().map { coming.ordered[$0] }
        let offered = offer(behind: last, view, sharesProfit: share != nil)
        let price = gasPrice(offered.priority, view)
        let purpose =
            last.map { Purpose.backrun(victim: $0.signed.signingHash) }
            ?? .cyclicArbitrage
        func order(_ terms: Terms) -> Outbox.Order {
            self.order(trade, terms, fees: offered, purpose, machine)
        }
        guard let first = rehearse(order(Terms(least: trade.amountIn)), view) else { return nil }
        let cost = view.cost(of: first, at: price, in: scope.token)
        let surplus = trade.profit.asDouble - cost
        let payment =
            share.map { self.payment($0, of: surplus, beside: offered.max, view) } ?? .zero
        let paid = value(of: payment, view)
        let least = UInt256(truncating: (cost + paid).rounded(.up)) ?? .max
        let final = order(
            Terms(
                least: trade.amountIn.addingReportingOverflow(least).partialValue,
                payment: payment
            )
        )
        guard trade.profit > least, let gas = rehearse(final, view) else { return nil }
        let net = trade.profit.asDouble - view.cost(of: gas, at: price, in: scope.token) - paid
        guard net > max(0, minProfit * scope.token.unit.asDouble) else { return nil }
        return CyclePlan(
            trade: trade,
            gas: gas,
            payment: payment,
            net: net,
            movers: coming.needed(for: places),
            order: final.limited(after: gas, on: machine)
        )
    }

    /// The gas of an order on the fork that is open, which stays as it is.
    ///
    /// Nothing if it fails.
    private func rehearse(_ order: Outbox.Order, _ view: borrowing BlockView) -> Gas? {
        let machine = view.machine
        let result = machine.onFork { machine.rehearse(order, from: wallet) }
        return result?.status == .success ? result?.gasUsed : nil
    }

    // MARK: Paying

    /// The same tip as who goes before, so that it follows; nothing but the base fee in a bundle
    /// that pays otherwise.
    private func offer(
        behind last: PendingTransaction?,
        _ view: borrowing BlockView,
        sharesProfit: Bool
    ) -> (priority: Wei, max: Wei) {
        let baseFee = view.machine.block.baseFee
        if sharesProfit, view.etherAsset != nil { return fees.fees(baseFee: baseFee, tip: .zero) }
        let tip = last.flatMap {
            PriorityFeeOrder.effectivePriorityFee($0.transaction, baseFee: baseFee)
        }
        return fees.fees(baseFee: baseFee, tip: tip)
    }

    private func gasPrice(_ tip: Wei, _ view: borrowing BlockView) -> Wei {
        Wei(view.machine.block.baseFee.raw.wrappingAdd(tip.raw))
    }

    /// A share of a profit in the token, as ether that the wallet has beside its gas at a price.
    private func payment(
        _ share: BasisPoints,
        of profit: Double,
        beside gasPrice: Wei,
        _ view: borrowing BlockView
    ) -> Wei {
        guard profit > 0 else { return .zero }
        let paid = profit * Double(share.count) / 10_000 / scope.token.unit.asDouble
        let ether = UInt256(truncating: view.ether(worth: paid, of: scope.token))
        let machine = view.machine
        let held = machine.state.balance(of: machine.state.account(wallet.address))
        let gas = gasPrice.raw.multipliedReportingOverflow(by: UInt256(ExecutorGas.limit.units))
        let left = held.raw.subtractingReportingOverflow(gas.partialValue)
        guard !gas.overflow, !left.overflow else { return .zero }
        return Wei(min(ether ?? .zero, left.partialValue))
    }

    /// What ether is worth in the token's smallest units.
    private func value(of ether: Wei, _ view: borrowing BlockView) -> Double {
        view.cost(of: Gas(1), at: ether, in: scope.token)
    }

    // MARK: Orders

    /// What a call asks for beside its swaps.
    private struct Terms {
        let least: UInt256
        var payment = Wei.zero
    }

    private func order(
        _ trade: CycleTrade,
        _ terms: Terms,
        fees: (priority: Wei, max: Wei),
        _ purpose: Purpose,
        _ machine: Machine
    ) -> Outbox.Order {
        Outbox.Order(
            target: scope.executor,
            data: Executor.swapCalldata(
                amountIn: trade.amountIn,
                amountOutMin: terms.least,
                tokenIn: scope.token.address,
                along: trade.path.hops.map { Executor.Hop(pair: $0.pair, fee: $0.fee) },
                to: wallet.address
            ),
            value: terms.payment,
            gasLimit: min(ExecutorGas.limit, machine.transactionGasMax),
            fees: fees,
            purpose: purpose
        )
    }
}
