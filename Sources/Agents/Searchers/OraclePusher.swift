import BlockBuilding
import Chain
import Contracts
import Execution
import Ledger
import Primitives
import WideMath

/// Pushes a pool's price away from the outside price, for whoever reads it.
///
/// - `spot`: it surrounds keepers' calls of the vault, in as many blocks as it is told: in front of
///   the call it moves the pool to a multiple of the outside price, behind it trades back. A guard
///   that compares the pool with the oracle refuses the call; one that does not lets it trade at a
///   wrong price.
/// - `average`: at the end of each of some blocks in a row it moves the pool, so that the price
///   stands for a whole block in the pool's cumulative sum. Whoever restores the price takes the
///   difference: h = Y(√m + 1/√m − 2) for a factor m and a quote reserve Y without a fee, and
///   lifting the average over L blocks by e with j blocks takes m = 1 + L·e/j (anchor A7).
public struct OraclePusher: Agent {
    /// What is to be pushed.
    public enum Kind: Hashable, Sendable {
        /// The price of the moment, around calls of a vault.
        case spot(vault: Address)
        /// The average, at the ends of blocks.
        case average
    }

    /// How far, when and how long.
    public struct Push: Hashable, Sendable {
        /// What is pushed.
        public let kind: Kind
        /// The multiple of the outside price.
        public let factor: Double
        /// In how many blocks.
        public let blocks: UInt64
        /// From when on, in seconds after the start.
        public let start: UInt64

        /// Makes a push.
        public init(kind: Kind, factor: Double, blocks: UInt64, start: UInt64) {
            self.kind = kind
            self.factor = factor
            self.blocks = blocks
            self.start = start
        }
    }

    /// The agent's name.
    public let name: String
    /// It acts on the state that what has been sent leaves.
    public let isSearcher = true
    private let wallet: Wallet
    private let pool: PoolInfo
    private let push: Push
    private let fees: FeePolicy
    private let order: any StaticOrder
    /// The blocks that are left.
    private var blocksLeft: UInt64

    /// A pusher of one pool, under a policy that it expects blocks to follow.
    public init(
        name: String,
        wallet: Wallet,
        pool: PoolInfo,
        push: Push,
        fees: FeePolicy,
        policy: any OrderingPolicy = PriorityFeeOrder()
    ) {
        self.name = name
        self.wallet = wallet
        self.pool = pool
        self.push = push
        self.fees = fees
        order = policy.expectedOrder
        blocksLeft = push.blocks
    }

    /// Pushes, if its time has come, blocks are left and its funds reach.
    public mutating func act(_ view: borrowing BlockView, _ outbox: inout Outbox) {
        guard blocksLeft > 0, view.elapsed >= push.start, !outbox.holds(wallet) else { return }
        let coming = ComingBlock(outbox.seen, order, on: view.machine)
        let orders =
            switch push.kind {
            case .average: atEnd(coming, view)
            case .spot(let vault): around(vault, coming, view)
            }
        guard !orders.isEmpty else { return }
        blocksLeft -= 1
        for order in orders { outbox.send(order, from: wallet, author: name) }
    }

    /// A swap behind all that it sees, to the price.
    private func atEnd(_ coming: ComingBlock, _ view: borrowing BlockView) -> [Outbox.Order] {
        let machine = view.machine
        let baseFee = machine.block.baseFee
        let lowest = coming.ordered.compactMap {
            PriorityFeeOrder.effectivePriorityFee($0.transaction, baseFee: baseFee)
        }.min()
        let offered = fees.fees(baseFee: baseFee, tip: min(lowest ?? fees.tip, fees.tip))
        let checkpoint = machine.state.checkpoint()
        var left = machine.block.gasLimit
        for waiting in coming.ordered { machine.rehearse(waiting, &left) }
        let move = move(view)
        let out = move.map {
            pool.quote(amountIn: $0.amountIn, sellsBase: $0.sellsBase, on: machine)
        }
        machine.state.rollBack(checkpoint)
        guard let move, let out else { return [] }
        return [
            Outbox.Order(
                target: pool.router,
                data: pool.swapCalldata(
                    amountIn: move.amountIn,
                    // Exactly from where it thinks the pool is, or not at all.
                    amountOutMin: out,
                    sellsBase: move.sellsBase,
                    to: wallet.address,
                    deadline: machine.block.timestamp
                ),
                gasLimit: SwapGas.limit,
                fees: offered,
                purpose: .oraclePush
            )
        ]
    }

    /// A swap to the price in front of the first call of a vault, and one back behind it.
    private func around(
        _ vault: Address,
        _ coming: ComingBlock,
        _ view: borrowing BlockView
    ) -> [Outbox.Order] {
        let machine = view.machine
        let place = coming.ordered.firstIndex { KeeperCall($0.transaction, to: vault) != nil }
        guard let place,
            let fees = RoundTrip.Fees(
                around: coming.ordered[place],
                self.fees,
                baseFee: machine.block.baseFee
            )
        else { return [] }
        let front = coming.place(outbidding: fees.front, wallet, on: machine)
        guard front <= place else { return [] }
        let checkpoint = machine.state.checkpoint()
        var left = machine.block.gasLimit
        for before in coming.ordered[..<front] { machine.rehearse(before, &left) }
        let found = move(view).flatMap { move -> (RoundTrip, RoundTrip.Outcome)? in
            let trip = RoundTrip(
                pool: pool,
                wallet: wallet,
                sellsBase: move.sellsBase,
                amountIn: move.amountIn
            )
            return trip.run(around: coming.ordered[front...place], fees, view).map { (trip, $0) }
        }
        machine.state.rollBack(checkpoint)
        guard let (trip, outcome) = found else { return [] }
        return trip.orders(outcome, fees, (.oraclePush, .oracleRestore), machine)
    }

    /// A swap that moves the pool on the fork that is open to the price; nothing where it is there
    /// or the wallet's funds do not reach.
    private func move(_ view: borrowing BlockView) -> (amountIn: UInt256, sellsBase: Bool)? {
        let machine = view.machine
        let reserves = pool.reserves(on: machine)
        // Quote units for a unit of base.
        let price =
            view.price(of: pool) * push.factor * pool.quote.unit.asDouble / pool.base.unit.asDouble
        let held = Holdings(of: wallet, [pool.base, pool.quote], on: machine).amounts
        for sellsBase in [false, true] {
            let amount = PushSizing.amountIn(
                reserveIn: sellsBase ? reserves.base : reserves.quote,
                reserveOut: sellsBase ? reserves.quote : reserves.base,
                fee: pool.fee,
                price: sellsBase ? 1 / price : price
            )
            guard let amount else { continue }
            return amount <= (sellsBase ? held[0] : held[1]) ? (amount, sellsBase) : nil
        }
        return nil
    }
}
