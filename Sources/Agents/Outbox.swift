import BlockBuilding
import Chain
import Execution
import Primitives
import WideMath

/// Where agents put what they send, and through which they see what waits.
///
/// One outbox serves all agents of a block; `take` seats one of them. What the seated agent is not
/// entitled to see, nothing here tells it.
public struct Outbox {
    /// What agents decided not to send, and why.
    public private(set) var heldBack: [HeldBack] = []
    /// What the mempool refused, by the reason's label.
    public private(set) var rejected: [String] = []
    /// The bundles that were sent for this block.
    public private(set) var bundles: [Bundle] = []
    /// Whether the builder takes bundles.
    public let takesBundles: Bool
    private let imposedChannel: Channel?
    private var room: Mempool
    private let block: UInt64
    private let machine: Machine
    private var seat = Seat(name: "")
    private var now: UInt64 = 0

    /// An outbox before a block, whose builder follows a policy.
    public init(
        mempool: Mempool,
        machine: Machine,
        policy: any OrderingPolicy = PriorityFeeOrder()
    ) {
        room = mempool
        self.machine = machine
        takesBundles = policy.takesBundles
        imposedChannel = policy.imposedChannel
        block = machine.block.number
    }

    /// Seats the agent that acts next, at a time in milliseconds since the start of the run.
    public mutating func take(_ seat: Seat, at now: UInt64) {
        self.seat = seat
        self.now = now
    }

    /// The mempool with all that was sent: for the engine, once the agents have acted.
    public consuming func mempool() -> Mempool { room }

    // MARK: Looking

    /// What waits, as far as the seated agent sees it: its own and what it is entitled to, in order
    /// of arrival.
    public var seen: [PendingTransaction] {
        room.pending.filter {
            $0.author == seat.name || seat.sight.sees($0, at: now, block: block)
        }
    }

    /// What events do to the seated agent at the moment.
    public var strain: Strain { seat.strain }

    /// Whether anything of a wallet waits; only who has its key can ask.
    public func holds(_ wallet: Wallet) -> Bool { room.holds(wallet.address) }

    // MARK: Sending

    /// A call to be signed and sent.
    public struct Order: Sendable {
        /// The contract.
        public let target: Address
        /// The calldata.
        public let data: [UInt8]
        /// The ether that goes with it.
        public let value: Wei
        /// The most gas it may use.
        public let gasLimit: Gas
        /// What is offered for gas.
        public let fees: (priority: Wei, max: Wei)
        /// What the agent means by it.
        public let purpose: Purpose

        /// Makes an order.
        public init(
            target: Address,
            data: [UInt8],
            value: Wei = .zero,
            gasLimit: Gas,
            fees: (priority: Wei, max: Wei),
            purpose: Purpose
        ) {
            self.target = target
            self.data = data
            self.value = value
            self.gasLimit = gasLimit
            self.fees = fees
            self.purpose = purpose
        }
    }

    /// One transaction of a bundle.
    public enum BundleItem {
        /// One to be signed.
        case own(Order, from: Wallet, mayRevert: Bool = false)
        /// One that waits.
        case seen(PendingTransaction)
    }

    /// Signs an order with the wallet's next nonce and hands it to the mempool.
    public mutating func send(_ order: Order, from wallet: Wallet, author: String) {
        let nonce = room.nextNonce(of: wallet.address, after: stateNonce(wallet))
        let skipped = strain.skipsNonce && nonce < .max ? nonce + 1 : nonce
        replace(nonce: skipped, order, from: wallet, author: author)
    }

    /// Sends an order in place of the wallet's waiting transaction of a nonce.
    ///
    /// The mempool takes it if both fees rise by a tenth.
    public mutating func replace(
        nonce: UInt64,
        _ order: Order,
        from wallet: Wallet,
        author: String
    ) {
        let arrival = arrival(of: order, wallet, author)
        if strain.isRelayDown, arrival.channel == .relay {
            rejected.append(BundleRefusal.relayIsDown.label)
            return
        }
        let signed = sign(
            strain.isUnderPriced ? strain.underPriced(order, on: machine) : order,
            wallet,
            nonce
        )
        do throws(MempoolRefusal) {
            if strain.delayInBlocks > 0 {
                try room.hold(signed, arrival, until: block + strain.delayInBlocks)
            } else {
                try room.add(signed, arrival)
            }
        } catch {
            rejected.append(error.label)
        }
    }

    /// Sends a bundle for the coming block; its own transactions wait nowhere else.
    ///
    /// Each wallet's transactions take its next nonces in the order given.
    public mutating func sendBundle(
        _ items: [BundleItem],
        author: String
    ) throws(BundleRefusal) {
        guard takesBundles else { throw .policyTakesNone }
        guard !strain.isRelayDown else { throw .relayIsDown }
        guard !items.isEmpty else { throw .empty }
        var nonces: [Address: UInt64] = [:]
        var transactions: [PendingTransaction] = []
        var mayRevert: Set<Hash32> = []
        for item in items {
            switch item {
            case .seen(let waiting): transactions.append(waiting)
            case .own(let order, let wallet, let revertible):
                let nonce =
                    nonces[wallet.address]
                    ?? room.nextNonce(of: wallet.address, after: stateNonce(wallet))
                nonces[wallet.address] = nonce == .max ? nonce : nonce + 1
                do throws(MempoolRefusal) {
                    let signed = sign(order, wallet, nonce)
                    transactions.append(
                        try room.admit(signed, arrival(of: order, wallet, author))
                    )
                    if revertible { mayRevert.insert(signed.signingHash) }
                } catch {
                    throw .transaction(error)
                }
            }
        }
        bundles.append(
            Bundle(
                transactions: transactions,
                mayRevert: mayRevert,
                block: block,
                author: author,
                arrival: UInt64(bundles.count)
            )
        )
    }

    /// Notes a rebalance that the keeper decided not to send.
    public mutating func holdBack(author: String, reason: String) {
        heldBack.append(HeldBack(author: author, reason: reason))
    }

    private func stateNonce(_ wallet: Wallet) -> UInt64 {
        machine.state.nonce(of: machine.state.account(wallet.address))
    }

    private func arrival(
        of order: Order,
        _ wallet: Wallet,
        _ author: String
    ) -> Mempool.Arrival {
        Mempool.Arrival(
            claimedSender: wallet.address,
            block: block,
            sentAt: now,
            channel: imposedChannel ?? seat.channel,
            author: author,
            purpose: order.purpose
        )
    }

    private func sign(_ order: Order, _ wallet: Wallet, _ nonce: UInt64) -> SignedTransaction {
        wallet.sign(
            order.transaction(nonce: nonce, on: machine),
            verified: room.verifiesSignatures
        )
    }
}
