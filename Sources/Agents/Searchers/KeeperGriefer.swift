import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// Makes a keeper's rebalance revert, so that it burns its gas and the vault stays as it is.
///
/// It moves the pool of the rebalance's first trade in front of it, just beyond the nearest of the
/// vault's guards or the trade's own limit, and trades back right behind. It finds the least such
/// move by trying on forks of the coming block, in both directions, and takes the cheaper. It
/// earns nothing: what it costs is the pool's fees, gas, and the risk in between.
public struct KeeperGriefer: Agent {
    /// The agent's name.
    public let name: String
    /// It answers to what has been sent for the coming block.
    public let isSearcher = true
    private let wallet: Wallet
    private let vault: VaultInfo
    /// The most that an attack may cost, in whole quote tokens; nothing for whatever it takes.
    private let budget: Double?
    private let fees: FeePolicy
    private let isRankedByFee: Bool
    private let order: any StaticOrder

    /// A griefer of a vault's keepers, under a policy that it expects blocks to follow.
    public init(
        name: String,
        wallet: Wallet,
        vault: VaultInfo,
        budget: Double?,
        fees: FeePolicy,
        policy: any OrderingPolicy = PriorityFeeOrder()
    ) {
        self.name = name
        self.wallet = wallet
        self.vault = vault
        self.budget = budget
        self.fees = fees
        isRankedByFee = policy.isRankedByFee
        order = policy.expectedOrder
    }

    /// Attacks the first rebalance that it can, one a block.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard isRankedByFee, !outbox.holds(wallet) else { return }
        let coming = ComingBlock(outbox.seen, order, on: view.machine)
        for place in coming.ordered.indices where coming.ordered[place].sender != wallet.address {
            guard let orders = attack(place, coming, view) else { continue }
            for order in orders { outbox.send(order, from: wallet, author: name) }
            return
        }
    }

    /// Both legs around a rebalance; nothing for what is none or cannot be made to fail.
    private func attack(
        _ place: Int,
        _ coming: ComingBlock,
        _ view: borrowing BlockView
    ) -> [Outbox.Order]? {
        let machine = view.machine
        let waiting = coming.ordered[place]
        guard let trade = KeeperCall(waiting.transaction, to: vault.address)?.trades.first,
            let pool = vault.venues.first(where: { $0.pair == trade.pair }),
            let fees = RoundTrip.Fees(around: waiting, self.fees, baseFee: machine.block.baseFee)
        else { return nil }
        let front = coming.place(outbidding: fees.front, wallet, on: machine)
        guard front <= place else { return nil }
        let between = coming.ordered[front...place]
        let checkpoint = machine.state.checkpoint()
        var left = machine.block.gasLimit
        for before in coming.ordered[..<front] { machine.rehearse(before, &left) }
        let best = cheapest(in: pool, around: between, fees, view)
        let isNeeded = succeeds(between, machine)
        machine.state.rollBack(checkpoint)
        guard let (trip, outcome) = best, isNeeded,
            budget.map({ -outcome.gain / view.prices[vault.quote.index] <= $0 }) ?? true
        else { return nil }
        let hash = waiting.signed.signingHash
        return trip.orders(
            outcome,
            fees,
            (.griefFront(victim: hash), .griefBack(victim: hash)),
            machine
        )
    }

    /// The cheaper of the least moves in either direction, on the fork that is open.
    private func cheapest(
        in pool: PoolInfo,
        around between: ArraySlice<PendingTransaction>,
        _ fees: RoundTrip.Fees,
        _ view: borrowing BlockView
    ) -> (RoundTrip, RoundTrip.Outcome)? {
        let held = Holdings(of: wallet, [pool.base, pool.quote], on: view.machine).amounts
        var best: (RoundTrip, RoundTrip.Outcome)?
        for sellsBase in [true, false] {
            let found = least(upTo: sellsBase ? held[0] : held[1]) { amountIn in
                let trip = RoundTrip(
                    pool: pool,
                    wallet: wallet,
                    sellsBase: sellsBase,
                    amountIn: amountIn
                )
                return trip.run(around: between, fees, view).map { (trip, $0) }
            }
            if let found, found.1.gain > best?.1.gain ?? -.infinity { best = found }
        }
        return best
    }

    /// Whether the rebalance would succeed if it were left alone: otherwise nothing is to be done.
    private func succeeds(_ between: ArraySlice<PendingTransaction>, _ machine: Machine) -> Bool {
        machine.onFork {
            var left = machine.block.gasLimit
            var isSuccess = false
            for waiting in between {
                isSuccess = machine.rehearse(waiting, &left)?.status == .success
            }
            return isSuccess
        }
    }

    /// The least amount under which the rebalance fails, to one part in 2¹⁰ of it.
    private func least(
        upTo funds: UInt256,
        _ attempt: (UInt256) -> (RoundTrip, RoundTrip.Outcome)?
    ) -> (RoundTrip, RoundTrip.Outcome)? {
        guard !funds.isZero, var found = attempt(funds), !found.1.isSuccess else { return nil }
        var low = UInt256.zero
        var high = funds
        // Halvings from all there is down to dust, then to the precision.
        for _ in 0..<96 where high.wrappingSubtract(low) > max(high >> 10, .one) {
            let middle = low.isZero ? high >> 1 : low.wrappingAdd(high.wrappingSubtract(low) >> 1)
            guard let outcome = attempt(middle), !outcome.1.isSuccess else {
                low = middle
                continue
            }
            (high, found) = (middle, outcome)
        }
        return found
    }
}

extension ComingBlock {
    /// Before how many of `ordered` a transaction of some fees would come that is sent last.
    func place(
        outbidding fees: (priority: Wei, max: Wei),
        _ wallet: Wallet,
        on machine: Machine
    ) -> Int {
        let order = Outbox.Order(
            target: .zero,
            data: [],
            gasLimit: Gas(UInt64(GasSchedule.transaction)),
            fees: fees,
            purpose: .trade
        )
        return place(of: order.transaction(from: wallet, on: machine), from: wallet)
    }
}
